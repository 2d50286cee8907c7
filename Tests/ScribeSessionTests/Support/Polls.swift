import ScribeSession

/// The session that tests tell about.
let sessionURL = "https://scribe.test/voice/v1/sessions/ses_test"

extension Instant {
  /// A moment of the tests' day, that many seconds after its start.
  static func at(_ seconds: Double) -> Instant {
    Instant(microsecondsSinceEpoch: 1_780_754_400_000_000 + Int64((seconds * 1_000_000).rounded()))
  }
}

extension Poll {
  /// An answer received that many seconds into the day, asked a tenth of a second before.
  static func answer(
    _ http: Int, _ body: String?, at seconds: Double, sentAt: Double? = nil,
    url: String = sessionURL, headers: KeyValuePairs<String, String> = [:]
  ) -> Poll {
    Poll(
      sentAt: .at(sentAt ?? seconds - 0.1), receivedAt: .at(seconds), url: url,
      outcome: .answer(
        Poll.Answer(
          status: http, headers: headers.map { HeaderField(name: $0.key, value: $0.value) },
          body: body.map { Array($0.utf8) })))
  }

  /// No answer, known that many seconds into the day.
  static func failure(
    _ kind: Poll.Failure.Kind, at seconds: Double, sentAt: Double? = nil
  ) -> Poll {
    Poll(
      sentAt: .at(sentAt ?? seconds - 0.1), receivedAt: .at(seconds), url: sessionURL,
      outcome: .noAnswer(Poll.Failure(kind)))
  }

  /// An answer as documented for that phase.
  static func report(
    _ phase: Phase, _ members: String = "", at seconds: Double, url: String = sessionURL,
    headers: KeyValuePairs<String, String> = [:]
  ) -> Poll {
    .answer(
      phase.documentedHTTP, .body(#""\#(phase.name)""#, members), at: seconds, url: url,
      headers: headers)
  }
}

extension String {
  /// A body of the session with that `status`, as JSON, or without one.
  static func body(_ status: String?, _ members: String = "", id: String = "ses_test") -> String {
    let parts = [#""session_id":"\#(id)""#, status.map { #""status":\#($0)"# }, members]
    return "{\(parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ","))}"
  }
}

extension Phase {
  var documentedHTTP: Int {
    switch self {
    case .unseen: 404
    case .created, .initialized, .recording, .processing: 202
    case .completed, .failed: 200
    case .partial: 206
    case .expired: 410
    }
  }
}

extension Session {
  /// A session that lived through these polls.
  init(after polls: Poll...) {
    self.init()
    for poll in polls { _ = observe(poll) }
  }

  /// Takes polls in and returns the last step.
  mutating func observe(all polls: [Poll], policy: PollPolicy = PollPolicy()) -> Step? {
    var last: Step?
    for poll in polls { last = observe(poll, policy: policy) }
    return last
  }
}

extension Step {
  /// The codes of the findings, without that of members which short test bodies leave out.
  var codes: [Anomaly.Code] { anomalies.map(\.code).filter { $0 != .missingField } }

  /// The events that tell about the session, without the findings.
  var changes: [Event] {
    events.filter { event in
      if event.isBookkeeping { return false }
      if case .anomalyBegan = event { return false }
      if case .anomalyEnded = event { return false }
      return true
    }
  }
}
