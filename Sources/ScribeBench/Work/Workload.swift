/// A piece of work that is measured.
///
/// It is a few words until it is prepared: no input is made before.
public struct Workload: Sendable {
  /// A sentence that says what is done, by which results are compared from one build to the next.
  public let title: String
  /// What kind of work it is.
  public let kind: Kind
  /// The title of the workload that this one is compared with in the same run.
  package let peer: String?
  /// Whether it is of 16 MB or more, too long for where time is short.
  public let isLarge: Bool

  private let prepare: @Sendable () -> PreparedWorkload

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
    /// Many polls from bytes to verdicts.
    case replay
    /// Polls into a store or out of it; what is measured is processor time.
    case storing
  }

  init(
    _ title: String, _ kind: Kind, peer: String? = nil, isLarge: Bool = false,
    _ prepare: @escaping @Sendable () -> PreparedWorkload
  ) {
    self.title = title
    self.kind = kind
    self.peer = peer
    self.isLarge = isLarge
    self.prepare = prepare
  }

  /// Makes the input, which is no part of what is measured and may take seconds.
  public func prepared() -> PreparedWorkload { prepare() }
}

/// A workload whose input is in memory.
public struct PreparedWorkload {
  /// How many bytes one run reads; 0 where it reads none.
  package let byteCount: Int
  /// How many polls, or transitions, one run handles; 0 where it is no poll.
  package let itemCount: Int
  /// Makes everything ready for the next run, where a run leaves something behind.
  public let reset: (() -> Void)?
  /// Does the work once; the result is there so that the work cannot be optimised away.
  public let run: () -> Int

  init(
    byteCount: Int, itemCount: Int = 0, reset: (() -> Void)? = nil, _ run: @escaping () -> Int
  ) {
    self.byteCount = byteCount
    self.itemCount = itemCount
    self.reset = reset
    self.run = run
  }
}
