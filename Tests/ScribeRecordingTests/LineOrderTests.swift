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
}
