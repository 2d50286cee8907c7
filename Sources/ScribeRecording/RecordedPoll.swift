package import ScribeJSON
public import ScribeSession

/// A poll as a recording holds it.
public struct RecordedPoll: Sendable {
  /// Its place among the polls of the recording, from 1.
  public let number: Int
  /// The exchange.
  public let poll: Poll
  /// Members of its line that this version does not know, as JSON, kept for writing it again.
  package let unknownMembers: [(name: String, json: [UInt8])]
  /// Where its line or entry stands in the file, in bytes; empty where there is no file.
  package let place: Range<Int>
  /// What was decided about it, where its body cannot be had any more; else it is decided anew.
  package let decision: RecordedDecision?
  /// The key of the fingerprints in its session's events, where it has one of its own.
  package let fingerprintKey: FingerprintKey?

  package init(
    number: Int, poll: Poll, unknownMembers: [(name: String, json: [UInt8])] = [],
    place: Range<Int> = 0..<0, decision: RecordedDecision? = nil,
    fingerprintKey: FingerprintKey? = nil
  ) {
    self.number = number
    self.poll = poll
    self.decision = decision
    self.fingerprintKey = fingerprintKey
    self.unknownMembers = unknownMembers
    self.place = place
  }
}

/// What was decided about a poll when it was stored.
package struct RecordedDecision: Sendable {
  package let verdict: Verdict
  package let events: [Event]

  package init(verdict: Verdict, events: [Event]) {
    self.verdict = verdict
    self.events = events
  }
}

extension RecordedPoll: CustomStringConvertible, CustomReflectable {
  /// The number and the poll in short.
  public var description: String { "#\(number) \(poll)" }

  /// No children, so that a dump shows no payload.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
