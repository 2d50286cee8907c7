import ScribeRecording
import ScribeSession
import Testing

@Suite("A HAR file")
struct HARReadingTests {
  private func har(_ entries: String...) -> String {
    #"{ "log" : {"version":"1.2","creator":{},"entries":[\#(entries.joined(separator: ","))]}}"#
  }

  private func entry(
    at started: String = "2026-06-06T14:00:00Z", time: String = "5", method: String = "GET",
    url: String = "/v1/sessions/x", response: String
  ) -> String {
    #"{"startedDateTime":"\#(started)","time":\#(time),"request":{"method":"\#(method)","url":"\#(url)"},"response":\#(response)}"#
  }

  private func outcome(_ response: String) throws -> Poll.Outcome {
    let read = ReadAll(har(entry(response: response)))
    #expect(read.error == nil)
    return try #require(read.polls.first).poll.outcome
  }

  @Test("is put in order of arrival, requests of other endpoints counted")
  func order() {
    let read = ReadAll(
      har(
        entry(
          at: "2026-06-06T14:00:00Z", time: "14000.5", url: "/late", response: #"{"status":200}"#),
        entry(
          at: "2026-06-06T19:30:01+05:30", time: "0.7777", url: "/first",
          response: #"{"status":200}"#),
        entry(
          at: "2026-06-06T14:00:02.25Z", time: "-1", method: "POST", url: "/second",
          response: #"{"status":200}"#),
        entry(
          at: "2026-06-06T14:00:02.25Z", time: "null", url: "/third", response: #"{"status":200}"#))
    )
    #expect(read.polls.map(\.poll.url) == ["/first", "/second", "/third", "/late"])
    #expect(read.polls.map(\.number) == [1, 2, 3, 4])
    #expect(
      read.polls.map(\.poll.receivedAt.description) == [
        "2026-06-06T14:00:01.000777Z", "2026-06-06T14:00:02.250Z", "2026-06-06T14:00:02.250Z",
        "2026-06-06T14:00:14.000500Z",
      ])
    #expect(read.polls[3].poll.sentAt?.description == "2026-06-06T14:00:00.000Z")
    #expect(read.polls[1].poll.method == "POST")
  }

  @Test("gives bodies as text, as base64, empty or not recorded")
  func bodies() throws {
    func body(_ content: String) throws -> [UInt8]? {
      guard case .answer(let answer) = try outcome(#"{"status":200,"content":\#(content)}"#) else {
        Issue.record("no answer")
        return nil
      }
      return answer.body
    }
    #expect(try body(#"{"text":"{\"a\":1}"}"#) == Array(#"{"a":1}"#.utf8))
    #expect(try body(#"{"text":"/wA=","encoding":"base64"}"#) == [0xFF, 0])
    #expect(try body(#"{"text":"","size":0}"#) == [])
    #expect(try body(#"{"size":17,"mimeType":"x"}"#) == nil)
    #expect(try body("{}") == nil)
    #expect(try outcome(#"{"status":304}"#) == .answer(Poll.Answer(status: 304, body: nil)))
  }

  @Test("keeps headers, but no credentials")
  func headers() throws {
    let response =
      #"{"status":429,"headers":[{"name":"Retry-After","value":"7"},{"name":"Set-Cookie","value":"s"}]}"#
    #expect(
      try outcome(response)
        == .answer(
          Poll.Answer(
            status: 429, headers: [HeaderField(name: "Retry-After", value: "7")], body: nil)))
  }

  @Test(
    "tells no answer by status 0, or by an error without any of the answer",
    arguments: [
      (#"{"status":0,"content":{},"_error":"[Errno 111] Connect call failed"}"#, .refused),
      (#"{"status":0}"#, .other), (#"{}"#, .other), ("null", .other),
      (#"{"status":0,"_error":"ConnectionResetError: [Errno 104]"}"#, .reset),
      (#"{"status":0,"_error":"net::ERR_TIMED_OUT"}"#, .timeout),
      (#"{"status":0,"_error":"net::ERR_NAME_NOT_RESOLVED"}"#, .dns),
      (#"{"status":0,"_error":"SSL handshake failed"}"#, .tls),
      (#"{"status":0,"_error":"net::ERR_EMPTY_RESPONSE"}"#, .closed),
      (#"{"status":0,"_error":"?"}"#, .other),
      (#"{"status":200,"content":{},"_error":"net::ERR_ABORTED"}"#, .closed),
    ] as [(String, Poll.Failure.Kind)])
  func noAnswer(_ response: String, _ kind: Poll.Failure.Kind) throws {
    guard case .noAnswer(let failure) = try outcome(response) else {
      Issue.record("an answer")
      return
    }
    #expect(failure.kind == kind)
  }

  @Test("has an error beside the answer, or in it: null is none, and hides none")
  func errors() throws {
    for (inside, beside) in [("null", #""timeout""#), (#""timeout""#, "null")] {
      let response = #"{"status":200,"content":{},"_error":\#(inside)},"_error":\#(beside)"#
      #expect(try outcome(response) == .noAnswer(Poll.Failure(.timeout, message: "timeout")))
    }
    #expect(
      try outcome(#"{"status":200,"_error":null},"_error":null"#)
        == .answer(Poll.Answer(status: 200, body: nil)))
  }

  @Test("survives every instant that an entry may claim")
  func extremes() {
    let headers = #"[{"name":"Date","value":"Sunday, 06-Nov-94 08:49:37 GMT"}]"#
    for time in ["9223372036854775.807", "1e15", "-1e300", "0e999"] {
      let read = ReadAll(har(entry(time: time, response: #"{"status":202,"headers":\#(headers)}"#)))
      var session = Session()
      for poll in read.polls { _ = session.observe(poll.poll) }
      #expect(read.polls.count == (read.error == nil ? 1 : 0))
    }
  }

  @Test("gives what came of an answer that was broken off")
  func brokenOff() throws {
    #expect(
      try outcome(#"{"status":200,"content":{"text":"{\"a"},"_error":"IncompleteRead"}"#)
        == .answer(Poll.Answer(status: 200, body: Array("{\"a".utf8))))
  }

  @Test(
    "stops at what is not an exchange, with its place",
    arguments: [
      ("7", "entry 2 at byte 179: startedDateTime is not a date and time"),
      (
        #"{"startedDateTime":"2026-06-06T14:00:00Z","time":"x"}"#,
        "entry 2 at byte 228: time is not a number of milliseconds"
      ),
      (
        #"{"startedDateTime":"2026-06-06T14:00:00Z","request":{"method":"GET"}}"#,
        "entry 2 at byte 179: request.url is not a string"
      ),
    ])
  func badEntries(_ bad: String, _ message: String) {
    let text = har(entry(response: #"{"status":200}"#), bad)
    #expect(ReadAll(text).error?.description == "log: \(message)")
    let skipped = ReadAll(text, skippingBadLines: true)
    #expect(skipped.polls.count == 1 && skipped.skipped == 1)
  }

  @Test("that is not JSON or has no entries is said to be so in one line")
  func notHAR() {
    #expect(
      ReadAll(#"{"log":{"entries":[}"#).error?.description
        == "log: a HAR file with unexpected byte at byte 19")
    #expect(
      ReadAll(#"{"log":{"entries":["#).error?.description
        == "log: a HAR file with JSON text cut off at byte 19")
    #expect(ReadAll(#"{"log":{}}"#).error?.description == "log: a HAR file without log.entries")
  }

  @Test("is known by its content, also pretty-printed and after a byte order mark")
  func detection() {
    let text = "\u{FEFF}{\n  \"log\" : {\n \"entries\": [\(entry(response: #"{"status":200}"#))]}}"
    #expect(ReadAll(text).polls.count == 1)
    #expect(ReadAll(har()).polls.isEmpty)
    #expect(ReadAll(har()).error == nil)
  }
}
