import ScribeRecording
import ScribeSession

/// A test made from a recording: a file for the suite of somebody who embeds this library, which
/// fails where a poll comes to mean something else.
///
/// The recording in it is redacted, always, and proven to tell the same story.
package struct MadeTest {
  /// More than this in one source file helps nobody who reads it.
  private static let byteLimit = 1_000_000
  /// How much of a recording is read: bodies may shrink, by the length of their URLs.
  private static let readLimit = 4_000_000
  /// How often other pseudonyms are tried where two texts happened to get the same.
  private static let attempts = 16

  /// The Swift file.
  package let source: String

  /// Makes a test.
  ///
  /// - Parameters:
  ///   - tape: the recording, read to its end.
  ///   - path: what the suite is named after.
  package init(
    of tape: inout Tape, named path: String, _ pseudonyms: Pseudonyms
  ) throws(MadeTestError) {
    let polls = try Self.polls(of: &tape)
    let log = try Self.redactedLog(of: polls, tape.name, pseudonyms)
    source = TestSource(log: log.text, polls: log.polls, name: SuiteName(path)).text
    if source.utf8.count > Self.byteLimit { throw .tooLarge(file: tape.name) }
  }

  private static func polls(of tape: inout Tape) throws(MadeTestError) -> [RecordedPoll] {
    var polls: [RecordedPoll] = []
    var byteCount = 0
    var hasSession = false
    do {
      while let recorded = try tape.next() {
        // Its body was erased: it would come to mean something else.
        if recorded.decision != nil { continue }
        let poll = recorded.poll
        polls.append(recorded)
        hasSession = hasSession || PollStream(method: poll.method, url: poll.url) != nil
        byteCount += poll.url.utf8.count + (poll.answer?.body?.count ?? 0)
        if byteCount > readLimit { break }
      }
    } catch {
      throw .tape(error)
    }
    if byteCount > readLimit { throw .tooLarge(file: tape.name) }
    if !hasSession { throw .noPolls(file: tape.name, isOfOneSession: tape.isOfOneSession) }
    return polls
  }

  /// The lines of the redacted recording, and its polls as they are read from these.
  private static func redactedLog(
    of polls: [RecordedPoll], _ file: String, _ pseudonyms: Pseudonyms
  ) throws(MadeTestError) -> (text: String, polls: [Poll]) {
    var attempt = 0
    while true {
      let log = try bytes(of: polls, file, pseudonyms.others(attempt))
      attempt += 1
      switch log {
      case .success(let bytes):
        return (String(decoding: bytes, as: UTF8.self), Self.polls(inLog: bytes))
      case .failure(let error):
        guard error.isByChance, attempt < attempts else { throw .notRedacted(file: file, error) }
      }
    }
  }

  private static func bytes(
    of polls: [RecordedPoll], _ file: String, _ pseudonyms: Pseudonyms
  ) throws(MadeTestError) -> Result<[UInt8], RedactionError> {
    var log = RedactedLog(Redaction(pseudonyms))
    var bytes = RedactedLog.header
    for recorded in polls {
      do throws(RedactionError) {
        bytes += try log.line(for: recorded)
      } catch {
        return .failure(error)
      }
      if bytes.count > byteLimit { throw .tooLarge(file: file) }
    }
    return .success(bytes)
  }

  private static func polls(inLog log: [UInt8]) -> [Poll] {
    var polls: [Poll] = []
    var recording = try? Recording(bytes: log, name: "log")
    while let recorded = try? recording?.next() { polls.append(recorded.poll) }
    return polls
  }
}

/// Why no test was made.
package enum MadeTestError: Error, CustomStringConvertible {
  case tape(TapeError)
  case noPolls(file: String, isOfOneSession: Bool)
  case tooLarge(file: String)
  case notRedacted(file: String, RedactionError)

  /// One line: where, what, what to do.
  package var description: String {
    switch self {
    case .tape(let error): error.description
    case .noPolls(let file, let isOfOneSession):
      "\(file): no poll of \(isOfOneSession ? "the wanted session" : "a session")"
    case .tooLarge(let file):
      "\(file): a test of it would be over 1 MB: name a --session, or cut a poll log to the lines that matter"
    case .notRedacted(let file, .difference(let difference)):
      "\(file): once redacted, \(difference): no test was made"
    case .notRedacted(let file, .time(let number, let error)):
      "\(file): poll \(number): \(error): no test was made"
    }
  }
}
