import Testing

@testable import ScribeSession

@Suite("A session that recalls what was decided about its polls")
struct RecallTests {
  @Test("is the session that decided it, with the same findings and the same to do next")
  func recalled() {
    var session = Session()
    var recalling = Session()
    for poll in StoredFormTests.polls + StoredFormTests.polls {
      let step = session.observe(poll)
      let recalled = recalling.recall(step.verdict, step.events)
      #expect(recalling == session && recalled.session == session)
      #expect(recalled.verdict == step.verdict && recalled.events == step.events)
      // Those of one code stand in the order in which they began.
      #expect(recalled.anomalies.map(\.code) == step.anomalies.map(\.code), "\(step.verdict)")
      #expect(Set(recalled.anomalies.map(Finding.init)) == Set(step.anomalies.map(Finding.init)))
      #expect(recalled.next == step.next && recalled.nextRule == step.nextRule)
      #expect(recalled.report == nil && recalled.statusRule == nil)
    }
  }

  @Test("ignores what was ignored")
  func ignored() {
    var session = Session(after: .report(.processing, at: 0))
    let before = session
    let step = session.recall(.ignored, [])
    #expect(step.next == .stop(.rejected) && step.nextRule == nil && step.anomalies == [])
    #expect(session == before)
  }
}
