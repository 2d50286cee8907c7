import ScribeRecording
import ScribeSession
import Testing

/// Made by `scribe-replay make-test` from a recording; its texts and numbers are made up.
///
/// Each poll has its verdict, the phase after it, and what to do next.
@Suite("The recording breaking out")
struct BreakingOutTests {
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
    "2 progress processing, poll after 1.0 seconds",
  ]

  private static let log = ####"""
    {"format":"scribe-poll-log","version":1}
    {"sent_at":"2026-06-06T14:00:00.000Z","received_at":"2026-06-06T14:00:00.000Z","method":"GET","url":"/v1/sessions/ses_%22%22%22%23%23\u202e\u2028\\","status":202,"headers":{},"body":"{\"status\":\"q\\u3054w\",\"transcript\":\"b\\\\#(8) \\\\###( \\\"\\\"\\\"# \\\"\\\"\\\"## */\"}"}
    {"sent_at":"2026-06-06T14:00:00.000Z","received_at":"2026-06-06T14:00:00.000Z","method":"GET","url":"/v1/sessions/ses_%22%22%22%23%23\u202e\u2028\\","status":202,"headers":{},"body":"{\"status\":\"processing\",\"templates\":{\"\\\"\\\"\\\"#\":{\"document_id\":\"*/ \\\\##(d)\"}}}"}
    """####
}
