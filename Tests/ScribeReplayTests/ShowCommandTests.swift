import Foundation
import Testing

@Suite("scribe-replay show")
struct ShowCommandTests {
  @Test("replays a file, a pipe and by default")
  func inputs() throws {
    let byName = try Tool("show", "Replays/completed.jsonl")
    #expect(byName.status == 0 && byName.errors == "")
    #expect(byName.output.hasPrefix("session ses_hindi_0001\n"))
    #expect(try Tool("Replays/completed.jsonl").output == byName.output)

    let piped = try Tool("show", "-", input: Story.log)
    let lines = try Story.replay().text
    #expect(piped.output == lines.map { $0 + "\n" }.joined())
    #expect(piped.status == 0)
  }

  @Test("prints ndjson where asked, never colours a pipe")
  func formats() throws {
    let json = try Tool("show", "--format", "ndjson", "-", input: Story.log)
    let lines = try Story.replay().ndjson
    #expect(json.output == lines.map { $0 + "\n" }.joined())
    #expect(try !Tool("Replays/broken-bodies.jsonl").output.contains("\u{1B}"))
  }

  @Test("prints a table and a trace, neither with patient data")
  func exports() throws {
    try expect(Tool("--format", "csv", "-", input: Story.log).output, toMatch: "show.csv")
    try expect(
      Tool("--format", "trace", "-", input: Story.log).output, toMatch: "show-as-trace.json")
    // A mark that combines with what stands before it switches no escaping off.
    let hostile =
      #"{"received_at":0,"method":"GET","url":"/v1/sessions/=%CC%81cmd()","status":200,"#
      + #""body":"{\"status\":\"completed\",\"templates\":[{\"\\\"\\u0301,=cmd()\":{}}]}"}"#
    let table = try Tool("--format", "csv", "-", input: hostile + "\n").output.unicodeScalars
    let scalars = table.map(String.init).joined(separator: " ")
    #expect(scalars.contains("1 , ' = \u{301} c m d ( ) ,"))
    #expect(scalars.contains("\" \" \\ \" \" \u{301} , = c m d ( ) \" \""))
    let refused = try Tool("--format", "csv", "--show-phi", "Replays/completed.jsonl")
    #expect(refused.status == 64)
  }

  @Test("shows one session alone where asked")
  func oneSession() throws {
    let one = try Tool("--session", "ses_right_0021", "Replays/two-sessions-interleaved.jsonl")
    #expect(one.status == 0)
    #expect(!one.output.contains("ses_left_0020") && one.output.contains("3 polls"))
    let none = try Tool("--session", "ses_none", "Replays/completed.jsonl")
    #expect(none.status == 2 && none.output == "")
    #expect(none.errors == "Replays/completed.jsonl: no poll of the wanted session\n")
  }

  @Test("shows patient data only with --show-phi")
  func patientData() throws {
    #expect(try !Tool("Replays/completed.jsonl").output.contains("नमस्ते"))
    #expect(try Tool("--show-phi", "Replays/completed.jsonl").output.contains("नमस्ते"))
  }

  @Test("replays everything before a last line that is cut off, and says so")
  func tornLine() throws {
    let torn = try Tool("Replays/log-cut-in-its-last-line.jsonl")
    #expect(torn.status == 0)
    #expect(torn.output.contains("after 2 polls"))
    #expect(
      torn.errors
        == "Replays/log-cut-in-its-last-line.jsonl:4: the last line is cut off and was not read\n")
  }

  @Test("stops at a bad line with file, line, byte and reason, or skips it where asked")
  func badLine() throws {
    let first = String(Story.log.split(separator: "\n")[3])
    let log = "\(first)\nnot a poll\n\(first)\n"
    let stopped = try Tool("-", input: log)
    #expect(stopped.status == 2)
    #expect(stopped.errors == "standard input:2:2: unexpected byte\n")
    #expect(stopped.output.contains("forward"))
    let skipped = try Tool("--skip-bad-lines", "-", input: log)
    #expect(skipped.status == 0)
    #expect(skipped.errors == "standard input: 1 bad line skipped\n")
    #expect(skipped.output.contains("duplicate"))
  }

  @Test(
    "says in one line why a file cannot be replayed",
    arguments: [
      ("", "FILE: empty"),
      ("{\"format\":\"scribe-poll-log\",\"version\":1}\n", "FILE: no poll of a session"),
      ("\u{7F}ELF\u{0}", "FILE: binary, neither a poll log nor a HAR file"),
      ("{\"log\":{\"entries\":{}}}", "FILE: a HAR file without log.entries"),
      ("{\"log\": oops", "FILE: a HAR file with unexpected byte at byte 8"),
      ("hello\n", "FILE: neither a poll log nor a HAR file"),
      ("\n\u{FEFF}{}\n", "FILE: neither a poll log nor a HAR file"),
      ("{hello\n", "FILE:1:2: unexpected byte"),
    ])
  func badFiles(_ content: String, _ message: String) throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let file = folder.write(content, to: "x.jsonl")
    let tool = try Tool(file)
    #expect(tool.status == 2)
    #expect(tool.output == "")
    #expect(tool.errors == message.replacing("FILE", with: file) + "\n")
  }

  @Test("says after a duplicate what its line says", arguments: [200, 401, 404, 500])
  func lastWord(_ http: Int) throws {
    let line = Story.poll("09:00:01", http, status: "processing", "")
    let lines = try Tool("--format", "ndjson", "-", input: "\(line)\n\(line)\n").output
      .split(separator: "\n")
    let next = lines.map { line in
      line.split(separator: #""next":"#).dropFirst().map { $0.prefix { $0 != "}" } }
    }
    #expect(next.count == 3 && next[1].count == 1)
    #expect(next[2] == [next[1][0], next[1][0]])
    #expect(lines[1].contains("duplicate"))
  }

  @Test("exits with 2 where its output cannot be written")
  func fullDisk() throws {
    let full = try Tool("Replays/completed.jsonl", outputPath: "/dev/full")
    #expect(full.status == 2)
    #expect(full.errors == "standard output: No space left on device\n")
  }

  @Test("says in one line what a missing file and a folder are")
  func noFiles() throws {
    let missing = try Tool("nowhere.jsonl")
    #expect(missing.status == 2 && missing.errors == "nowhere.jsonl: no such file or directory\n")
    let folder = try Tool("Replays")
    #expect(folder.status == 2 && folder.errors == "Replays: is a directory\n")
  }

  @Test("explains itself, and tells usage from failure")
  func help() throws {
    try expect(Tool("--help").output, toMatch: "help.txt")
    try expect(Tool("show", "--help").output, toMatch: "help-show.txt")
    try expect(Tool("verify", "--help").output, toMatch: "help-verify.txt")
    for arguments in [["--format", "xml", "x"], ["--nonsense"], []] {
      let tool =
        arguments.count == 3
        ? try Tool(arguments[0], arguments[1], arguments[2])
        : arguments.isEmpty ? try Tool() : try Tool(arguments[0])
      #expect(tool.status == 64)
      #expect(tool.output == "" && tool.errors.hasPrefix("Error: "))
    }
  }
}
