import ScribeJSON
import ScribeSession

/// Reads a poll log, version 1, line by line, each beside the line before: what both share is
/// compared instead of checked, and what is the same is the line before's and not made again.
struct PollLogReader: RecordingReader {
  static let format = "scribe-poll-log"
  static let version = 1

  private let name: String
  private let skippingBadLines: Bool
  private var lines: LineReader
  private var pollCount = 0
  private var last: LastPoll?

  private(set) var skippedCount = 0
  private(set) var tornLine: Int?
  /// A poll log is written without them.
  var credentialCount: Int { 0 }

  /// The poll that was read last, and where the members of its line stand.
  private struct LastPoll {
    let poll: Poll
    let lineNumber: Int
    let sites: LineSites
  }

  init(_ lines: LineReader, name: String, skippingBadLines: Bool) {
    self.lines = lines
    self.name = name
    self.skippingBadLines = skippingBadLines
  }

  mutating func next() throws(RecordingError) -> RecordedPoll? {
    while try lines.advance() {
      if lines.isLineBlank { continue }
      do throws(RecordingFault) {
        guard let recorded = try readLine() else { continue }
        return recorded
      } catch {
        if error.isCutOff || lines.lineEndsInNUL, try lines.isAtEnd() {
          tornLine = lines.line.number
          return nil
        }
        guard skippingBadLines else {
          throw RecordingError.badLine(
            file: name, line: lines.line.number, byte: error.offset + 1, reason: error.reason)
        }
        skippedCount += 1
      }
    }
    return nil
  }

  /// Reads the line that was reached; nil where it is the header.
  private mutating func readLine() throws(RecordingFault) -> RecordedPoll? {
    let before = last.flatMap { last in
      lines.lineBefore.flatMap { $0.number == last.lineNumber ? ($0.part, last.sites) : nil }
    }
    let fields = try LineFields(lines.line.part, of: lines.bytes, after: before)
    guard fields.site.type == .object else { throw fields.fault("not a JSON object", at: nil) }
    if fields.isHeader {
      try Self.checkHeader(fields)
      return nil
    }
    let poll = try Self.poll(fields, after: before == nil ? nil : last)
    last = LastPoll(poll: poll, lineNumber: lines.line.number, sites: fields.sites)
    pollCount += 1
    return RecordedPoll(
      number: pollCount, poll: poll, unknownMembers: fields.unknown, place: lines.linePlace)
  }

  /// Reads a line that stands alone.
  static func poll(line: [UInt8]) throws(RecordingFault) -> Poll {
    let fields = try LineFields(0..<line.count, of: line, after: nil)
    guard fields.site.type == .object else { throw fields.fault("not a JSON object", at: nil) }
    return try poll(fields, after: nil)
  }

  private static func checkHeader(_ fields: LineFields) throws(RecordingFault) {
    let line = fields.line
    guard line["format"]?.string?.text == format else {
      throw fields.fault("the format is not \(format)", at: line["format"])
    }
    guard line["version"]?.number?.integer == version else {
      throw fields.fault(
        "not version \(version) of \(format): a newer scribe-replay may read it",
        at: line["version"])
    }
  }

  private static func poll(
    _ fields: LineFields, after last: LastPoll?
  ) throws(RecordingFault) -> Poll {
    guard let receivedAt = try fields.instant(.receivedAt) else {
      throw fields.fault("received_at is missing", at: nil)
    }
    return Poll(
      sentAt: try fields.instant(.sentAt), receivedAt: receivedAt,
      method: try text(.method, of: fields, last?.poll.method),
      url: try text(.url, of: fields, last?.poll.url),
      outcome: try outcome(fields, after: last))
  }

  private static func text(
    _ field: LineField, of fields: LineFields, _ before: String?
  ) throws(RecordingFault) -> String {
    if let before, fields.isSame(field) { return before }
    return try fields.text(field)
  }

  private static func outcome(
    _ fields: LineFields, after last: LastPoll?
  ) throws(RecordingFault) -> Poll.Outcome {
    let status = try fields.status()
    let failure = try fields.failure()
    switch (status, failure) {
    case (let status?, nil):
      let before = last?.poll.answer
      let headers =
        before != nil && fields.isSame(.headers)
        ? before?.headers ?? [] : try fields.headers()
      if let before, let last, fields.hasSameBody(as: last.sites) {
        return .answer(Poll.Answer(status: status, headers: headers, body: before.body))
      }
      return .answer(Poll.Answer(status: status, headers: headers, body: try fields.body()))
    case (nil, let failure?): return .noAnswer(failure)
    case (_?, _?): throw fields.fault("both status and error", at: nil)
    case (nil, nil): throw fields.fault("neither status nor error", at: nil)
    }
  }
}
