import ScribeJSON
import Testing

@testable import ScribeSession

@Suite("A session, told what its polls returned")
struct FoldTests {
  /// A life with everything in it.
  static let polls: [Poll] = [
    .answer(404, "", at: 0), .failure(.refused, at: 1),
    .report(.created, #""created_at":"2026-06-06T14:00:00Z","audio_files_received":0"#, at: 2),
    .report(
      .recording,
      #""audio_files_received":2,"audio_files":["a","b"],"odd":1,"upload_url":"wss://u""#, at: 3),
    .report(.created, at: 4), .answer(429, "", at: 5, headers: ["Retry-After": "9"]),
    .answer(503, "", at: 6, headers: ["Retry-After": "x"]),
    .report(.processing, #""transcript":"One.","expires_at":1780754401"#, at: 20),
    .report(.processing, #""transcript":"One. Two.","message":"m","additional_data":{}"#, at: 21),
    .report(
      .completed, #""transcript":"Other words","templates":[{"a":{"status":"success"}},{"b":{}}]"#,
      at: 22),
    .answer(304, "", at: 23), .report(.processing, at: 24), .answer(200, "<html>", at: 25),
    .report(
      .partial,
      #""transcript":"","templates":[{"a":{"document_id":"1","data":{}}},{"b":{}},{"b":{}}],"model_used":"pro""#,
      at: 26),
    .answer(202, .body(#""failed""#, #""error":{"code":"x"},"language_detected":"hi""#), at: 27),
    .report(.completed, #""templates":[{"a":{"document_id":"1","status":"failed"}}]"#, at: 10),
    .report(.expired, #""processing_errors":[{"type":"t"}],"templates":{}"#, at: 11),
    .report(.processing, #""audio_files_received":1,"audio_files_processed":1"#, at: 12),
    .answer(200, .body(#""queued""#), at: 13), .answer(202, .body(nil, id: "ses_other"), at: 14),
    .answer(202, .body(#""created""#), at: 15, sentAt: 11.5), .answer(404, "", at: 16),
    .answer(401, "", at: 17),
  ]

  @Test("is the fold of its events")
  func fold() {
    var session = Session()
    var events: [Event] = []
    for poll in Self.polls + Self.polls {
      let step = session.observe(poll)
      events += step.events
      #expect(Session(replaying: events) == session)
      #expect(step.session == session)
    }
    #expect(session.phase == .processing)
  }

  @Test("is the same with every poll recorded twice")
  func doubled() {
    var once = Session()
    _ = once.observe(all: Self.polls)
    var twice = Session()
    _ = twice.observe(all: Self.polls.flatMap { [$0, $0] })
    #expect(once == twice)
  }

  @Test("has one event at least for every poll that is not ignored")
  func everyPollIsRecorded() {
    var session = Session()
    for (index, poll) in Self.polls.enumerated() {
      let step = session.observe(poll)
      #expect(step.events.contains { if case .polled = $0 { true } else { false } })
      #expect(session.pollCount == index + 1)
    }
  }

  @Test("lives through every kind of event")
  func everyEvent() {
    var session = Session()
    var names: Set<String> = []
    for poll in Self.polls { names.formUnion(session.observe(poll).events.map(\.name)) }
    _ = session.observe(.report(.processing, #""transcript":"A long transcript""#, at: 30))
    let shrunk = session.observe(
      .report(.processing, #""transcript":"A","created_at":"2026-06-06T15:00:00Z""#, at: 31))
    names.formUnion(shrunk.events.map(\.name))
    let all: Set<String> = [
      "opened", "polled", "phaseChanged", "audioFilesChanged", "audioNamesChanged",
      "audioFilesProcessedChanged", "transcriptAppeared", "transcriptExtended",
      "transcriptRewritten", "transcriptShrank", "transcriptCleared", "documentAdded",
      "documentStatusChanged", "documentContentChanged", "documentIdentified",
      "documentsRecounted", "documentRemoved", "instantSet", "instantMoved", "modelChanged",
      "languageChanged", "messageChanged", "errorChanged", "processingErrorsChanged",
      "passThroughChanged", "uploadModeChanged", "retryAfterIgnored", "anomalyBegan",
      "anomalyEnded",
    ]
    #expect(all.subtracting(names) == [])
  }

  @Test("ignores polls of other endpoints, sessions and filters")
  func ignored() {
    var session = Session(after: Self.polls[2])
    let before = session
    for url in [sessionURL + "/end", sessionURL + "2", sessionURL + "?template_id=soap"] {
      var poll = Self.polls[3]
      poll.url = url
      let step = session.observe(poll)
      #expect(step.verdict == .ignored)
      #expect(step.events.isEmpty && step.anomalies.isEmpty && step.report == nil)
      // Whoever polls something else must not go on for ever.
      #expect(step.next == .stop(.rejected))
      #expect(session == before)
    }
  }

  @Test("folds any events in any order, whatever they claim")
  func anyEvents() {
    var events: [Event] = [.documentsRecounted(templateID: "a", from: .max, to: [])]
    events += [
      .documentsRecounted(templateID: "a", from: .min, to: []), .documentRemoved(.id("x")),
    ]
    events += [.documentIdentified(.id("x"), as: .id("y")), .anomalyEnded(.overdue, path: nil)]
    events += [.phaseChanged(from: .expired, to: .unseen)]
    #expect(Session(replaying: events).content == Content())
    let lived = Session(after: Self.polls[3], Self.polls[7])
    var after = lived
    after.evolve(.retryAfterIgnored)
    #expect(after == lived)
    for event in [
      Event.retryAfterIgnored, .opened(PollStream(id: "x")), .anomalyEnded(.overdue, path: nil),
    ] {
      after.content.evolve(event)
      #expect(after == lived)
    }
    var session = Session()
    for poll in Self.polls { events += session.observe(poll).events.reversed() }
    #expect(Session(replaying: events.reversed()).pollCount == session.pollCount)
  }

  @Test("goes on from events that no poll of its own led to")
  func foreignEvents() {
    func polled(_ kind: PollRecord.Kind) -> Event {
      .polled(
        PollRecord(
          sentAt: nil, receivedAt: .at(1), serverTime: .at(1), httpStatus: nil, kind: kind,
          retryAfter: nil, isClockSetBack: false, identity: nil))
    }
    // Open without a report, so that nothing tells how long it may be.
    let opened = Session(
      replaying: [.phaseChanged(from: .unseen, to: .processing), polled(.notModified)])
    #expect(opened.next() == .poll(after: .seconds(1)))
    // Refused, by no status: a fault like any other.
    let refused = Session(replaying: [polled(.refused)])
    #expect(refused.outage?.kind == .httpStatus(0) && refused.next() == .poll(after: .seconds(1)))
  }

  @Test("counts through fingerprints that differ with its key, to the same end")
  func keys() {
    var one = Session()
    var other = Session(fingerprintKey: FingerprintKey(1, 2))
    for poll in Self.polls {
      let first = one.observe(poll)
      let second = other.observe(poll)
      #expect(first.verdict == second.verdict && first.anomalies == second.anomalies)
    }
    #expect(one.content.passThrough(.additionalData) != other.content.passThrough(.additionalData))
  }

  @Test("writes its state as JSON without patient data, whole at any time")
  func stateJSON() throws {
    var session = Session()
    var lines: [String] = []
    for poll in Self.polls {
      _ = session.observe(poll)
      var json = JSONWriter()
      session.write(to: &json)
      lines.append(json.text)
      _ = try JSONDocument(json.bytes)
    }
    try Golden.expect(lines, toMatch: "states.ndjson")
  }

  @Test("writes each event as a JSON object, in words that stay")
  func json() throws {
    var session = Session()
    var lines: [String] = []
    for poll in Self.polls + [.failure(.timeout, at: 1), Self.polls[0]] {
      for event in session.observe(poll).events {
        var json = JSONWriter()
        event.write(to: &json)
        lines.append(json.text)
        #expect(try JSONDocument(json.bytes).root["type"]?.string?.text == event.name)
      }
    }
    try Golden.expect(lines, toMatch: "events.ndjson")
  }
}
