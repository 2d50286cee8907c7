/// The rows of TheRules, sections 1 and 2: what is made of a poll before its word is looked at.
package enum ReadingRule: Hashable, Sendable, CaseIterable {
  /// The poll does not ask for a session's state, or for another's.
  case ignored
  /// The poll was recorded before.
  case duplicate
  /// No answer came.
  case noAnswer
  /// HTTP 304 after an applied report.
  case notModified
  /// HTTP 404.
  case notFound
  /// HTTP other than 2xx and 410.
  case refused
  /// A body that is no JSON object.
  case unreadable
  /// A body of another session.
  case foreign
  /// Asked before what is known, answered after it.
  case stale
  /// Anything else is a report.
  case report

  /// The row that a reducer found to fit.
  init(_ kind: PollRecord.Kind?) {
    switch kind {
    case nil: self = .ignored
    case .duplicate: self = .duplicate
    case .noAnswer: self = .noAnswer
    case .notModified: self = .notModified
    case .notFound: self = .notFound
    case .refused: self = .refused
    case .unreadable: self = .unreadable
    case .foreign: self = .foreign
    case .stale: self = .stale
    case .unrecognised, .applied: self = .report
    }
  }
}

/// The rows of TheRules, section 7: why it is to be polled again or not.
package enum NextRule: Hashable, Sendable, CaseIterable {
  /// Settled, and HTTP agreed.
  case settled
  /// Settled as partial or failed, which late results revise; the policy goes on for a while.
  case linger
  /// Settled, and HTTP contradicts it: until that was said often enough.
  case disagreement
  /// Open long after it should have ended.
  case overdue
  /// Unseen or open.
  case interval
  /// HTTP 404 where no report was ever applied.
  case notFound
  /// HTTP 404 where one was.
  case vanished
  /// HTTP 401 or 403.
  case unauthorized
  /// The server refuses the request as it is.
  case rejected
  /// A fault: further apart each time, and not for ever.
  case backoff
  /// The caller's deadline, or the session's own, comes before the pause is over.
  case deadline
}

/// The rows of TheRules, section 3: how HTTP status and word together lead to a phase.
package enum StatusRule: Hashable, Sendable, CaseIterable {
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

/// The rows of TheRules, section 4: what a report means by the phases before and after it.
package enum TransitionRule: Hashable, Sendable, CaseIterable {
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
  package var verdict: Verdict {
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
