import Testing

@testable import ScribeSession

/// TheRules, section 6.
@Suite("A finding")
struct AnomalyTests {
  private let healthy =
    #""created_at":"2026-06-06T13:59:00Z","audio_files_received":0,"audio_files":[],"expires_at":"2026-06-06T15:00:00Z","additional_data":{},"transcript":null"#

  private func events(_ step: Step) -> [String] {
    step.events.compactMap { event in
      switch event {
      case .anomalyBegan(let anomaly): "+\(anomaly.code.name)"
      case .anomalyEnded(let code, _): "-\(code.name)"
      default: nil
      }
    }
  }

  @Test("is absent from a poll as documented")
  func healthyPoll() {
    var session = Session()
    #expect(session.observe(.report(.recording, healthy, at: 1)).anomalies == [])
  }

  @Test("is logged when it begins and when it ends, and on the step each time")
  func beginAndEnd() {
    var session = Session(after: .report(.processing, healthy, at: 0))
    let odd = { (at: Double) in
      Poll.answer(202, .body(#""queued""#, self.healthy), at: at)
    }
    let first = session.observe(odd(1))
    #expect(events(first) == ["+unknown-status"])
    let second = session.observe(odd(2))
    #expect(events(second) == [])
    #expect(second.codes == [.unknownStatus])
    #expect(session.openAnomalies.map(\.code) == [.unknownStatus])

    // What tells nothing about reports cannot end what only a report can tell.
    #expect(events(session.observe(.failure(.timeout, at: 3))) == [])
    #expect(events(session.observe(.answer(500, "", at: 4))) == [])
    #expect(events(session.observe(.answer(202, "", at: 5))) == ["+unreadable-body"])
    #expect(events(session.observe(.failure(.timeout, at: 6))) == [])
    #expect(events(session.observe(.answer(404, "", at: 7))) == ["-unreadable-body", "+vanished"])
    #expect(
      events(session.observe(.report(.processing, healthy, at: 8))) == [
        "-unknown-status", "-vanished",
      ])
    #expect(session.openAnomalies == [])
  }

  @Test("ends with the first poll that was understood far enough to have it again")
  func levels() {
    let skewed = ["Date": "Sat, 06 Jun 2026 15:00:00 GMT"] as KeyValuePairs
    let foreign = Poll.answer(200, .body(nil, id: "ses_other"), at: 1)
    for (first, second, ends) in [
      (foreign, Poll.failure(.timeout, at: 2), false), (foreign, .answer(500, "", at: 2), false),
      (foreign, .answer(404, "", at: 2), false), (foreign, .answer(200, "", at: 2), false),
      (foreign, .answer(202, .body(#""created""#), at: 2, sentAt: -9), true),
      (foreign, .answer(200, .body(#""queued""#), at: 2), true),
      (.answer(500, "", at: 1, headers: skewed), .failure(.timeout, at: 2), false),
      (.answer(500, "", at: 1, headers: skewed), .answer(500, "", at: 2), true),
      (.answer(500, "", at: 1, headers: skewed), .answer(404, "", at: 2), true),
      (.answer(500, "", at: 1, headers: skewed), .answer(304, "", at: 2), true),
    ] {
      var session = Session(after: .report(.processing, healthy, at: 0))
      let begun = session.observe(first).anomalies.map(\.code)
      _ = session.observe(second)
      #expect(session.openAnomalies.contains { $0.code == begun[0] } != ends, "\(first) \(second)")
    }
  }

  @Test("of the clock is carried by any poll")
  func logClock() {
    let late = Session(after: .report(.completed, healthy, at: 100))
    let polls: [Poll] = [
      .failure(.timeout, at: 50), .answer(304, "", at: 50), .answer(404, "", at: 50),
      .answer(500, "", at: 50), .answer(200, "", at: 50),
      .answer(200, .body(nil, id: "ses_other"), at: 50), .report(.completed, healthy, at: 50),
    ]
    for poll in polls {
      var session = late
      #expect(session.observe(poll).codes.contains(.logClock))
    }
    var session = late
    #expect(!session.observe(.failure(.timeout, at: 100)).codes.contains(.logClock))
  }

  @Test("says overdue while the session is open after its expires_at, by the server's clock")
  func overdue() {
    let expiry = #""expires_at":"2026-06-06T14:00:10Z""#
    func codes(_ phase: Phase, at: Double, date: String? = nil) -> [Anomaly.Code] {
      var session = Session()
      let headers: KeyValuePairs<String, String> = date.map { ["date": $0] } ?? [:]
      return session.observe(.report(phase, expiry, at: at, headers: headers)).codes
    }
    #expect(codes(.recording, at: 10) == [])
    #expect(codes(.recording, at: 10.1) == [.overdue])
    #expect(codes(.completed, at: 11) == [])
    var known = Session(after: .report(.recording, expiry, at: 1))
    #expect(known.observe(.report(.recording, at: 11)).codes == [.overdue])
    #expect(codes(.recording, at: 20, date: "Sat, 06 Jun 2026 14:00:10 GMT") == [])
    #expect(codes(.recording, at: 5, date: "Sat, 06 Jun 2026 14:00:11 GMT") == [.overdue])
  }

  @Test("says clock-skew where instants contradict each other by more than a minute")
  func clockSkew() {
    func codes(_ phase: Phase, _ members: String, date: String? = nil) -> [Anomaly.Code] {
      var session = Session()
      let headers: KeyValuePairs<String, String> = date.map { ["date": $0] } ?? [:]
      return session.observe(.report(phase, members, at: 0, headers: headers)).codes
    }
    #expect(codes(.processing, "", date: "Sat, 06 Jun 2026 14:01:00 GMT") == [])
    #expect(codes(.processing, "", date: "Sat, 06 Jun 2026 14:01:01 GMT") == [.clockSkew])
    #expect(codes(.processing, "", date: "Sat, 06 Jun 2026 13:58:59 GMT") == [.clockSkew])
    #expect(codes(.processing, "", date: "Sat, 06 Jun 2026 13:59:00 GMT") == [])
    var known = Session(after: .report(.processing, #""created_at":7,"expires_at":5"#, at: -1))
    #expect(known.observe(.report(.completed, #""completed_at":6"#, at: 0)).codes == [.clockSkew])
    #expect(codes(.completed, #""created_at":7,"completed_at":6"#) == [.clockSkew])
    #expect(codes(.completed, #""created_at":7,"completed_at":7"#) == [])
    #expect(codes(.expired, #""expired_at":"2026-06-06T14:01:00Z""#) == [])
    #expect(codes(.expired, #""expired_at":"2026-06-06T14:01:01Z""#) == [.clockSkew])
  }

  @Test("says polled-too-soon until the last Retry-After has passed")
  func polledTooSoon() {
    let limited = Poll.answer(429, "", at: 10, headers: ["Retry-After": "30"])
    func codes(sentAt: Double) -> [Anomaly.Code] {
      var session = Session(after: limited, .failure(.timeout, at: 11, sentAt: 40))
      return session.observe(.answer(500, "", at: 50, sentAt: sentAt)).codes
    }
    #expect(codes(sentAt: 39.9) == [.polledTooSoon])
    #expect(codes(sentAt: 40) == [])

    var back = Session(after: limited)
    #expect(back.observe(.answer(500, "", at: 5)).codes == [.logClock, .polledTooSoon])
    let past = ["retry-after": "Sat, 06 Jun 2026 14:00:05 GMT"] as KeyValuePairs
    var passed = Session(after: .answer(429, "", at: 10, headers: past))
    #expect(passed.observe(.answer(500, "", at: 11, sentAt: 9)).codes == [])
    #expect(passed.observe(.answer(500, "", at: 12, sentAt: 4)).codes == [.polledTooSoon])
  }

  @Test("says completed-at-moved and settled-field-changed only once the session was settled")
  func settledFields() {
    let before =
      #""completed_at":"2026-06-06T14:00:01Z","model_used":"pro","language_detected":"en""#
    let after =
      #""completed_at":"2026-06-06T14:00:02Z","model_used":"lite","language_detected":"hi""#
    func codes(_ first: Phase, _ second: Phase) -> [Anomaly.Code] {
      var session = Session(after: .report(first, before, at: 1))
      return session.observe(.report(second, after, at: 2)).codes
    }
    #expect(
      codes(.completed, .completed)
        == [.completedAtMoved, .settledFieldChanged, .settledFieldChanged])
    #expect(codes(.completed, .processing) == [.completedAtMoved])
    #expect(codes(.processing, .completed) == [])
  }

  @Test("says type-drift for every documented member of another type, which counts as absent")
  func typeDrift() {
    let drifting = #"""
      "created_at":"yesterday","expires_at":true,"model_used":7,"audio_files_received":-1,
      "audio_files":["a",1],"audio_files_processed":1.5,"additional_data":[],"transcript":{},
      "templates":"none","processing_errors":["x"],"error":null,"message":[],"upload_url":1
      """#
    var session = Session(after: .report(.completed, healthy, at: 0))
    let known = session.content
    let step = session.observe(.report(.completed, drifting, at: 1))
    #expect(step.codes == [Anomaly.Code](repeating: .typeDrift, count: 13))
    #expect(step.verdict == .same)
    #expect(session.content == known)
    let drift = step.anomalies.first { $0.path == "$.audio_files" }
    #expect(drift?.expected == "array of strings" && drift?.actual == "array(2)")
  }

  @Test("says type-drift on any body that could be read, and of an envelope's own words never")
  func typeDriftLevels() {
    let drifting = #""message":7"#
    for (body, sentAt) in [
      (String.body(#""completed""#, drifting, id: "ses_other"), 2.0),
      (.body(#""completed""#, drifting), -1.0), (.body(#""queued""#, drifting), 2.0),
    ] {
      var session = Session(after: .report(.processing, healthy, at: 1))
      let step = session.observe(.answer(200, body, at: 2, sentAt: sentAt))
      #expect(step.codes.contains(.typeDrift))
      #expect(events(step).contains("+type-drift"))
    }
    let envelope = #"{"error":{"code":"c"},"status":5,"txn_id":null,"b_id":7,"display_message":[]}"#
    var session = Session()
    #expect(session.observe(.answer(410, envelope, at: 0)).anomalies == [])
    #expect(
      session.observe(.answer(410, #"{"error":"c","status":5}"#, at: 1)).codes.contains(.typeDrift))
  }

  @Test("says unknown-field for a member that no source documents, without its value")
  func unknownField() {
    var session = Session()
    let step = session.observe(
      .report(
        .completed,
        #""new_member":"a secret","Jane Doe, 52":1,"templates":[{"soap":{"mood":"x","data":{"any":1}}}]"#,
        at: 0))
    let paths = step.anomalies.filter { $0.code == .unknownField }.map(\.path)
    #expect(paths == ["$.new_member", "$['name(12)']", "$.templates[*].soap.mood"])
    #expect(step.anomalies.first { $0.code == .unknownField }?.actual == "string(8)")
  }

  @Test("says missing-field for what an answer must have, but not of an error envelope")
  func missingField() {
    func missing(_ poll: Poll) -> [String] {
      var fresh = Session()
      return fresh.observe(poll).anomalies.filter { $0.code == .missingField }.compactMap(\.path)
    }
    #expect(
      missing(.report(.processing, at: 0)) == [
        "$.created_at", "$.expires_at", "$.audio_files_received", "$.audio_files",
        "$.additional_data", "$.transcript",
      ])
    #expect(
      missing(.report(.partial, healthy, at: 0)) == ["$.audio_files_processed", "$.templates"])
    #expect(missing(.answer(410, #"{"error":{"code":"session_expired"}}"#, at: 0)) == [])
    #expect(missing(.report(.failed, healthy, at: 0)) == [])
  }

  @Test("keeps a hostile body from growing the state without bound")
  func bounded() {
    let members = (0..<1000).map { #""x\#($0)":1"# }.joined(separator: ",")
    var session = Session()
    _ = session.observe(.report(.processing, members, at: 0))
    #expect(session.openAnomalies.filter { $0.code == .unknownField }.count == 32)
  }
}
