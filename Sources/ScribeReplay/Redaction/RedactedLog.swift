package import ScribeRecording
import ScribeSession

/// A recording on its way to a redacted copy, a poll log: poll by poll, each proven to tell the same
/// as it is read back from the line that is written for it.
///
/// Holds two replays, whatever the length of the recording.
package struct RedactedLog {
  private let redaction: Redaction
  private let shift: TimeShift
  private var proof: RedactionProof
  private var grown = GrownTexts()

  /// How many polls were taken so far, those of no session included.
  package private(set) var pollCount = 0
  /// How many of them were other requests, of which nothing stays but that they were there.
  package private(set) var otherCount = 0

  /// - Parameter shift: by what all times are moved.
  package init(_ redaction: Redaction, shiftedBy shift: TimeShift = .none) {
    self.redaction = redaction
    self.shift = shift
    proof = RedactionProof(shiftedBy: shift)
  }

  /// The line that comes before all polls.
  package static var header: [UInt8] { PollLogWriter.header }

  /// How many sessions there are so far.
  package var sessionCount: Int { proof.sessionCount }

  /// Takes the next poll and gives its line.
  ///
  /// - Throws: where that cannot be, or would tell something else; then the copy is none.
  package mutating func line(for recorded: RecordedPoll) throws(RedactionError) -> [UInt8] {
    let poll = recorded.poll
    let redacted: Poll
    do throws(TimeShiftError) {
      redacted = try redaction.redacted(poll, shiftedBy: shift, after: &grown)
    } catch {
      throw .time(poll: recorded.number, error)
    }
    let line = PollLogWriter.line(for: redacted)
    if let difference = proof.difference(recorded.number, poll, Self.poll(in: line)) {
      throw .difference(difference)
    }
    pollCount += 1
    if PollStream(method: poll.method, url: poll.url) == nil { otherCount += 1 }
    return line
  }

  private static func poll(in line: [UInt8]) -> Poll? {
    var recording = try? Recording(bytes: line, name: "a line")
    return (try? recording?.next())?.poll
  }
}
