import ScribeJSON

/// A poll as read: all that deciding needs of it, and nothing that depends on the session.
///
/// Immutable and shared.
package final class ReadPoll: Sendable {
  /// What it belongs to; nil where it does not ask for a session's state.
  package let stream: PollStream?
  let arrival: PollArrival
  let outcome: Outcome

  init(stream: PollStream?, arrival: PollArrival, outcome: Outcome) {
    self.stream = stream
    self.arrival = arrival
    self.outcome = outcome
  }

  /// What the body says, where it could be read, whatever is made of it.
  var content: ReportedContent? {
    switch outcome {
    case .foreign(let content), .content(let content): content
    case .noAnswer, .unread, .unreadable: nil
    }
  }

  /// What came of the poll.
  enum Outcome: Sendable {
    case noAnswer(Poll.Failure.Kind)
    /// An answer whose body is not looked at, because of its HTTP status.
    case unread(http: Int)
    case unreadable(UnreadableBody, http: Int)
    /// A report about another session than the one that was asked for.
    case foreign(ReportedContent)
    case content(ReportedContent)
  }
}

extension Poll.Answer {
  /// Whether the body is looked at: 2xx and 410 carry reports (TheRules, section 2).
  package var carriesReport: Bool { (200..<300).contains(status) || status == 410 }
}
