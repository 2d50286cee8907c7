/// A piece of work that is measured: what one run of it does, and how much that is.
public struct Workload: Sendable {
  /// A sentence that says what is done, by which results are compared from one build to the next.
  public let title: String
  /// What kind of work it is.
  public let kind: Kind
  /// How many bytes one run reads; 0 where it reads none.
  public let byteCount: Int
  /// How many polls, or transitions, one run handles.
  public let itemCount: Int
  /// The title of the workload that this one is to be compared with in the same run.
  public let peer: String?

  private let make: @Sendable () -> Run

  /// One run, and whatever it must not be optimised away for.
  public typealias Run = () -> Int

  /// What kind of work it is, and what its items are.
  public enum Kind: Hashable, Sendable, CaseIterable {
    /// A body from scratch.
    case decode
    /// The same by another decoder.
    case peer
    /// A body beside the one before.
    case incremental
    /// Deciding and evolving on what was decoded.
    case transition
    /// A log from its first byte to the last verdict.
    case replay
  }

  init(
    _ title: String, _ kind: Kind, byteCount: Int, itemCount: Int = 1, peer: String? = nil,
    _ make: @escaping @Sendable () -> Run
  ) {
    self.title = title
    self.kind = kind
    self.byteCount = byteCount
    self.itemCount = itemCount
    self.peer = peer
    self.make = make
  }

  /// Makes the input, which is no part of what is measured, and returns the work itself.
  public func prepared() -> Run { make() }
}
