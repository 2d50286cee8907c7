import Testing

@testable import ScribeSession

/// TheRules, section 2, row by row.
@Suite("A poll's answer")
struct ReadingTests {
  private let processing = Session(after: .report(.processing, at: 0))

  @Test(
    "that is not a JSON object is held, with the reason and the byte",
    arguments: [
      (nil, "not-recorded", 0), ("", "empty", 0), (" \n ", "empty", 3),
      (#"{"status":"completed""#, "cut-off", 21), ("<html>502</html>", "malformed", 0),
      (#"{"status":"completed"}}"#, "malformed", 22), ("[]", "not-an-object", 0),
      (" null", "not-an-object", 1), (#""completed""#, "not-an-object", 0),
      (#"{"a":"\ud800"}"#, "malformed", 6),
    ] as [(String?, String, Int)])
  func unreadable(_ body: String?, _ reason: String, _ offset: Int) {
    for http in [200, 202, 206, 299, 410] {
      var session = processing
      let step = session.observe(.answer(http, body, at: 1))
      #expect(step.verdict == .held)
      #expect(step.session.phase == .processing)
      #expect(step.session.content == processing.content)
      #expect(step.codes == [.unreadableBody])
      #expect(step.anomalies.first?.actual == reason)
      #expect(step.anomalies.first?.offset == offset)
      #expect(step.next == .poll(after: .seconds(1)))
    }
  }

  @Test("tells what no source documents, and what is not of its type")
  func drift() throws {
    let body = #"{"session_id":1,"status":"processing","odd":{},"audio_files":[]}"#
    let report = try Report(Poll.Answer(status: 202, body: Array(body.utf8)))
    #expect(
      report.drift.map { "\($0.code.name) \($0.path ?? "")" }
        == ["type-drift $.session_id", "unknown-field $.odd"])
  }

  @Test("without a body that was recorded is no report, and no empty one")
  func notRecorded() {
    for (body, reason) in [(nil, .notRecorded), ([], .empty)] as [([UInt8]?, UnreadableReason)] {
      let error = #expect(throws: UnreadableBody.self) {
        try Report(Poll.Answer(status: 200, body: body))
      }
      #expect(error?.reason == reason && error?.offset == 0)
    }
  }

  @Test("that is not UTF-8, or nested too deep, is held")
  func unreadableBytes() {
    var poll = Poll.answer(202, "", at: 1)
    poll.outcome = .answer(
      Poll.Answer(status: 202, body: Array(#"{"a":""#.utf8) + [0xE9, 0x22, 0x7D]))
    var session = processing
    #expect(session.observe(poll).anomalies.first?.actual == "not-utf-8")

    let deep = #"{"a":"# + String(repeating: "[", count: 512)
    session = processing
    let step = session.observe(.answer(202, deep, at: 1))
    #expect(step.anomalies.first?.actual == "too-deep")
    #expect(step.anomalies.first?.offset == 516)
  }

  @Test("is read after one byte order mark, and whatever its Content-Type")
  func byteOrderMark() {
    var session = Session()
    let step = session.observe(
      .answer(
        202, "\u{FEFF}" + .body(#""processing""#), at: 1, headers: ["Content-Type": "text/html"]))
    #expect(step.verdict == .forward)
    var twice = Session()
    #expect(
      twice.observe(.answer(202, "\u{FEFF}\u{FEFF}" + .body(#""processing""#), at: 1)).verdict
        == .held)
  }

  @Test("of another session is foreign, whatever else it says")
  func foreign() {
    var session = processing
    let body = String.body(#""completed""#, id: "ses_other")
    let step = session.observe(.answer(200, body, at: 1))
    #expect(step.verdict == .foreign)
    #expect(step.session.phase == .processing)
    #expect(step.codes == [.sessionMismatch])
    #expect(step.next == .poll(after: .seconds(1)))
  }

  @Test("whose session_id is no string is not foreign", arguments: ["null", "7", "[]"])
  func driftingID(_ id: String) {
    var session = processing
    let step = session.observe(
      .answer(200, #"{"session_id":\#(id),"status":"completed"}"#, at: 1))
    #expect(step.verdict == .settled)
    #expect(step.codes.contains(.typeDrift))
  }

  @Test("takes the last of two members of one name, and says so")
  func duplicateKeys() {
    var session = processing
    let body = #"{"status":"processing","st\u0061tus":"completed","session_id":"ses_test"}"#
    let step = session.observe(.answer(200, body, at: 1))
    #expect(step.verdict == .settled)
    #expect(step.codes.contains(.duplicateKey))
    #expect(step.anomalies.first { $0.code == .duplicateKey }?.path == "$.status")
  }

  @Test(
    "takes the last of two keys in a map of templates and in an element of their list",
    arguments: [
      #"{"soap":{"status":"failed"},"soap":{"status":"success"}}"#,
      #"[{"soap":{"status":"failed"},"soap":{"status":"success"}}]"#,
    ])
  func duplicateTemplates(_ templates: String) {
    var session = processing
    let step = session.observe(.report(.completed, #""templates":\#(templates)"#, at: 1))
    #expect(step.codes.contains(.duplicateKey))
    #expect(step.session.content.documents.map(\.status) == [.success])
  }

  @Test("that is held for its HTTP status carries no finding about its body")
  func heldByHTTP() {
    var session = processing
    let bodies = ["", "<html>", #"{"a":1,"a":2}"#, .body(#""completed""#, id: "ses_other")]
    for (index, body) in bodies.enumerated() {
      let step = session.observe(.answer(500, body, at: 1 + Double(index)))
      #expect(step.verdict == .held)
      #expect(step.codes == [])
    }
  }

  @Test("asked before the newest report and received after it is stale")
  func stale() {
    var session = Session(after: .report(.processing, at: 10))
    let late = Poll.answer(202, .body(#""recording""#), at: 11, sentAt: 5)
    let step = session.observe(late)
    #expect(step.verdict == .stale)
    #expect(step.session.phase == .processing)
    #expect(step.next == .poll(after: .seconds(1)))
    #expect(session.observe(.report(.completed, at: 12)).verdict == .settled)
  }

  @Test("that is out of date, or another session's, is not held against its HTTP status")
  func unappliedStatus() {
    var session = Session(after: .report(.processing, at: 10))
    let late = session.observe(.answer(206, .body(#""completed""#), at: 11, sentAt: 5))
    #expect(late.verdict == .stale && late.codes == [])
    let other = session.observe(.answer(206, .body(#""queued""#, id: "ses_other"), at: 12))
    #expect(other.verdict == .foreign && other.codes == [.sessionMismatch])
  }

  @Test("is given out by a step only where it was applied: not another patient's, not an old one")
  func reports() {
    let text = #""transcript":"Whose words?""#
    var session = Session(after: .report(.processing, at: 10))
    let others: [Poll] = [
      .answer(200, .body(#""completed""#, text, id: "ses_other"), at: 11),
      .answer(200, .body(#""completed""#, text), at: 12, sentAt: 5),
      .answer(200, .body(#""queued""#, text), at: 13),
    ]
    for poll in others {
      let step = session.observe(poll)
      #expect(step.report == nil && step.readReport?.transcript == "Whose words?")
    }
    #expect(session.observe(.report(.completed, text, at: 14)).report?.transcript != nil)
  }

  @Test("gives out every documented member")
  func accessors() {
    let members = #"""
      "created_at":1,"expires_at":2,"expired_at":3,"completed_at":4,"model_used":"m",
      "language_detected":"l","audio_files_received":5,"audio_files_processed":6,
      "audio_files":["a","b"],"additional_data":{"a":1},"patient_details":{"p":1},
      "session_details":{"s":1},"transcript":"t","message":"n","upload_url":"wss://u",
      "error":{"code":"c","message":"e"},
      "processing_errors":[{"type":"y","message":"z","file":"f"}]
      """#
    func text(_ bytes: ArraySlice<UInt8>?) -> String? {
      bytes.map { String(decoding: $0, as: UTF8.self) }
    }
    var session = Session()
    let report = session.observe(.report(.processing, members, at: 0)).report
    let seconds = [report?.createdAt, report?.expiresAt, report?.expiredAt, report?.completedAt]
    #expect(
      seconds.map { $0?.microsecondsSinceEpoch } == [1_000_000, 2_000_000, 3_000_000, 4_000_000])
    #expect(report?.sessionID == "ses_test" && report?.status == "processing")
    #expect(report?.modelUsed == "m" && report?.languageDetected == "l")
    #expect(report?.audioFilesReceived == 5 && report?.audioFilesProcessed == 6)
    #expect(
      report?.audioFiles == ["a", "b"] && report?.transcript == "t" && report?.message == "n")
    #expect(
      text(report?.additionalData) == #"{"a":1}"# && text(report?.patientDetails) == #"{"p":1}"#)
    #expect(text(report?.sessionDetails) == #"{"s":1}"# && report?.uploadMode == .stream)
    #expect(report?.error?.code == "c" && report?.error?.message == "e")
    #expect(
      report?.processingErrors?.first?.type == "y" && report?.processingErrors?.first?.file == "f")

    let other = session.observe(.report(.failed, #""error":"text""#, at: 1)).report
    #expect(other?.error?.code == nil && other?.error?.message == "text")
    #expect(other?.createdAt == nil && other?.transcript == nil && other?.additionalData == nil)
  }

  @Test("is compared with the latest sent_at of reports alone")
  func staleComparesReports() {
    var session = Session(
      after: .report(.processing, at: 10), .answer(500, "", at: 20), .failure(.timeout, at: 21),
      .answer(200, .body(#""completed""#, id: "ses_other"), at: 22))
    let step = session.observe(.answer(200, .body(#""completed""#), at: 23, sentAt: 12))
    #expect(step.verdict == .settled)
    var unsent = Poll.report(.processing, at: 24)
    unsent.sentAt = nil
    #expect(session.observe(unsent).verdict == .reopened)
  }

  @Test("that came while the clock was set back starts the comparison anew")
  func staleAfterClock() {
    var session = Session(after: .report(.recording, at: 100))
    let back = session.observe(.report(.processing, at: 50))
    #expect(back.verdict == .forward)
    #expect(back.codes == [.logClock])
    #expect(session.observe(.report(.completed, at: 51)).verdict == .settled)
    #expect(
      session.observe(.answer(202, .body(#""processing""#), at: 52, sentAt: 49)).verdict == .stale)
  }
}
