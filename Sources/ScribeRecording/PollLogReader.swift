import ScribeJSON
import ScribeSession

/// Reads a poll log, version 1, line by line.
struct PollLogReader: RecordingReader {
  private let name: String
  private let skippingBadLines: Bool
  private var lines: LineReader
  private var pollCount = 0

  private(set) var skippedCount = 0
  private(set) var tornLine: Int?

  init(_ lines: LineReader, name: String, skippingBadLines: Bool) {
    self.lines = lines
    self.name = name
    self.skippingBadLines = skippingBadLines
  }

  mutating func next() throws(RecordingError) -> RecordedPoll? {
    while let line = try lines.next() {
      if line.isBlank { continue }
      do {
        guard let parsed = try PollLogLine(line.bytes) else { continue }
        pollCount += 1
        return RecordedPoll(
          number: pollCount, poll: parsed.poll, unknownMembers: parsed.unknownMembers)
      } catch {
        if error.isCutOff || line.endsInNothing, try lines.isAtEnd() {
          tornLine = line.number
          return nil
        }
        guard skippingBadLines else {
          throw RecordingError.badLine(
            file: name, line: line.number, byte: error.offset + 1, reason: error.reason)
        }
        skippedCount += 1
      }
    }
    return nil
  }
}

/// What is wrong with a line, and at which byte of it, from 0.
struct LineFault: Error {
  let reason: String
  let offset: Int
  /// Whether the line is only incomplete, as the last one of a log may be after a crash.
  var isCutOff = false

  init(_ reason: String, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  init(_ error: JSONError) {
    self.init(error.reason.phrase, at: error.offset)
    isCutOff = error.reason == .cutOff
  }
}

/// One line of a poll log.
struct PollLogLine {
  static let format = "scribe-poll-log"
  static let version = 1

  let poll: Poll
  let unknownMembers: [(name: String, json: [UInt8])]

  /// Reads a line; nil where it is the header.
  init?(_ bytes: [UInt8]) throws(LineFault) {
    let line: JSONValue
    do {
      line = try JSONDocument(bytes).root
    } catch {
      throw LineFault(error)
    }
    guard line.type == .object else { throw LineFault("not a JSON object", at: line.offset) }
    let fields = LineFields(line)
    if fields.isHeader {
      try Self.checkHeader(line)
      return nil
    }
    guard let receivedAt = try fields.instant("received_at") else {
      throw LineFault("received_at is missing", at: line.offset)
    }
    poll = Poll(
      sentAt: try fields.instant("sent_at"), receivedAt: receivedAt,
      method: try fields.text("method"), url: try fields.text("url"),
      outcome: try Self.outcome(fields))
    unknownMembers = fields.unknown
  }

  private static func checkHeader(_ line: JSONValue) throws(LineFault) {
    guard line["format"]?.string?.text == Self.format else {
      throw LineFault(
        "the format is not \(Self.format)", at: line["format"]?.offset ?? line.offset)
    }
    guard line["version"]?.number?.integer == Self.version else {
      throw LineFault(
        "not version \(Self.version) of \(Self.format): a newer scribe-replay may read it",
        at: line["version"]?.offset ?? line.offset)
    }
  }

  private static func outcome(_ fields: LineFields) throws(LineFault) -> Poll.Outcome {
    let status = try fields.status()
    let failure = try fields.failure()
    switch (status, failure) {
    case (let status?, nil):
      return .answer(
        Answer(status: status, headers: try fields.headers(), body: try fields.body()))
    case (nil, let failure?): return .noAnswer(failure)
    case (_?, _?): throw LineFault("both status and error", at: fields.line.offset)
    case (nil, nil): throw LineFault("neither status nor error", at: fields.line.offset)
    }
  }
}
