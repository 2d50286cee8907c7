import Foundation
import ScribeRecording
import ScribeSession
import Testing

@testable import ScribeReplay

@Suite("scribe-replay make-test")
struct MakeTestCommandTests {
  @Test("prints the test that is compiled beside this one, where a seed is given")
  func made() throws {
    let tool = try Tool("make-test", "Replays/reopened.jsonl", "--seed", "1")
    #expect(tool.status == 0 && tool.errors == "")
    try expect(tool.output, toMatch: "../Made/ReopenedTests.swift")
  }

  @Test("prints other texts each time without a seed, and never those of the recording")
  func secret() throws {
    let outputs = try (0..<2).map { _ in try Tool("make-test", "Replays/reopened.jsonl").output }
    #expect(outputs[0] != outputs[1])
    for output in outputs {
      #expect(
        !output.contains("knee") && !output.contains("walk daily") && !output.contains("token"))
      #expect(output.contains("\"3 reopened processing, poll after 1.0 seconds\""))
    }
  }

  @Test("explains itself")
  func help() throws {
    try expect(Tool("make-test", "--help").output, toMatch: "help-make-test.txt")
  }

  @Test("reads a pipe, a HAR file and a store, and one session where asked")
  func inputs() throws {
    let log = try #require(
      FileText.read(Tool.package.appending(path: "Replays/reopened.jsonl").path))
    let piped = try Tool("make-test", "-", "--seed", "1", input: log)
    #expect(piped.status == 0 && piped.output.contains("struct RecordingTests {"))
    #expect(piped.output.contains("@Suite(\"A recording\")"))
    let har = try Tool("make-test", "Replays/browser-capture.har", "--seed", "1")
    #expect(
      har.output.contains("\"1 ignored\"") && har.output.contains("struct BrowserCaptureTests {"))

    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let store = "\(folder.path)/visits.sqlite"
    #expect(try Tool("import", "Replays/reopened.jsonl", store).status == 0)
    let stored = try Tool("make-test", store, "--seed", "1").output
    #expect(stored.contains("struct VisitsTests {") && stored.contains("\"5 settled completed"))

    let both = "Replays/two-sessions-interleaved.jsonl"
    let one = try Tool("make-test", both, "--session", "ses_right_0021").output
    #expect(one.contains("\"3 ") && !one.contains("\"4 ") && !one.contains("ses_left_0020"))
    let none = try Tool("make-test", both, "--session", "ses_none")
    #expect(
      none.status == 2 && none.output == ""
        && none.errors == "\(both): no poll of the wanted session\n")
  }

  @Test("says why there is no test, and prints nothing")
  func faults() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let header = "{\"format\":\"scribe-poll-log\",\"version\":1}\n"
    let long = Story.poll(
      "09:00:01", 202, status: "processing",
      "\"transcript\":\"\(String(repeating: "so ", count: 400_000))\"")
    let clash = Story.poll("09:00:01", 202, status: "processing", Self.clashingNames)
    let faults = [
      (header, "FILE: no poll of a session"),
      (
        "\(Story.poll("09:00:01", 404, status: nil, ""))\nCANARY\n{}\n", "FILE:2:1: unexpected byte"
      ),
      (
        header + long + "\n",
        "FILE: a test of it would be over 1 MB: name a --session, or cut a poll log to the lines that matter"
      ),
      (
        header + clash + "\n",
        "FILE: once redacted, poll 1 has another list of findings: no test was made"
      ),
    ]
    for (log, message) in faults {
      let file = folder.write(log, to: "x.jsonl")
      let tool = try Tool("make-test", file)
      #expect(tool.status == 2 && tool.output == "")
      #expect(tool.errors == message.replacing("FILE", with: file) + "\n")
    }
    let torn = try Tool("make-test", "Replays/log-cut-in-its-last-line.jsonl")
    #expect(torn.status == 0 && torn.output.contains("struct LogCutInItsLastLineTests {"))
    #expect(
      torn.errors
        == "Replays/log-cut-in-its-last-line.jsonl:4: the last line is cut off and was not read\n")
    #expect(
      try Tool("make-test", "nowhere.jsonl").errors == "nowhere.jsonl: no such file or directory\n")
    #expect(try Tool("make-test").status == 64)
  }

  /// Each small and each capital letter: of 52 names two must get the same pseudonym.
  private static let clashingNames = "abcdefghijklmnopqrstuvwxyz".flatMap {
    ["\"\($0)\":1", "\"\($0.uppercased())\":1"]
  }.joined(separator: ",")

  @Test("lets nothing of a recording out of the string that holds it")
  func escapes() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let url = "/v1/sessions/ses_%22%22%22%23%23\u{202E}\u{2028}\\##(0)\"\"\"####"
    let bodies = [
      ####"{"status":"a\u202eb","transcript":"x\\#(0) \\###( \"\"\"# \"\"\"## */"}"####,
      ####"{"status":"processing","templates":{"\"\"\"#":{"document_id":"*/ \\##(d)"}}}"####,
    ]
    let log = bodies.reduce(into: PollLogWriter.header) { log, body in
      log += PollLogWriter.line(for: RedactionTests.poll(202, Array(body.utf8), url: url))
    }
    let file = folder.write(String(decoding: log, as: UTF8.self), to: "breaking out.jsonl")
    let source = try Tool("make-test", file, "--seed", "1").output
    // Compiled, and run, as what was made of a story is.
    try expect(source, toMatch: "../Made/BreakingOutTests.swift")
    #expect(source.unicodeScalars.allSatisfy { !$0.steers || $0 == "\n" })
    let parts = source.split(separator: "private static let log = ")
    #expect(parts.count == 2)
    let fence = parts[1].prefix { $0 == "#" }
    #expect(fence.count > 1)
    let inside = parts[1].dropFirst(fence.count + 3).dropLast("\"\"\"\(fence)\n}\n".count)
    #expect(parts[1].hasSuffix("    \"\"\"\(fence)\n}\n"))
    #expect(!inside.contains("\"\"\"\(fence)") && !inside.contains("\\\(fence)"))
  }

  @Test(
    "has as many number signs around the string as nothing in it has",
    arguments: [
      ("a#####", "#"), ("\"\"\"", "#"), ("\"\"\"#", "##"), ("\"\"##", "#"), ("\"\"\"\"##", "###"),
      ("\\\\", "#"),
      ("\\#", "##"), ("\\##x\\#", "###"), ("\"\"#\"##", "#"),
    ])
  func fences(_ text: String, _ fence: String) {
    let literal = RawLiteral.literal(ofJSON: text, indentation: "  ")
    #expect(literal == "\(fence)\"\"\"\n  \(text)\n  \"\"\"\(fence)")
  }

  @Test(
    "is named after the file, whatever its name is",
    arguments: [
      (
        "Replays/two-sessions-interleaved.jsonl", "TwoSessionsInterleavedTests",
        "two sessions interleaved"
      ),
      ("2026-06-06.har", "Recording20260606Tests", "2026 06 06"), ("-", "RecordingTests", ""),
      ("नमस्ते.jsonl", "RecordingTests", ""), ("é", "RecordingTests", ""), ("", "RecordingTests", ""),
      ("x/a\") struct X {} \n* \\(b).jsonl", "AStructXBTests", "a struct X b"),
      ("../x/class.jsonl", "ClassTests", "class"), (".hidden", "RecordingTests", ""),
      (
        String(repeating: "long-", count: 60), "LongLongLongLongLongLongLongLongLongLongTests",
        String(repeating: "long ", count: 9) + "long"
      ),
      (String(repeating: "x", count: 300), "RecordingTests", ""),
    ])
  func names(_ path: String, _ type: String, _ phrase: String) {
    let name = SuiteName(path)
    #expect(name.type == type && name.phrase == phrase)
  }
}
