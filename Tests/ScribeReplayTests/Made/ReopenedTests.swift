import ScribeRecording
import ScribeSession
import Testing

/// Made by `scribe-replay make-test` from a recording; its texts and numbers are made up.
///
/// Each poll has its verdict, the phase after it, and what to do next.
@Suite("The recording reopened")
struct ReopenedTests {
  @Test("means poll by poll what it meant when this test was made")
  func meanings() throws {
    var recording = try Recording(bytes: Array(Self.log.utf8), name: "log")
    var sessions: [PollStream: Session] = [:]
    var meanings: [String] = []
    while let recorded = try recording.next() {
      meanings.append("\(recorded.number) \(Self.meaning(of: recorded.poll, in: &sessions))")
    }
    #expect(meanings == Self.expected)
  }

  /// Takes a poll into the session that it is of.
  private static func meaning(
    of poll: Poll, in sessions: inout [PollStream: Session]
  ) -> String {
    guard let stream = PollStream(method: poll.method, url: poll.url) else {
      return Verdict.ignored.name
    }
    let step = sessions[stream, default: Session()].observe(poll)
    let next =
      switch step.next {
      case .poll(let pause): "poll after \(pause)"
      case .stop(let reason): "stop \(reason.name)"
      }
    return "\(step.verdict.name) \(step.session.phase.name), \(next)"
  }

  private static let expected: [String] = [
    "1 forward processing, poll after 1.0 seconds",
    "2 settled completed, stop settled",
    "3 reopened processing, poll after 1.0 seconds",
    "4 same processing, poll after 1.0 seconds",
    "5 settled completed, stop settled",
  ]

  private static let log = #"""
    {"format":"scribe-poll-log","version":1}
    {"sent_at":"2026-06-06T09:00:01.000Z","received_at":"2026-06-06T09:00:01.042Z","method":"GET","url":"https://host.invalid/voice/v1/sessions/ses_again_0011","status":202,"headers":{"date":"Sat, 06 Jun 2026 09:00:01 GMT","content-type":"application/json"},"body":"{\"session_id\":\"ses_again_0011\",\"status\":\"processing\",\"created_at\":\"2026-06-06T08:59:55.000Z\",\"expires_at\":\"2026-06-06T09:59:55.000Z\",\"audio_files_received\":2,\"audio_files\":[\"0.webm\",\"4.webm\"],\"additional_data\":{\"effyn\":\"l-0078\"},\"transcript\":\"mswmvp: dcyd ctlonxk. \",\"upload_url\":\"https://redacted.invalid/igeeiivfxsgs\"}"}
    {"sent_at":"2026-06-06T09:00:02.000Z","received_at":"2026-06-06T09:00:02.042Z","method":"GET","url":"https://host.invalid/voice/v1/sessions/ses_again_0011","status":200,"headers":{"date":"Sat, 06 Jun 2026 09:00:02 GMT","content-type":"application/json"},"body":"{\"session_id\":\"ses_again_0011\",\"status\":\"completed\",\"created_at\":\"2026-06-06T08:59:55.000Z\",\"audio_files_received\":2,\"audio_files\":[\"0.webm\",\"4.webm\"],\"additional_data\":{\"effyn\":\"l-0078\"},\"transcript\":\"mswmvp: dcyd ctlonxk. xnpmmwe: qra rweo jz rxaeny. pjvvwd: teb fna maiea dcyefo? fgpahvw: brbmtp, utk. \",\"upload_url\":\"https://redacted.invalid/zqsawgrfandr\",\"completed_at\":\"2026-06-06T09:00:01.000Z\",\"model_used\":\"pro\",\"language_detected\":\"en\",\"templates\":[{\"soap_note\":{\"status\":\"success\",\"document_id\":\"doc_1\",\"document_type\":\"uyae_ucuz\",\"data\":{\"bllb\":\"ffrl tiyqr\"}}}]}"}
    {"sent_at":"2026-06-06T09:05:02.000Z","received_at":"2026-06-06T09:05:02.042Z","method":"GET","url":"https://host.invalid/voice/v1/sessions/ses_again_0011","status":202,"headers":{"date":"Sat, 06 Jun 2026 09:05:02 GMT","content-type":"application/json"},"body":"{\"session_id\":\"ses_again_0011\",\"status\":\"processing\",\"created_at\":\"2026-06-06T08:59:55.000Z\",\"expires_at\":\"2026-06-06T09:59:55.000Z\",\"audio_files_received\":2,\"audio_files\":[\"0.webm\",\"4.webm\"],\"additional_data\":{\"effyn\":\"l-0078\"},\"transcript\":\"mswmvp: dcyd ctlonxk. xnpmmwe: qra rweo jz rxaeny. pjvvwd: teb fna maiea dcyefo? fgpahvw: brbmtp, utk. \",\"upload_url\":\"https://redacted.invalid/humkokzjxnns\"}"}
    {"sent_at":"2026-06-06T09:05:03.000Z","received_at":"2026-06-06T09:05:03.042Z","method":"GET","url":"https://host.invalid/voice/v1/sessions/ses_again_0011","status":202,"headers":{"date":"Sat, 06 Jun 2026 09:05:03 GMT","content-type":"application/json"},"body":"{\"session_id\":\"ses_again_0011\",\"status\":\"processing\",\"created_at\":\"2026-06-06T08:59:55.000Z\",\"expires_at\":\"2026-06-06T09:59:55.000Z\",\"audio_files_received\":2,\"audio_files\":[\"0.webm\",\"4.webm\"],\"additional_data\":{\"effyn\":\"l-0078\"},\"transcript\":\"mswmvp: dcyd ctlonxk. xnpmmwe: qra rweo jz rxaeny. pjvvwd: teb fna maiea dcyefo? fgpahvw: brbmtp, utk. \",\"upload_url\":\"https://redacted.invalid/ntvdtoegaabw\"}"}
    {"sent_at":"2026-06-06T09:05:04.000Z","received_at":"2026-06-06T09:05:04.042Z","method":"GET","url":"https://host.invalid/voice/v1/sessions/ses_again_0011","status":200,"headers":{"date":"Sat, 06 Jun 2026 09:05:04 GMT","content-type":"application/json"},"body":"{\"session_id\":\"ses_again_0011\",\"status\":\"completed\",\"created_at\":\"2026-06-06T08:59:55.000Z\",\"audio_files_received\":2,\"audio_files\":[\"0.webm\",\"4.webm\"],\"additional_data\":{\"effyn\":\"l-0078\"},\"transcript\":\"mswmvp: dcyd ctlonxk. xnpmmwe: qra rweo jz rxaeny. pjvvwd: teb fna maiea dcyefo? fgpahvw: brbmtp, utk. \",\"upload_url\":\"https://redacted.invalid/bjvdfmzcwtjn\",\"completed_at\":\"2026-06-06T09:00:00.000Z\",\"model_used\":\"pro\",\"language_detected\":\"en\",\"templates\":[{\"letter\":{\"status\":\"success\",\"document_id\":\"doc_2\",\"document_type\":\"zsdzow\",\"data\":\"yhnm weiagghsq, …\"}},{\"soap_note\":{\"status\":\"success\",\"document_id\":\"doc_1\",\"document_type\":\"uyae_ucuz\",\"data\":{\"bllb\":\"ffrl tiyqr\"}}}]}"}
    """#
}
