import Testing

@testable import ScribeSession

/// TheRules, section 1: what is recorded twice counts once.
@Suite("A poll that is recorded twice")
struct DuplicateTests {
  private let poll = Poll.report(.processing, #""transcript":"One.""#, at: 10)

  @Test("changes nothing but the time that the next one is compared with")
  func changesNothing() {
    var session = Session(after: poll)
    var expected = session
    let step = session.observe(poll)
    #expect(step.verdict == .duplicate)
    #expect(step.changes == [])
    #expect(session == expected)

    var later = poll
    later.receivedAt = .at(60)
    #expect(session.observe(later).verdict == .duplicate)
    expected.runs.lastReceivedAt = .at(60)
    #expect(session == expected)
    let early = session.observe(.report(.processing, at: 59))
    #expect(early.codes.contains(.logClock))
  }

  @Test("is one only where URL, sent_at, outcome and body are the same")
  func identity() {
    let variants: [Poll] = [
      .report(.processing, #""transcript":"One.""#, at: 10.5),
      .answer(200, .body(#""processing""#, #""transcript":"One.""#), at: 10),
      .report(.processing, #""transcript":"One,""#, at: 10),
      .answer(202, nil, at: 10), .answer(202, "", at: 10), .failure(.timeout, at: 10),
      .failure(.reset, at: 10),
    ]
    for (index, first) in ([poll] + variants).enumerated() {
      for (otherIndex, second) in ([poll] + variants).enumerated() where index != otherIndex {
        var session = Session(after: first)
        #expect(session.observe(second).verdict != .duplicate)
      }
      var session = Session(after: first)
      #expect(session.observe(first).verdict == .duplicate)
    }
    var other = poll
    other.url += "?version=v2"
    var session = Session(after: poll)
    #expect(session.observe(other).verdict == .same)
  }

  @Test("is one also where only a secret in the URL is another, which no record keeps")
  func secrets() {
    var signed = poll
    signed.url += "?token=a"
    var session = Session(after: signed)
    signed.url = poll.url.replacing("https://", with: "https://user:b@") + "?token=b#b"
    #expect(session.observe(signed).verdict == .duplicate)
  }

  @Test("needs a sent_at")
  func needsSentAt() {
    var unsent = poll
    unsent.sentAt = nil
    var session = Session(after: unsent)
    #expect(session.observe(unsent).verdict == .same)
    #expect(session.pollCount == 2)
  }

  @Test("is known among the 32 polls before it and no further back")
  func window() {
    func session(others: Int) -> Session {
      var session = Session(after: poll)
      for index in 0..<others {
        _ = session.observe(.failure(.timeout, at: 11 + Double(index)))
      }
      return session
    }
    var near = session(others: 31)
    #expect(near.observe(poll).verdict == .duplicate)
    var far = session(others: 32)
    #expect(far.observe(poll).verdict != .duplicate)
  }

  @Test("carries log-clock and no other finding")
  func findings() {
    let limited = Poll.answer(429, "", at: 10, headers: ["Retry-After": "60"])
    var session = Session(after: limited)
    #expect(session.observe(limited).codes == [])
    _ = session.observe(.failure(.timeout, at: 80))
    let step = session.observe(limited)
    #expect(step.verdict == .duplicate)
    #expect(step.codes == [.logClock])
    #expect(session.openAnomalies == [])
  }
}
