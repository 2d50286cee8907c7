import Testing

@testable import ScribeSession
@testable import ScribeStore

/// What another reducer decided is stored as it was decided.
@Suite("A store of another reducer's decisions")
struct DivergenceTests {
  /// The step of a poll with other events than today's, which lead to the same state.
  private func step(
    _ poll: Poll, of session: inout Session, _ change: ([Event]) -> [Event]
  ) -> Step {
    let decision = session.decide(poll)
    let other = Decision(
      verdict: decision.verdict, opened: decision.opened, record: decision.record,
      furtherEvents: change(decision.furtherEvents), anomalies: decision.anomalies,
      readReport: nil, statusRule: decision.statusRule, transitionRule: decision.transitionRule,
      absorbed: nil)
    session.evolve(other)
    return Step(
      session: session, decision: other, next: NextDecision(.poll(after: .zero), .interval))
  }

  private func divergences(_ change: ([Event]) -> [Event]) async throws -> [StoreFinding] {
    let folder = try TemporaryFolder()
    let store = try SessionStore(path: folder.file("a.sqlite"), durability: .normal)
    let polls: [Poll] = [
      .answer(202, #"{"session_id":"ses_x","status":"recording","audio_files_received":1}"#, at: 1),
      .answer(202, #"{"session_id":"ses_x","status":"recording","audio_files_received":2}"#, at: 2),
      .answer(202, #"{"session_id":"ses_x","status":"recording","audio_files_received":3}"#, at: 3),
    ]
    var session = try await store.session(.x).session
    for (version, poll) in polls.enumerated() {
      let step = version == 0 ? session.observe(poll) : step(poll, of: &session, change)
      try await store.append(poll, step, expecting: version)
    }
    let check = try await store.verify()
    #expect(check.pollCount == 3)
    return check.findings
  }

  @Test("is intact, and says where the first decision of a session differs")
  func moreEvents() async throws {
    let findings = try await divergences { $0 + [.retryAfterIgnored] }
    #expect(
      findings == [
        .divergence(
          Divergence(
            stream: .x, version: 2, reducer: Session.reducerID, event: 3, path: "$",
            stored: #"{"type":"retryAfterIgnored"}"#, decided: nil))
      ])
    #expect(findings.allSatisfy { !$0.isIntegrityFault })
  }

  @Test("names the member of the event that differs")
  func otherMember() async throws {
    let findings = try await divergences { events in
      events.map { event in
        if case .audioFilesChanged(_, let count) = event {
          .audioFilesChanged(from: 0, count: count)
        } else {
          event
        }
      }
    }
    guard case .divergence(let divergence) = findings.first else {
      Issue.record("\(findings)")
      return
    }
    #expect(divergence.event == 2 && divergence.path == "$.from")
    #expect(divergence.stored == "0" && divergence.decided == "1")
  }

  @Test("names a member that is not stored")
  func missingMember() async throws {
    let findings = try await divergences { events in
      events.map { event in
        if case .audioFilesChanged(_, let count) = event {
          .audioFilesChanged(from: nil, count: count)
        } else {
          event
        }
      }
    }
    guard case .divergence(let divergence) = findings.first else {
      Issue.record("\(findings)")
      return
    }
    #expect(divergence.event == 2 && divergence.path == "$.from")
    #expect(divergence.stored == nil && divergence.decided == "1")
  }
}
