import Testing

@testable import ScribeSession

@Suite("The explanation of a step")
struct ExplanationTests {
  /// The facts of the rows of a section, each with its value.
  private func facts(
    _ section: Int, of poll: Poll, after before: Session = Session(),
    policy: PollPolicy = PollPolicy()
  ) -> [String] {
    var session = before
    let step = session.observe(poll, policy: policy)
    return Explanation(step, of: poll, after: before).rows.filter { $0.section == section }
      .flatMap(\.facts).map { "\($0.name): \($0.value ?? "–")" }
  }

  @Test("tells of a duplicate what it was known by, and nothing of an answer that never came")
  func duplicate() {
    let poll = Poll.failure(.timeout, at: 1)
    let before = Session(after: poll)
    #expect(
      facts(1, of: poll, after: before)
        == ["sent_at: 2026-06-06T14:00:00.900Z", "failure: timeout", "body: none"])
    // Before a report nothing limits an open session.
    #expect(facts(7, of: poll, after: before) == ["phase: unseen"])
  }

  @Test("tells whether an ignored poll asks for a session at all")
  func ignored() {
    let before = Session(after: .report(.processing, at: 0))
    for (url, answer) in [(sessionURL + "2", "another's"), (sessionURL + "/end", "no")] {
      let poll = Poll.answer(200, "{}", at: 1, url: url)
      #expect(facts(1, of: poll, after: before) == ["asks for a session's state: \(answer)"])
    }
  }

  @Test("tells of a 304 whether there was a report before")
  func notModified() {
    let poll = Poll.answer(304, "", at: 1)
    #expect(facts(2, of: poll) == ["HTTP status: 304", "first report: none yet"])
    #expect(
      facts(2, of: poll, after: Session(after: .report(.processing, at: 0)))
        == ["HTTP status: 304", "first report: 2026-06-06T14:00:00.000Z"])
  }

  @Test("tells the clocks of a finding about clocks")
  func clocks() {
    let skewed = Poll.report(
      .processing, at: 0, headers: ["Date": "Sat, 06 Jun 2026 15:00:00 GMT"])
    let facts = facts(6, of: skewed)
    #expect(facts.contains("server time: 2026-06-06T15:00:00.000Z"))
    #expect(facts.contains("received_at: 2026-06-06T14:00:00.000Z"))
    let early = Poll.report(
      .completed,
      #""created_at":"2026-06-06T14:00:00Z","completed_at":"2026-06-06T13:00:00Z""#, at: 0)
    #expect(
      self.facts(6, of: early).starts(with: [
        "$.completed_at: –", "expected: not before 2026-06-06T14:00:00.000Z",
        "actual: 2026-06-06T13:00:00.000Z",
      ]))
  }

  @Test("tells what a pause or a stop was made from")
  func next() {
    var policy = PollPolicy()
    policy.linger = .init(interval: .seconds(5), limit: .seconds(60))
    policy.deadline = .at(2)
    let partial = Session(after: .report(.partial, at: 0))
    #expect(
      facts(7, of: .report(.partial, at: 1), after: partial, policy: policy)
        == ["received_at: 2026-06-06T14:00:01.000Z"])
    policy.deadline = nil
    #expect(
      facts(7, of: .report(.partial, at: 1), after: partial, policy: policy)
        == [
          "phase: partial", "since: 2026-06-06T14:00:00.000Z",
          "received_at: 2026-06-06T14:00:01.000Z",
        ])
    for (asked, told) in [("120", "120 s"), ("121", "121 s, obeyed for 120 s")] {
      let poll = Poll.answer(503, "", at: 0, headers: ["Retry-After": asked])
      #expect(facts(7, of: poll) == ["faults in a row: 1 of 10", "Retry-After: \(told)"])
    }
  }

  @Test("tells a change without its place where the body is gone")
  func recalled() {
    let poll = Poll.report(.processing, #""transcript":"One.""#, at: 0)
    var (decided, recalling) = (Session(), Session())
    let step = decided.observe(poll)
    let recalled = recalling.recall(step.verdict, step.events)
    for (step, count) in [(step, 1), (recalled, 0)] {
      let row = Explanation(step, of: poll, after: Session()).rows.first { $0.section == 5 }
      #expect(row?.name == "transcriptAppeared" && row?.facts.count == count)
    }
  }

  @Test("tells nothing of what stood in a body that is gone")
  func goneBody() {
    for (poll, rule, facts) in [
      (
        Poll.report(.processing, at: 0), ReadingRule.report,
        ["HTTP status: 202", "body: none kept"]
      ),
      (
        .answer(202, #"{"session_id":"ses_another","status":"processing"}"#, at: 0), .foreign,
        ["HTTP status: 202"]
      ),
    ] {
      var (decided, recalling) = (Session(), Session())
      let step = decided.observe(poll)
      #expect(step.readingRule == rule)
      let recalled = recalling.recall(step.verdict, step.events)
      let gone = Poll(
        sentAt: poll.sentAt, receivedAt: poll.receivedAt, url: poll.url,
        outcome: .answer(.init(status: 202, body: nil)))
      let row = Explanation(recalled, of: gone, after: Session()).rows.first
      #expect(row?.name == rule.name)
      #expect(row?.facts.map { "\($0.name): \($0.value ?? "–")" } == facts)
    }
  }

  @Test("finds the place of every change of content, and of no other event")
  func places() throws {
    var session = Session()
    for poll in FoldTests.polls {
      let step = session.observe(poll)
      guard let report = step.report else { continue }
      for event in step.events {
        // How audio is uploaded is told by a URL, which is no content.
        let isOfBody = event.isContent || event.name == "uploadModeChanged"
        #expect((report.place(of: event) != nil) == isOfBody, "\(event.name)")
      }
    }
    // An entry that is not there any more is told by all that are.
    let body = #""templates":[{"a":{"document_id":"1"}}]"#
    let report = try #require(session.observe(.report(.completed, body, at: 100)).report)
    let one = report.place(of: .documentRemoved(.id("1")))
    let gone = report.place(of: .documentStatusChanged(.id("2"), from: nil, to: .success))
    #expect(one?.path == "$.templates" && gone?.path == "$.templates" && gone?.bytes == one?.bytes)
  }
}
