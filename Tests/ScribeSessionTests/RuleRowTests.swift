import ScribeSession
import Testing

@Suite("The rows of the contract")
struct RuleNameTests {
  @Test("have a name of their own each, which tells their section")
  func names() {
    let names =
      ReadingRule.allCases.map(\.name) + StatusRule.allCases.map(\.name)
      + TransitionRule.allCases.map(\.name) + NextRule.allCases.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(ReadingRule.allCases.allSatisfy { "12".contains($0.name.prefix(1)) })
    #expect(StatusRule.allCases.allSatisfy { $0.name.hasPrefix("3.") })
    #expect(TransitionRule.allCases.allSatisfy { $0.name.hasPrefix("4.") })
    #expect(NextRule.allCases.allSatisfy { $0.name.hasPrefix("7.") })
    let summaries =
      ReadingRule.allCases.map(\.summary) + NextRule.allCases.map(\.summary)
    #expect(Set(summaries).count == summaries.count)
  }
}

/// The row that says what is next, beside what it says: reached by living through polls.
@Suite("The row of what is next")
struct NextRuleTests {
  private func rule(
    after polls: [Poll], _ policy: PollPolicy = PollPolicy()
  ) -> (rule: NextRule?, next: Next)? {
    var session = Session()
    var last: Step?
    for poll in polls { last = session.observe(poll, policy: policy) }
    return last.map { ($0.nextRule, $0.next) }
  }

  private static func poll(
    _ second: Int, _ status: Int, _ body: String?, headers: [HeaderField] = []
  ) -> Poll {
    Poll(
      sentAt: nil,
      receivedAt: Instant(
        microsecondsSinceEpoch: 1_780_736_400_000_000 + Int64(second) * 1_000_000),
      url: "/v1/sessions/s",
      outcome: .answer(
        Poll.Answer(status: status, headers: headers, body: body.map { Array($0.utf8) })))
  }

  private func poll(
    _ second: Int, _ status: Int, _ body: String?, headers: [HeaderField] = []
  ) -> Poll { Self.poll(second, status, body, headers: headers) }

  private static let open = #"{"status":"processing"}"#
  private let open = Self.open

  struct Case {
    let rule: NextRule?
    let next: Next
    let polls: [Poll]
    let policy: PollPolicy

    init(_ rule: NextRule?, _ next: Next, _ polls: [Poll], _ policy: PollPolicy) {
      self.rule = rule
      self.next = next
      self.polls = polls
      self.policy = policy
    }
  }

  /// Each row at least once.
  static let cases: [Case] = {
    func timeout(_ second: Int) -> Poll {
      Poll(
        sentAt: nil, receivedAt: poll(second, 200, nil).receivedAt,
        url: "/v1/sessions/s", outcome: .noAnswer(Poll.Failure(.timeout)))
    }
    var lingering = PollPolicy()
    lingering.linger = .init(interval: .seconds(10), limit: .seconds(600))
    var ending = PollPolicy()
    ending.deadline = Instant(microsecondsSinceEpoch: 1_780_736_401_500_000)
    let rows: [(NextRule?, Next, [Poll], PollPolicy)] = [
      (.interval, .poll(after: .seconds(1)), [poll(0, 202, open)], .init()),
      (.settled, .stop(.settled), [poll(0, 200, #"{"status":"completed"}"#)], .init()),
      (.linger, .poll(after: .seconds(10)), [poll(0, 206, #"{"status":"partial"}"#)], lingering),
      (.disagreement, .poll(after: .seconds(1)), [poll(0, 202, #"{"status":"failed"}"#)], .init()),
      (
        .disagreement, .stop(.settled),
        (0..<5).map { poll($0, 202, #"{"status":"failed"}"#) }, .init()
      ),
      (.overdue, .stop(.overdue), [poll(0, 202, open), poll(7201, 202, open)], .init()),
      (.notFound, .poll(after: .seconds(1)), [poll(0, 404, "")], .init()),
      (.notFound, .stop(.notFound), (0..<10).map { poll($0, 404, "") }, .init()),
      (.vanished, .poll(after: .seconds(1)), [poll(0, 202, open), poll(1, 404, "")], .init()),
      (
        .vanished, .stop(.vanished), [poll(0, 202, open)] + (1...3).map { poll($0, 404, "") },
        .init()
      ),
      (.unauthorized, .stop(.unauthorized), [poll(0, 401, "")], .init()),
      (.rejected, .stop(.rejected), [poll(0, 400, "")], .init()),
      (.rejected, .stop(.rejected), [poll(0, 307, "")], .init()),
      (.backoff, .poll(after: .seconds(1)), [timeout(0)], .init()),
      (.backoff, .poll(after: .seconds(1)), [poll(0, 200, "{")], .init()),
      (.backoff, .poll(after: .seconds(30)), (0..<9).map { timeout($0) }, .init()),
      (.backoff, .stop(.unreachable), (0..<10).map { timeout($0) }, .init()),
      (
        .backoff, .stop(.unrecognised),
        (0..<9).map { timeout($0) } + [poll(9, 200, #"{"status":"queued"}"#)], .init()
      ),
      (.deadline, .poll(after: .milliseconds(500)), [poll(1, 202, open)], ending),
      (.deadline, .stop(.deadline), [poll(2, 202, open)], ending),
      (.interval, .poll(after: .seconds(1)), [poll(0, 202, open)], ending),
    ]
    return rows.map { Case($0.0, $0.1, $0.2, $0.3) }
  }()

  @Test("is the one that fitted")
  func rows() {
    #expect(Set(Self.cases.compactMap(\.rule)) == Set(NextRule.allCases), "a row is not tried")
    expect(Self.cases)
  }

  private func expect(_ rows: [(NextRule?, Next, [Poll], PollPolicy)]) {
    expect(rows.map { Case($0.0, $0.1, $0.2, $0.3) })
  }

  private func expect(_ cases: [Case]) {
    for (index, expected) in cases.enumerated() {
      let found = rule(after: expected.polls, expected.policy)
      #expect(found?.rule == expected.rule, "case \(index)")
      #expect(found?.next == expected.next, "case \(index)")
    }
  }

  @Test("is the deadline's only where that comes before the pause is over")
  func deadlines() {
    func policy(_ seconds: Double, interval: Duration = .seconds(1)) -> PollPolicy {
      var policy = PollPolicy()
      policy.interval = interval
      policy.deadline = Instant(
        microsecondsSinceEpoch: 1_780_736_400_000_000 + Int64(seconds * 1_000_000))
      return policy
    }
    expect([
      (.interval, .poll(after: .seconds(1)), [poll(0, 202, open)], policy(1)),
      (.deadline, .poll(after: .milliseconds(900)), [poll(0, 202, open)], policy(0.9)),
      (.deadline, .stop(.deadline), [poll(0, 202, open)], policy(0, interval: .zero)),
      (.interval, .poll(after: .zero), [poll(0, 202, open)], policy(0.5, interval: .zero)),
    ])
  }

  @Test("is the session's own end's where the policy says so, by the server's clock")
  func ownEnd() {
    func report(_ expiry: String) -> Poll {
      poll(0, 202, #"{"status":"processing","expires_at":"2026-06-06T\#(expiry)Z"}"#)
    }
    var policy = PollPolicy()
    policy.interval = .seconds(5)
    let without = policy
    policy.endsAtExpiry = true
    var both = policy
    both.deadline = Instant(microsecondsSinceEpoch: 1_780_736_400_500_000)
    // The polls are received at 09:00:00.
    expect([
      (.deadline, .poll(after: .seconds(2)), [report("09:00:02")], policy),
      // Told in whole seconds, a session that expires within one is polled once more after it.
      (.deadline, .poll(after: .seconds(1)), [report("09:00:00.3")], policy),
      (.deadline, .stop(.deadline), [report("09:00:00")], policy),
      (.deadline, .stop(.deadline), [report("08:59:59")], policy),
      (.interval, .poll(after: .seconds(5)), [report("08:59:59")], without),
      (.interval, .poll(after: .seconds(5)), [report("09:00:05")], policy),
      (.deadline, .poll(after: .milliseconds(500)), [report("09:00:02")], both),
      (.deadline, .poll(after: .milliseconds(500)), [poll(0, 202, open)], both),
    ])
  }

  @Test("is a fault's to the last of them")
  func faults() {
    let bodies = (0..<10).map { poll($0, 500, "") }
    expect([
      (.backoff, .stop(.unreachable), bodies, .init()),
      (.backoff, .stop(.unrecognised), (0..<10).map { poll($0, 200, #"{"status":"x"}"#) }, .init()),
    ])
  }

  @Test("leaves a runner between bounds, which the answer and the deadline set")
  func bounds() {
    var policy = PollPolicy()
    var session = Session()
    #expect(session.pauseBounds(policy).shortest == .zero && session.pauseForAll(policy) == nil)
    let retry = [HeaderField(name: "retry-after", value: "7")]
    _ = session.observe(poll(0, 429, "", headers: retry))
    policy.deadline = Instant(microsecondsSinceEpoch: 1_780_736_409_000_000)
    #expect(session.pauseBounds(policy).shortest == .seconds(7))
    #expect(session.pauseBounds(policy).longest == .seconds(9))
    #expect(session.pauseForAll(policy) == .seconds(7))
    let resumed = session.pauseBeforeResuming(
      at: Instant(microsecondsSinceEpoch: 1_780_736_402_000_000), policy: policy)
    #expect(resumed.pause == .seconds(5) && resumed.timeLeft == .seconds(7))
    _ = session.observe(poll(1, 503, "", headers: retry))
    #expect(session.pauseForAll(policy) == nil)
  }

  @Test("is none for a poll that is ignored")
  func ignored() {
    var session = Session()
    let step = session.observe(
      Poll(
        sentAt: nil, receivedAt: Instant(microsecondsSinceEpoch: 0), url: "/v1/other",
        outcome: .noAnswer(Poll.Failure(.timeout))))
    #expect(step.nextRule == nil && step.readingRule == .ignored)
  }
}

/// What is made of a poll, by the name of its row.
@Suite("The row of what a poll is")
struct ReadingRuleTests {
  private static func poll(
    _ second: Int, _ outcome: Poll.Outcome, sentAt: Int? = nil, url: String = "/v1/sessions/s"
  ) -> Poll {
    func instant(_ second: Int) -> Instant {
      Instant(microsecondsSinceEpoch: 1_780_736_400_000_000 + Int64(second) * 1_000_000)
    }
    return Poll(
      sentAt: sentAt.map(instant), receivedAt: instant(second), url: url, outcome: outcome)
  }

  private static func answer(_ status: Int, _ body: String?) -> Poll.Outcome {
    .answer(Poll.Answer(status: status, body: body.map { Array($0.utf8) }))
  }

  /// Each row at least once.
  static let cases: [(rule: ReadingRule, polls: [Poll])] = {
    let open = answer(202, #"{"status":"processing"}"#)
    let report = poll(5, open, sentAt: 4)
    return [
      (.ignored, [poll(0, open, url: "/v1/other")]),
      (.duplicate, [report, report]),
      (.noAnswer, [poll(0, .noAnswer(Poll.Failure(.timeout)))]),
      (.notModified, [report, poll(6, answer(304, nil))]),
      (.refused, [poll(0, answer(304, nil))]),
      (.notFound, [poll(0, answer(404, ""))]),
      (.notFound, [report, poll(6, answer(404, ""))]),
      (.refused, [poll(0, answer(500, ""))]),
      (.unreadable, [poll(0, answer(200, "{"))]),
      (.foreign, [poll(0, answer(200, #"{"session_id":"other"}"#))]),
      (.stale, [report, poll(6, open, sentAt: 3)]),
      (.report, [report]),
      (.report, [poll(0, answer(200, #"{"status":"x"}"#))]),
    ]
  }()

  @Test("is the one that fitted")
  func rows() {
    for (index, (rule, polls)) in Self.cases.enumerated() {
      var session = Session()
      var last: Step?
      for poll in polls { last = session.observe(poll) }
      #expect(last?.readingRule == rule, "case \(index)")
    }
    #expect(Set(Self.cases.map(\.rule)) == Set(ReadingRule.allCases), "a row is not tried")
  }
}
