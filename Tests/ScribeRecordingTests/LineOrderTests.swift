import ScribeRecording
import ScribeSession
import Testing

/// Lines of every kind after each other: what the line before was must not matter.
@Suite("A line of a poll log")
struct LineOrderTests {
  private static let start =
    #"{"received_at":"2026-06-06T14:00:00.200Z","method":"GET","url":"/v1/sessions/x","#

  private static let lines: [String] =
    [
      #""status":202,"body":"{}"}"#, #""status":202,"body":"{} "}"#, #""status":202,"body":""}"#,
      #""status":20,"body":"{}"}"#, #""status":202,"body":null}"#, #""status":202}"#,
      #""status":202,"body_base64":"e30="}"#, #""status":202,"body_base64":"e30"}"#,
      #""status":202,"body":"{}","body_base64":"e30="}"#,
      #""status":202,"body":"{}","body_base64":null}"#,
      #""status":202,"body":"{}","body":null}"#, #""status":202,"body":null,"b\u006fdy":"{}"}"#,
      #""status":202,"body":"a","body":"{}"}"#, #""error":{"kind":"timeout"},"body":"{}"}"#,
      #""error":{"kind":"timeout"},"status":null}"#, #""error":{"kind":"x"},"status":202}"#,
      #""status":202,"headers":{"a":"b","a":["c"]},"body":"{}"}"#,
      #""status":202,"headers":{"a":"b"},"headers":null,"body":"{}"}"#,
      #""status":202,"headers":{"a":1},"body":"{}"}"#, #""x":[1, 2],"status":202,"body":"{}"}"#,
      #""url":"/v1/sessions/xy","status":202,"body":"{\"transcript\":\"\\"}"#, #""status":202,"#,
    ].map { start + $0 } + [
      "", " \t\r", "{}", "[]", "null", "\u{0}", "<html>", "\u{FEFF}{}",
      #"{"format":"scribe-poll-log","version":1}"#, #"{"format":"scribe-poll-log","version":2}"#,
    ]

  @Test("is read as by itself, whatever stood before it", arguments: lines)
  func orders(_ line: String) {
    for other in Self.lines {
      for log in [[line, other, line, other], [line, line, "", other, line]] {
        let bytes = Array(log.joined(separator: "\n").utf8)
        #expect(RecordingAgreement.mismatch(bytes, chunkSize: 37) == nil, "\(other)")
      }
    }
  }

  /// Lines of one length whose bodies come again: another place in the buffer is easily taken for
  /// the line before.
  @Test(
    "is not taken for the line before, wherever a buffer ends",
    arguments: [(20_000, 120), (131_000, 24), (300_000, 14)], [2, 3])
  func buffers(_ log: (length: Int, count: Int), _ period: Int) {
    let text = String(repeating: "x", count: log.length)
    let bodies = (0..<log.count).map { Array("\($0 % period)\(text)".utf8) }
    let start = Array((Self.start + #""status":202,"body":""#).utf8)
    let lines = bodies.flatMap { start + $0 + Array("\"}\n".utf8) }
    for chunkSize in [Int.max, 50_021] {
      let read = ReadAll(bytes: lines, chunkSize: chunkSize)
      #expect(read.error == nil)
      #expect(read.polls.map(\.poll.answer?.body) == bodies)
    }
  }

  @Test("has no member whose last value is null")
  func nulls() {
    for (line, body) in [
      (#""status":202,"body":"{}","body":null}"#, nil),
      (#""status":202,"body":null,"body":"{}"}"#, Array("{}".utf8)),
    ] as [(String, [UInt8]?)] {
      let read = ReadAll(Self.start + line)
      #expect(read.polls.map(\.poll.answer?.body) == [body])
    }
  }
}
