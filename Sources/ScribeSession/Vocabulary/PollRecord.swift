package import ScribeJSON

/// What kind of answer a poll got, and when: all that runs, budgets and ``Next`` are counted from.
public struct PollRecord: Hashable, Sendable {
  /// When the request was sent, where that is known.
  public let sentAt: Instant?
  /// When the answer was complete.
  public let receivedAt: Instant
  /// The server's `Date`, or `receivedAt` without one.
  public let serverTime: Instant
  /// The HTTP status, where an answer came.
  public let httpStatus: Int?
  /// What was made of the answer.
  public let kind: Kind
  /// The wait that the answer asked for.
  public let retryAfter: Duration?
  /// Whether it was received before the poll before it.
  public let isClockSetBack: Bool
  /// By which the same poll is known when it is recorded again; nil without `sentAt`.
  package let identity: Fingerprint?

  /// What was made of an answer, in the order in which TheRules, section 2 looks.
  public enum Kind: Hashable, Sendable {
    /// The poll was known already.
    case duplicate
    /// No answer came.
    case noAnswer(Poll.Failure.Kind)
    /// HTTP 304 after a report.
    case notModified
    /// HTTP 404.
    case notFound
    /// Another HTTP status than those that carry a report.
    case refused
    /// The body is not a JSON object.
    case unreadable
    /// The body is of another session.
    case foreign
    /// Asked before what is known, answered after it.
    case stale
    /// Neither its word nor its HTTP status says what the phase is.
    case unrecognised
    /// A report that was applied, the phase after it, and whether HTTP agreed.
    case applied(Phase, agrees: Bool)
  }

  /// Whether the body could be read, whatever was made of it.
  package var hasReadableBody: Bool {
    switch kind {
    case .foreign, .stale, .unrecognised, .applied: true
    case .duplicate, .noAnswer, .notModified, .notFound, .refused, .unreadable: false
    }
  }

  /// How far a poll was understood, each level holding those before it.
  enum Level: Comparable {
    case poll, answer, body, word, report
  }

  /// How far this poll was understood.
  var level: Level {
    switch kind {
    case .duplicate, .noAnswer: .poll
    case .notModified, .notFound, .refused, .unreadable: .answer
    case .foreign, .stale: .body
    case .unrecognised: .word
    case .applied: .report
    }
  }
}
