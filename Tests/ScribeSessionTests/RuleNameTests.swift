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

  private func poll(
    _ second: Int, _ status: Int, _ body: String?, headers: [HeaderField] = []
  ) -> Poll {
    Poll(
      sentAt: nil,
      receivedAt: Instant(
        microsecondsSinceEpoch: 1_780_736_400_000_000 + Int64(second) * 1_000_000),
      url: "/v1/sessions/s",
      outcome: .answer(Answer(status: status, headers: headers, body: body.map { Array($0.utf8) })))
  }

  private let open = #"{"status":"processing"}"#

  @Test("is the one that fitted")
  func rows() {
    let timeout = Poll(
      sentAt: nil, receivedAt: Instant(microsecondsSinceEpoch: 1_780_736_400_000_000),
      url: "/v1/sessions/s", outcome: .noAnswer(Failure(.timeout)))
    var lingering = PollPolicy()
    lingering.linger = .init(interval: .seconds(10), limit: .seconds(600))
    var ending = PollPolicy()
    ending.deadline = Instant(microsecondsSinceEpoch: 1_780_736_401_500_000)
    let cases: [(NextRule?, Next, [Poll], PollPolicy)] = [
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
      (.unauthorized, .stop(.unauthorized), [poll(0, 401, "")], .init()),
      (.rejected, .stop(.rejected), [poll(0, 400, "")], .init()),
      (.backoff, .poll(after: .seconds(1)), [timeout], .init()),
      (.backoff, .poll(after: .seconds(1)), [poll(0, 200, "{")], .init()),
      (.deadline, .poll(after: .milliseconds(500)), [poll(1, 202, open)], ending),
      (.deadline, .stop(.deadline), [poll(2, 202, open)], ending),
      (.interval, .poll(after: .seconds(1)), [poll(0, 202, open)], ending),
    ]
    for (index, expected) in cases.enumerated() {
      let found = rule(after: expected.2, expected.3)
      #expect(found?.rule == expected.0, "case \(index)")
      #expect(found?.next == expected.1, "case \(index)")
    }
    #expect(Set(cases.compactMap(\.0)) == Set(NextRule.allCases), "a row is not tried")
  }

  @Test("is none for a poll that is ignored")
  func ignored() {
    var session = Session()
    let step = session.observe(
      Poll(
        sentAt: nil, receivedAt: Instant(microsecondsSinceEpoch: 0), url: "/v1/other",
        outcome: .noAnswer(Failure(.timeout))))
    #expect(step.nextRule == nil && step.readingRule == .ignored)
  }
}
