import ScribeRecording
import ScribeSession
import Testing

@testable import ScribeReplay

/// The proof that a redacted recording tells the same story must be able to fail.
@Suite("Two recordings side by side")
struct RedactionCheckTests {
  private func poll(
    _ second: Int64, _ status: Int, _ body: String, url: String = "/v1/sessions/ses_x",
    headers: [HeaderField] = []
  ) -> Poll {
    let instant = Instant(microsecondsSinceEpoch: 1_780_754_400_000_000 + second * 1_000_000)
    return Poll(
      sentAt: instant, receivedAt: instant, url: url,
      outcome: .answer(Poll.Answer(status: status, headers: headers, body: Array(body.utf8))))
  }

  private static let open = #"{"session_id":"ses_x","status":"processing","transcript":"so"}"#

  private func difference(
    _ one: String, _ other: String, status: Int = 202, otherStatus: Int? = nil
  ) -> RedactionDifference.Part? {
    let first = poll(0, 202, Self.open)
    let difference = Redaction.check(
      [first, poll(1, status, one)], as: [first, poll(1, otherStatus ?? status, other)])
    #expect(difference == nil || difference?.number == 2)
    return difference?.part
  }

  @Test("are told apart by verdict, rule, phase, findings and events")
  func parts() {
    #expect(difference(Self.open, Self.open) == nil)
    let longer = #"{"session_id":"ses_x","status":"processing","transcript":"so so"}"#
    let longest = #"{"session_id":"ses_x","status":"processing","transcript":"so so so"}"#
    #expect(difference(Self.open, longer) == .verdict)
    #expect(difference(longer, longest) == .events)
    let other = #"{"session_id":"ses_x","status":"queued","transcript":"so so"}"#
    #expect(difference(longer, other) == .rule)
    let done = #"{"session_id":"ses_x","status":"completed"}"#
    #expect(difference(done, done, status: 200, otherStatus: 201) == .rule)
    #expect(
      difference(done, #"{"session_id":"ses_x","status":"failed"}"#, status: 200) == .phase)
    #expect(difference("{", "{\"a", status: 200) == .findings)

    let wait = HeaderField(name: "retry-after", value: "7")
    let slow = [poll(0, 503, "", headers: [wait])]
    #expect(Redaction.check(slow, as: [poll(0, 503, "")])?.part == .events)
  }

  @Test("are told apart by stream and by length")
  func streams() {
    let polls = [poll(0, 202, Self.open)]
    let elsewhere = [poll(0, 202, Self.open, url: "/v1/sessions/ses_y")]
    #expect(Redaction.check(polls, as: elsewhere)?.part == .stream)
    #expect(Redaction.check(polls, as: [poll(0, 202, Self.open, url: "/")])?.part == .stream)
    #expect(Redaction.check(polls, as: [])?.description == "poll 1 has another session or filter")
  }

  @Test(
    "are the same for other letters in undocumented names and file names, not for other lengths")
  func names() {
    #expect(difference(#"{"mood":1}"#, #"{"dark":1}"#) == nil)
    #expect(difference(#"{"mood":1}"#, #"{"da.k":1}"#) == .findings)
    #expect(difference(#"{"mood":1}"#, #"{"moods":1}"#) == .findings)
    #expect(difference(#"{"mood":1,"mood":1}"#, #"{"dark":1,"dark":1}"#) == nil)
    let (one, other) = (#"{"patient_details":1}"#, #"{"session_details":1}"#)
    #expect(difference(one, other) == .findings)
    func file(_ name: String) -> String { #"{"processing_errors":[{"file":"\#(name)"}]}"# }
    #expect(difference(file("a/0.webm"), file("b/7.gdyc")) == nil)
    #expect(difference(file("a/0.webm"), file("a/00.webm")) == .events)
    #expect(difference(#"{"templates":{"soap":{}}}"#, #"{"templates":{"note":{}}}"#) == .events)
  }

  @Test("are the same for another text that is no word, not for one of another length")
  func texts() {
    func model(_ text: String) -> String { #"{"model_used":"\#(text)"}"# }
    #expect(difference(model("Mr. X"), model("Ms. Y")) == nil)
    #expect(difference(model("Mr. X"), model("Mrs. Y")) == .events)
    #expect(difference(model("pro"), model("max")) == .events)
  }
}
