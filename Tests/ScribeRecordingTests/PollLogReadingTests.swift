import ScribeRecording
import ScribeSession
import Testing

@Suite("A poll log")
struct PollLogReadingTests {
  private func only(_ line: String) throws -> Poll {
    let read = ReadAll(line + "\n")
    #expect(read.error == nil)
    return try #require(read.polls.first).poll
  }

  @Test("is read with or without its header, blank lines, CRLF and a last line feed")
  func layouts() {
    let line = Line.answer()
    for text in [
      "\(Line.header)\n\(line)\n\(line)\n", "\(line)\n\(line)",
      "\(Line.header)\r\n\(line)\r\n\(line)",
      "\n\(line)\n \n\(line)\n\n", "\(Line.header)\n\(line)\n\(Line.header)\n\(line)\n",
    ] {
      let read = ReadAll(text)
      #expect(read.polls.map(\.number) == [1, 2])
      #expect(read.error == nil && read.tornLine == nil)
    }
  }

  @Test("keeps every byte of a body, and tells empty from not recorded")
  func bodies() throws {
    #expect(
      try only(Line.answer(#""body":"a\n\"\u00e9\ud83d\ude00\u0000""#)).answer?.body
        == Array("a\n\"é😀\0".utf8))
    #expect(try only(Line.answer(#""body":"""#)).answer?.body == [])
    #expect(try only(Line.answer(#""body":null"#)).answer?.body == nil)
    #expect(try only(Line.answer(#""x":1"#)).answer?.body == nil)
    #expect(try only(Line.answer(#""body_base64":"/wD+""#)).answer?.body == [0xFF, 0, 0xFE])
  }

  @Test("keeps times, method, URL, headers and failures")
  func members() throws {
    let poll = try only(
      Line.answer(#""headers":{"Retry-After":"2","vary":["a","b"],"Set-Cookie":"s"}"#))
    #expect(poll.sentAt?.description == "2026-06-06T14:00:00.100Z")
    #expect(poll.receivedAt.description == "2026-06-06T14:00:00.200Z")
    #expect(poll.method == "GET" && poll.url == "/v1/sessions/x" && poll.answer?.status == 202)
    #expect(poll.answer?.headers.map(\.name) == ["Retry-After", "vary", "vary"])

    for kind in Poll.Failure.Kind.allCases {
      let failed = try only(
        #"{"received_at":"2026-06-06T14:00:00Z","method":"GET","url":"/","error":{"kind":"\#(kind.name)","message":"m"}}"#
      )
      #expect(failed.outcome == .noAnswer(Poll.Failure(kind, message: "m")))
      #expect(failed.sentAt == nil)
    }
  }

  @Test(
    "stops at a bad line with its number, its byte and the reason",
    arguments: [
      ("garbage", 1, "unexpected byte"), (#"{"a":1,}"#, 8, "unexpected byte"),
      ("[1]", 1, "not a JSON object"), ("{}", 1, "received_at is missing"),
      (#"{"received_at":"now"}"#, 16, "received_at is not a date and time"),
      (Line.answer(#""body":1"#), 138, "body is not a string"),
      (Line.answer(#""body":"","body_base64":"""#), 138, "both body and body_base64"),
      (Line.answer(#""body_base64":"?""#), 145, "body_base64 is not base64"),
      (Line.answer(#""body_base64":"e30==""#), 145, "body_base64 is not base64"),
      (Line.answer(#""body_base64":"====""#), 145, "body_base64 is not base64"),
      (Line.answer(#""error":{"kind":"reset"}"#), 1, "both status and error"),
      (Line.answer(#""headers":[]"#), 141, "headers is not an object"),
      (Line.answer(#""headers":{"a":1}"#), 146, "a header is not a string"),
      (Line.answer(#""status":20"#), 140, "status is not an HTTP status"),
      (Line.answer(#""method":7"#), 140, "method is not a string"),
      (#"{"received_at":0,"method":"GET","url":"/"}"#, 1, "neither status nor error"),
      (#"{"received_at":0,"method":"GET","status":200}"#, 1, "url is missing"),
      (
        #"{"received_at":0,"method":"GET","url":"/","error":{"kind":"odd"}}"#, 51,
        "error has no known kind"
      ),
      (#"{"format":"other"}"#, 11, "the format is not scribe-poll-log"),
      (
        #"{"format":"scribe-poll-log","version":2}"#, 39,
        "not version 1 of scribe-poll-log: a newer scribe-replay may read it"
      ),
      ("{\"a\":\"\u{1}\"}", 7, "control character in a string"),
    ])
  func badLines(_ line: String, _ byte: Int, _ reason: String) {
    let read = ReadAll("\(Line.header)\n\(Line.answer())\n\(line)\n\(Line.answer())\n")
    #expect(read.polls.count == 1)
    #expect(read.error == .badLine(file: "log", line: 3, byte: byte, reason: reason))
    #expect(read.error?.description == "log:3:\(byte): \(reason)")

    let skipped = ReadAll(
      "\(Line.header)\n\(Line.answer())\n\(line)\n\(Line.answer())\n", skippingBadLines: true)
    #expect(skipped.polls.map(\.number) == [1, 2])
    #expect(skipped.skipped == 1 && skipped.error == nil)
  }

  @Test("that is cut anywhere in its last line is read up to it")
  func tornLines() {
    let before = "\(Line.header)\n\(Line.answer())\n"
    let last = Array(Line.answer(#""body":"नमस्ते \u0928""#).utf8)
    for count in 1..<last.count {
      for ending in [[], Array("\n".utf8)] {
        let read = ReadAll(bytes: Array(before.utf8) + last[..<count] + ending)
        #expect(read.polls.count == 1)
        #expect(read.error == nil && read.tornLine == 3)
      }
    }
    #expect(ReadAll(bytes: Array(before.utf8) + last).polls.count == 2)
  }

  @Test("that ends in NUL bytes, as after a loss of power, is read up to them")
  func zeroFilled() {
    let line = Line.answer()
    for tail in ["", String(line.prefix(40))] {
      let log = "\(Line.header)\n\(line)\n\(tail)" + String(repeating: "\0", count: 9000)
      let read = ReadAll(log)
      #expect(read.polls.count == 1 && read.tornLine == 3 && read.error == nil)
    }
    let inside = ReadAll("\(line)\n\0\n\(line)\n", skippingBadLines: true)
    #expect(inside.polls.count == 2 && inside.skipped == 1)
  }

  @Test("that is cut in another line is bad there")
  func cutInTheMiddle() {
    let read = ReadAll("{\"received_at\":\n\(Line.answer())\n")
    #expect(read.error == .badLine(file: "log", line: 1, byte: 16, reason: "JSON text cut off"))
  }

  @Test(
    "is not what is empty, binary or a store",
    arguments: [
      ("", "log: empty"), (" \n\n", "log: empty"),
      ("\u{0}\u{1}x", "log: binary, neither a poll log nor a HAR file"),
      ("SQLite format 3\u{0}…", "log: a store, which is read from a file of its own only"),
    ])
  func otherFiles(_ text: String, _ message: String) {
    #expect(ReadAll(text).error?.description == message)
  }

  @Test("is read in order whatever the chunks it comes in", arguments: 1...40)
  func chunks(_ size: Int) {
    let lines = (0..<20).map {
      Line.answer(#""body":"\#($0) नमस्ते\#(String(repeating: "x", count: $0))""#)
    }
    for ending in ["", "\n", "\n \n\n"] {
      let log = "\(Line.header)\n\(lines.joined(separator: "\n\n"))\(ending)"
      let read = ReadAll(bytes: Array(log.utf8), chunkSize: size)
      #expect(read.polls.count == 20 && read.error == nil && read.tornLine == nil)
      for (index, poll) in read.polls.enumerated() {
        let body = "\(index) नमस्ते\(String(repeating: "x", count: index))"
        #expect(poll.poll.answer?.body == Array(body.utf8))
      }
      let torn = ReadAll(bytes: Array((log + "\n{\"a").utf8), chunkSize: size)
      #expect(torn.polls.count == 20 && torn.tornLine != nil)
    }
    let blank = ReadAll(bytes: Array(String(repeating: " \n", count: 50).utf8), chunkSize: size)
    #expect(blank.error?.description == "log: empty")
  }

  @Test("may hold a poll with an unknown member named format")
  func unknownFormat() {
    #expect(ReadAll(Line.answer(#""format":"x""#)).polls.count == 1)
  }

  @Test("shows no payload where a poll of it is printed")
  func descriptions() throws {
    let poll = try #require(ReadAll(Line.answer(#""body":"SECRET","note":"SECRET""#)).polls.first)
    var dumped = ""
    dump(poll, to: &dumped)
    for text in ["\(poll)", dumped] { #expect(!text.contains("SECRET") && !text.contains("83")) }
  }
}
