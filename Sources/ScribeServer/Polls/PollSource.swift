public import ScribeSession

/// Where recorded polls come from: each can be read again, by the place that it was given.
///
/// Recordings and scripts are sources; a store, or anything else that keeps polls, can be made one.
public protocol PollSource: Sendable {
  /// Where a poll stands, in numbers that the source alone understands: bytes of a file, places of a
  /// list, positions of a store.
  typealias Place = Range<Int>

  /// What errors call it.
  var name: String { get }

  /// Calls back with every poll once, in the order in which they came, and with its place.
  func forEach(_ body: (Poll, Place) -> Void) throws

  /// The poll at that place.
  ///
  /// Called by any thread, also by several at once.
  func poll(at place: Place) throws -> Poll
}

/// Polls that are in memory.
public struct PollArray: PollSource {
  /// What errors call them.
  public let name: String
  private let polls: [Poll]

  /// A source of these polls, in the order in which they came.
  public init(_ polls: [Poll], name: String = "polls") {
    self.polls = polls
    self.name = name
  }

  /// Calls back with every poll and its place in the list.
  public func forEach(_ body: (Poll, Place) -> Void) {
    for (place, poll) in polls.enumerated() { body(poll, place..<place + 1) }
  }

  /// The poll at that place of the list.
  public func poll(at place: Place) -> Poll { polls[place.lowerBound] }
}
