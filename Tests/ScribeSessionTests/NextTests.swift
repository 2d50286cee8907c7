import ScribeSession
import Testing

/// TheRules, section 7, from top to bottom.
@Suite("What comes next")
struct NextTests {
  private func pauses(_ polls: [Poll], after first: Poll? = nil) -> [String] {
    var session = first.map { Session(after: $0) } ?? Session()
    return polls.map { session.observe($0).next.text }
  }

  private func many(_ count: Int, _ poll: (Double) -> Poll) -> [Poll] {
    (0..<count).map { poll(10 + Double($0) * 100) }
  }

  private static let backoff = [1, 2, 4, 8, 16, 30, 30, 30, 30].map { "poll+\($0)" }

  @Test("is a stop once a settled report agrees, whatever came last")
  func settled() {
    var session = Session(after: .report(.completed, at: 0))
    let after: [Poll] = [
      .failure(.timeout, at: 1), .answer(401, "", at: 2), .answer(404, "", at: 3),
      .answer(500, "", at: 4), .answer(200, "<html>", at: 5), .answer(304, "", at: 6),
    ]
    for poll in after { #expect(session.observe(poll).next == .stop(.settled)) }
  }

  @Test("is a stop after five settled reports in a row that HTTP contradicts")
  func disagreeing() {
    let contradicted = { (at: Double) in Poll.answer(202, .body(#""failed""#), at: at) }
    #expect(
      pauses(many(6, contradicted))
        == ["poll+1", "poll+1", "poll+1", "poll+1", "stop:settled", "stop:settled"])

    var session = Session(after: contradicted(0))
    let faults: [Poll] = [
      .answer(404, "", at: 1), .failure(.timeout, at: 2), .answer(304, "", at: 3),
    ]
    for poll in faults { _ = session.observe(poll) }
    #expect(session.observe(contradicted(4)).next.text == "poll+1")
    #expect(session.observe(contradicted(5)).next.text == "poll+1")
    #expect(session.observe(contradicted(6)).next.text == "stop:settled")

    session = Session(after: contradicted(0), contradicted(1), contradicted(2), contradicted(3))
    _ = session.observe(.report(.processing, at: 4))
    #expect(session.observe(contradicted(5)).next.text == "poll+1")
  }

  @Test("counts as contradicted only settled reports, in a row, with each 304 after one")
  func contradictions() {
    let contradicted = { (at: Double) in Poll.answer(202, .body(#""failed""#), at: at) }
    let unopened = { (at: Double) in Poll.answer(200, .body(#""processing""#), at: at) }
    let unchanged = { (at: Double) in Poll.answer(304, "", at: at) }
    let five = ["poll+1", "poll+1", "poll+1", "poll+1", "stop:settled"]
    for first: Poll in [.report(.completed, at: 0), .report(.processing, at: 0), unopened(0)] {
      #expect(pauses(many(5, contradicted), after: first) == five)
      var session = Session(after: first, unchanged(1), unchanged(2), unchanged(3), unchanged(4))
      #expect(session.observe(contradicted(5)).next.text == "poll+1")
    }
    var open = Session(after: unopened(0), unopened(1), unopened(2), unopened(3), unopened(4))
    #expect(open.observe(contradicted(5)).next.text == "poll+1")
    #expect(pauses(many(4, unchanged), after: contradicted(0)) == Array(five.suffix(4)))
  }

  @Test("backs off within bounds however many faults a policy allows")
  func manyFaults() {
    var policy = PollPolicy()
    policy.faultLimit = 1000
    var session = Session()
    for index in 0..<300 {
      let step = session.observe(.failure(.timeout, at: Double(index) * 100), policy: policy)
      #expect(step.next == .poll(after: min(.seconds(30), .seconds(1 << min(index, 8)))))
    }
  }

  @Test("backs off from 1 s to 30 s and gives up at the tenth fault in a row")
  func faults() {
    let kinds: [(Double) -> Poll] = [
      { .failure(.timeout, at: $0) }, { .failure(.dns, at: $0) }, { .answer(500, "", at: $0) },
      { .answer(503, "", at: $0) }, { .answer(408, "", at: $0) }, { .answer(425, "", at: $0) },
      { .answer(429, "", at: $0) }, { .answer(200, "<html>", at: $0) },
      { .answer(200, .body(#""completed""#, id: "ses_other"), at: $0) },
      { .answer(100, "", at: $0) },
    ]
    for fault in kinds {
      #expect(pauses(many(11, fault)) == Self.backoff + ["stop:unreachable", "stop:unreachable"])
    }
    #expect(
      pauses(many(10) { .answer(200, .body(#""queued""#), at: $0) })
        == Self.backoff + ["stop:unrecognised"])
    let mixed = many(9) { .answer(200, .body(#""queued""#), at: $0) } + [.failure(.reset, at: 2000)]
    #expect(pauses(mixed) == Self.backoff + ["stop:unreachable"])
  }

  @Test("counts faults until a report or a 304, and through refusals, 404 and stale answers")
  func faultRuns() {
    var session = Session(after: .report(.processing, at: 100), .failure(.timeout, at: 101))
    for poll: Poll in [
      .answer(404, "", at: 102), .answer(401, "", at: 103),
      .answer(202, .body(#""recording""#), at: 104, sentAt: 50),
    ] {
      _ = session.observe(poll)
    }
    #expect(session.observe(.failure(.timeout, at: 105)).next.text == "poll+2")
    _ = session.observe(.answer(304, "", at: 106))
    #expect(session.observe(.failure(.timeout, at: 107)).next.text == "poll+1")
    _ = session.observe(.report(.processing, at: 108))
    #expect(session.observe(.failure(.timeout, at: 109)).next.text == "poll+1")
  }

  @Test("is a stop at the tenth 404 in a row, or at the third once a report was applied")
  func notFound() {
    let missing = { (at: Double) in Poll.answer(404, "", at: at) }
    let polls = [String](repeating: "poll+1", count: 9)
    #expect(pauses(many(11, missing)) == polls + ["stop:notFound", "stop:notFound"])
    #expect(
      pauses(many(3, missing), after: .report(.processing, at: 0))
        == ["poll+1", "poll+1", "stop:vanished"])
  }

  @Test("counts 404s until any other answer, and through duplicates and silence")
  func notFoundRuns() {
    let report = Poll.report(.processing, at: 0)
    let missing = { (at: Double) in Poll.answer(404, "", at: at) }
    var session = Session(after: report, missing(1), missing(2), .failure(.timeout, at: 3))
    _ = session.observe(missing(2))
    #expect(session.observe(missing(4)).next.text == "stop:vanished")
    for other: Poll in [
      .answer(500, "", at: 5), .answer(401, "", at: 5), .answer(304, "", at: 5),
      .answer(200, "", at: 5), .answer(202, .body(#""created""#), at: 5, sentAt: -9),
      .answer(200, .body(#""queued""#), at: 5), .report(.processing, at: 5),
    ] {
      session = Session(after: report, missing(1), missing(2), other)
      #expect(session.observe(missing(6)).next.text == "poll+1")
    }
  }

  @Test(
    "is a stop at once where the request is refused",
    arguments: [
      (401, "unauthorized"), (403, "unauthorized"), (400, "rejected"), (422, "rejected"),
      (409, "rejected"), (301, "rejected"), (307, "rejected"), (304, "rejected"),
    ])
  func refused(_ http: Int, _ reason: String) {
    #expect(pauses([.answer(http, "", at: 1)]) == ["stop:\(reason)"])
  }

  @Test(
    "waits for Retry-After, up to 120 s",
    arguments: [
      (202, "7", "poll+7"), (202, " 7\t", "poll+7"), (202, "0", "poll+1"), (202, "600", "poll+120"),
      (429, "9", "poll+9"), (503, "99999999999999999999", "poll+120"), (404, "5", "poll+5"),
      (503, "-5", "poll+1"), (503, "soon", "poll+1"), (503, "1.5", "poll+1"), (503, "", "poll+1"),
      (503, "Sat, 06 Jun 2026 14:00:31 GMT", "poll+30"),
      (503, "Sat, 06 Jun 2026 13:00:00 GMT", "poll+1"),
    ])
  func retryAfter(_ http: Int, _ value: String, _ expected: String) {
    let poll = Poll.answer(
      http, .body(#""processing""#), at: 1, headers: ["retry-after": value])
    #expect(pauses([poll]) == [expected])
  }

  @Test("measures a Retry-After date by the server's clock, and records one that means nothing")
  func retryAfterClock() {
    var session = Session()
    let step = session.observe(
      .answer(
        503, "", at: 1,
        headers: [
          "Date": "Sat, 06 Jun 2026 13:00:00 GMT", "Retry-After": "Sat, 06 Jun 2026 13:00:20 GMT",
        ]))
    #expect(step.next.text == "poll+20")
    let absurd = session.observe(.answer(503, "", at: 2, headers: ["Retry-After": "later"]))
    #expect(absurd.changes == [.retryAfterIgnored])
  }
}
