import ScribeRecording
import ScribeSession
import Testing

@Suite("A poll log that is written")
struct PollLogWritingTests {
  private func roundTrip(_ poll: Poll) -> Poll? {
    ReadAll(bytes: PollLogWriter.header + PollLogWriter.line(for: poll)).polls.first?.poll
  }

  @Test("reads as what was written")
  func roundTrips() {
    let bodies: [[UInt8]?] = [
      nil, [], Array("{\"a\":\"\u{0}\u{7F}\\ नमस्ते 😀\"}\r\n".utf8), [0xFF, 0x00, 0xE0, 0xA4],
      Array("\u{FEFF}{}".utf8), Array(0...255),
    ]
    for body in bodies {
      for sentAt in [nil, Instant(microsecondsSinceEpoch: 1_780_754_400_123_456)] {
        let poll = Poll(
          sentAt: sentAt, receivedAt: Instant(microsecondsSinceEpoch: 1_780_754_401_000_000),
          method: "GET", url: "/v1/sessions/\"x\"",
          outcome: .answer(
            Poll.Answer(
              status: 202, headers: [HeaderField(name: "Retry-After", value: "2")], body: body)))
        #expect(roundTrip(poll) == poll)
      }
    }
    for kind in Poll.Failure.Kind.allCases {
      let poll = Poll(
        sentAt: nil, receivedAt: Instant(microsecondsSinceEpoch: -1), url: "/",
        outcome: .noAnswer(Poll.Failure(kind, message: "m")))
      #expect(roundTrip(poll) == poll)
    }
  }

  @Test("keeps repeated header fields apart, so that the same one counts")
  func repeatedHeaders() {
    let headers = ["5", "9"].map { HeaderField(name: "Retry-After", value: $0) }
    let poll = Poll(
      sentAt: nil, receivedAt: Instant(microsecondsSinceEpoch: 0), url: "/",
      outcome: .answer(Poll.Answer(status: 503, headers: headers, body: [])))
    #expect(roundTrip(poll) == poll)
  }

  @Test("holds no credentials and no query of a location")
  func secrets() {
    let headers = [
      ("Authorization", "Bearer SECRET"), ("cookie", "SECRET"), ("SET-COOKIE", "SECRET"),
      ("Proxy-Authorization", "SECRET"), ("Location", "https://h/x?sig=SECRET"), ("Vary", "a"),
      ("vary", "b"),
    ]
    let poll = Poll(
      sentAt: nil, receivedAt: Instant(microsecondsSinceEpoch: 0), url: "/",
      outcome: .answer(
        Poll.Answer(
          status: 307, headers: headers.map { HeaderField(name: $0.0, value: $0.1) }, body: nil)))
    let text = String(decoding: PollLogWriter.line(for: poll), as: UTF8.self)
    #expect(!text.contains("SECRET"))
    #expect(text.contains(#""headers":{"Location":"https://h/x","Vary":["a","b"]}"#))
  }

  @Test("keeps members that this version does not know")
  func unknownMembers() throws {
    let line = Line.answer(#""body":"{}","note":{"n":12345678901234567890},"x":[ 1 ]"#)
    let recorded = try #require(ReadAll(line).polls.first)
    let text = String(decoding: PollLogWriter.line(for: recorded), as: UTF8.self)
    #expect(text.hasSuffix(#""body":"{}","note":{"n":12345678901234567890},"x":[ 1 ]}"# + "\n"))
  }
}
