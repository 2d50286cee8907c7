/// Where a session stands, by the server's last word.
///
/// ```
/// unseen ─▶ created < initialized = recording < processing ─▶ completed partial failed expired
///           └────────────────── open ────────────────────┘    └─────────── settled ──────────┘
/// ```
public enum Phase: Hashable, Sendable, CaseIterable {
  /// No report was ever applied.
  case unseen
  /// The session exists and nothing was recorded.
  case created
  /// Ready to take audio; one server says nothing else before the end.
  case initialized
  /// Audio is coming in.
  case recording
  /// Recording has ended and results are being made.
  case processing
  /// Finished.
  case completed
  /// Finished, and some results failed.
  case partial
  /// Processing failed. Late results may revise it.
  case failed
  /// The session was not ended in time.
  case expired

  /// Polling may stop; it does not mean that nothing can follow.
  public var isSettled: Bool {
    switch self {
    case .completed, .partial, .failed, .expired: true
    case .unseen, .created, .initialized, .recording, .processing: false
    }
  }

  /// The server has spoken, and has not finished.
  public var isOpen: Bool { self != .unseen && !isSettled }

  /// The phases that a documented life goes through between this one and a later one.
  ///
  /// `recording` stands for itself and `initialized`. A session expires from any open phase.
  func skipped(to later: Phase) -> [Phase] {
    guard self == .unseen || isOpen else { return [] }
    let seen = self == .unseen ? -1 : openOrder
    let end = later == .expired ? 0 : later.isSettled ? 3 : later.openOrder
    return [.created, .recording, .processing].filter { $0.openOrder > seen && $0.openOrder < end }
  }

  /// Content that is explicitly empty clears what was known; the other phases leave content out
  /// of their answers (TheRules, section 5).
  var carriesContent: Bool {
    switch self {
    case .completed, .partial, .expired: true
    case .unseen, .created, .initialized, .recording, .processing, .failed: false
    }
  }

  /// The place in the order of the open phases, which `initialized` and `recording` share; 0 for
  /// the others.
  var openOrder: Int {
    switch self {
    case .created: 0
    case .initialized, .recording: 1
    case .processing: 2
    case .unseen, .completed, .partial, .failed, .expired: 0
    }
  }
}
