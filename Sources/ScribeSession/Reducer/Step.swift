/// What one poll did to a session.
public struct Step: Sendable {
  /// The session after the poll.
  public let session: Session
  /// What the poll meant.
  public var verdict: Verdict { decision.verdict }
  /// The row of TheRules, sections 1 and 2, that fitted.
  package var readingRule: ReadingRule { ReadingRule(decision.record?.kind) }
  /// The row of TheRules, section 3, that fitted, where body and HTTP status were judged.
  package var statusRule: StatusRule? { decision.statusRule }
  /// The row of TheRules, section 4, that fitted, where a report was applied.
  package var transitionRule: TransitionRule? { decision.transitionRule }
  /// What kind of answer it was; nil for an ignored poll.
  var record: PollRecord? { decision.record }
  /// What it added, in order.
  public var events: [Event] { decision.events }
  /// All findings about this poll, in the order of their codes.
  public var anomalies: [Anomaly] { decision.anomalies }
  /// The view into the body of a report that was applied: the way to transcript and documents.
  ///
  /// Nil where the body is another session's, out of date, or of a word that nobody knows.
  public var report: Report? { decision.report }
  /// The view into any body that could be read.
  package var readReport: Report? { decision.readReport }
  /// What to do now.
  public let next: Next
  /// The row of TheRules, section 7, that fitted; nil for an ignored poll.
  package let nextRule: NextRule?

  private let decision: Decision

  init(session: Session, decision: Decision, next: NextDecision?) {
    self.session = session
    self.decision = decision
    self.next = next?.next ?? .stop(.rejected)
    nextRule = next?.rule
  }
}
