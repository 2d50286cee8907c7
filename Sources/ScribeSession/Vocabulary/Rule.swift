/// The rows of TRANSITIONS section 3: how HTTP status and word together lead to a phase.
public enum StatusRule: Hashable, Sendable, CaseIterable {
  /// 202 with an open word.
  case openAgrees
  /// 200 with completed or failed.
  case endAgrees
  /// 206 with partial.
  case partialAgrees
  /// 410 with expired.
  case expiredAgrees
  /// 410 with an error object, whatever its word.
  case expiredEnvelope
  /// A known word that HTTP does not agree with.
  case disagreement
  /// A known word with another 2xx.
  case unexpectedHTTP
  /// 202 without a known word.
  case openByHTTP
  /// 206 without a known word.
  case partialByHTTP
  /// 410 without a known word.
  case expiredByHTTP
  /// 200 without a known word: success or failure, so neither.
  case endUnknown
  /// Another 2xx without a known word.
  case unexpectedHTTPUnknown
}

/// The rows of TRANSITIONS section 4: what a report means by the phases before and after it.
public enum TransitionRule: Hashable, Sendable, CaseIterable {
  /// Unseen to open.
  case firstOpen
  /// Unseen to settled.
  case firstSettled
  /// The same phase, nothing tracked changed.
  case unchanged
  /// The same phase, something tracked changed.
  case contentChanged
  /// Open to a later open phase, or between initialized and recording.
  case openLater
  /// Open to settled.
  case openSettled
  /// Open to an earlier open phase.
  case openEarlier
  /// Completed, partial or failed to processing.
  case settledProcessing
  /// Completed, partial or failed to another settled phase.
  case settledOther
  /// Completed, partial or failed to created, initialized or recording.
  case settledEarlier
  /// Expired to anything else.
  case expiredOther

  /// The row for a step from one phase to another.
  init(from old: Phase, to new: Phase, contentChanged: Bool) {
    if old == new {
      self = contentChanged ? .contentChanged : .unchanged
    } else if old == .unseen {
      self = new.isSettled ? .firstSettled : .firstOpen
    } else if old == .expired {
      self = .expiredOther
    } else if old.isSettled {
      self =
        new.isSettled ? .settledOther : new == .processing ? .settledProcessing : .settledEarlier
    } else if new.isSettled {
      self = .openSettled
    } else {
      self = new.openOrder < old.openOrder ? .openEarlier : .openLater
    }
  }

  /// What the row says.
  public var verdict: Verdict {
    switch self {
    case .firstOpen, .openLater: .forward
    case .firstSettled, .openSettled: .settled
    case .unchanged: .same
    case .contentChanged: .progress
    case .openEarlier, .settledEarlier: .regressed
    case .settledProcessing: .reopened
    case .settledOther: .revised
    case .expiredOther: .revived
    }
  }
}

extension Verdict {
  /// What a step from one phase to another means, where it is not known whether content changed.
  package init(from old: Phase, to new: Phase) {
    self = TransitionRule(from: old, to: new, contentChanged: false).verdict
  }
}
