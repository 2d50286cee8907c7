package import ScribeSession

/// What is told of a live session: as it goes, and at its end.
package enum LiveText {
  /// What a stream is called, its filter included.
  package static func name(of stream: PollStream) -> String { stream.phrase }

  /// One line, to be shown in the place of the one before.
  package static func status(of step: Step, polls: Int) -> String {
    let session = step.session
    let parts = [
      session.stream?.phrase ?? "", session.phase.name, "poll \(polls)",
      session.lastPoll?.phrase ?? "", session.openAnomalies.phrase, step.next.phrase,
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// One line that tells how it ended.
  ///
  /// - Parameters:
  ///   - step: the last one; nil where no poll was made.
  ///   - reason: why it stopped; nil where it was interrupted.
  package static func summary(
    of step: Step?, polls: Int, since first: Instant?, _ reason: StopReason?
  ) -> String {
    guard let step, let stream = step.session.stream else { return "interrupted before a poll" }
    let span = first.flatMap { first in
      step.session.lastPoll.map { " in \(first.duration(to: $0.receivedAt).spanText)" }
    }
    let parts = [
      "\(stream.phrase): \(step.session.phase.name) after "
        + "\(polls.counted("poll"))\(polls > 1 ? span ?? "" : "")",
      step.session.openAnomalies.phrase,
      reason == .settled ? "" : step.session.lastPoll?.phrase ?? "",
      reason.map { "stop: \($0.name)" } ?? "interrupted",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// What to do about a stop that needs somebody; nil for the others.
  ///
  /// - Parameters:
  ///   - last: the poll after which it stopped.
  ///   - sentToken: whether a token was sent along.
  package static func wayOut(
    of reason: StopReason, _ last: PollRecord?, sentToken: Bool
  ) -> String? {
    switch reason {
    case .unauthorized where !sentToken:
      "no token was sent: give one in SCRIBE_TOKEN, --token-env or --token-file"
    case .unreachable where last?.kind == .foreign:
      "the server answers with another session: check the id and the base URL"
    case .rejected where (300..<400).contains(last?.httpStatus ?? 0):
      "the server redirects to another host or port, which is not followed: check the base URL"
    case .settled, .deadline: nil
    case .unauthorized: "give another token, in SCRIBE_TOKEN, --token-env or --token-file"
    case .notFound: "check the id and the base URL"
    case .rejected: "check the base URL and the id: the server refuses this request"
    case .vanished: "the session was there, and is not any more"
    case .overdue: "the session is open long after it should have ended"
    case .unreachable: "check the network and the server, then go on"
    case .unrecognised: "the server says what this version does not know; see drift"
    }
  }
}

extension PollRecord {
  /// The HTTP status, or the kind of failure.
  fileprivate var phrase: String {
    if case .noAnswer(let failure) = kind { return failure.name }
    return httpStatus.map { "HTTP \($0)" } ?? ""
  }
}

extension [Anomaly] {
  fileprivate var phrase: String {
    codes.map(\.name).joined(separator: ", ")
  }
}
