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

  package init(
    number: Int, poll: Poll, unknownMembers: [(name: String, json: [UInt8])] = [],
    place: Range<Int> = 0..<0
  ) {
    self.number = number
    self.poll = poll
    self.unknownMembers = unknownMembers
    self.place = place
  }
}

extension RecordedPoll: CustomStringConvertible, CustomReflectable {
  /// The number and the poll in short.
  public var description: String { "#\(number) \(poll)" }

  /// No children, so that a dump shows no payload.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
