public import ScribeSession

/// One poll of a live session, stored, and what it did.
///
/// As small as a reference, since it goes through many hands; what it refers to never changes.
public struct TrackedStep: Sendable {
  private final class Content: Sendable {
    let poll: Poll
    let step: Step
    let version: Int

    init(_ poll: Poll, _ step: Step, version: Int) {
      self.poll = poll
      self.step = step
      self.version = version
    }
  }

  private let content: Content

  init(_ poll: Poll, _ step: Step, version: Int) {
    content = Content(poll, step, version: version)
  }

  /// The exchange as it came.
  public var poll: Poll { content.poll }
  /// Its place among the polls of its stream, from 1.
  public var version: Int { content.version }
  /// What it did, whole.
  public var step: Step { content.step }

  /// The session after the poll.
  public var session: Session { content.step.session }
  /// What the poll meant.
  public var verdict: Verdict { content.step.verdict }
  /// What it added, in order.
  public var events: [Event] { content.step.events }
  /// All findings about this poll.
  public var anomalies: [Anomaly] { content.step.anomalies }
  /// The view into the body of a report that was applied: the way to transcript and documents.
  public var report: Report? { content.step.report }
  /// What is done now.
  public var next: Next { content.step.next }
}

extension TrackedStep: CustomStringConvertible {
  /// Its place, what it meant, and where the session then stood; no payload.
  public var description: String { "poll \(version): \(verdict.name), \(session.phase.name)" }
}
