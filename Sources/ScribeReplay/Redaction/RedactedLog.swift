package import ScribeRecording
import ScribeSession

/// A recording on its way to a redacted copy, a poll log: poll by poll, each proven to tell the same
/// as it is read back from the line that is written for it.
///
/// Holds two replays, whatever the length of the recording.
package struct RedactedLog {
  private let redaction: Redaction
  private var proof = RedactionProof()

  /// How many polls were taken so far, those of no session included.
  package private(set) var pollCount = 0
  /// How many of them were other requests, of which nothing stays but that they were there.
  package private(set) var otherCount = 0

  package init(_ redaction: Redaction) {
    self.redaction = redaction
  }

  /// The line that comes before all polls.
  package static var header: [UInt8] { PollLogWriter.header }

  /// How many sessions there are so far.
  package var sessionCount: Int { proof.sessionCount }

  /// Takes the next poll and gives its line; a difference where that would tell something else, and
  /// the copy is none.
  package mutating func line(
    for recorded: RecordedPoll
  ) -> Result<[UInt8], RedactionDifference> {
    let poll = recorded.poll
    let line = PollLogWriter.line(for: redaction.redacted(poll))
    if let difference = proof.difference(recorded.number, poll, Self.poll(in: line)) {
      return .failure(difference)
    }
    pollCount += 1
    if PollStream(method: poll.method, url: poll.url) == nil { otherCount += 1 }
    return .success(line)
  }

  private static func poll(in line: [UInt8]) -> Poll? {
    var recording = try? Recording(bytes: line, name: "a line")
    return (try? recording?.next())?.poll
  }
}

extension RedactionDifference: Error {}
