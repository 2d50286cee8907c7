import Foundation
import Testing

@testable import ScribeReplay

@Suite("scribe-replay redact")
struct RedactCommandTests {
  @Test("explains itself")
  func help() throws {
    try expect(Tool("redact", "--help").output, toMatch: "help-redact.txt")
  }

  @Test("writes a poll log that is shown as the recording is, and says what it holds")
  func copies() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let safe = "\(folder.path)/safe.jsonl"
    let file = "Replays/reopened.jsonl"
    let tool = try Tool("redact", file, "-o", safe)
    #expect(tool.status == 0 && tool.output == "")
    #expect(
      tool.errors
        == "\(file): 5 polls of 1 session, proven to replay the same, times kept, no policy\n")
    #expect(try Tool("show", safe).output == Tool("show", file).output)
    let copy = try #require(FileText.read(safe))
    #expect(copy.hasPrefix("{\"format\":\"scribe-poll-log\",\"version\":1}\n"))
    #expect(!copy.contains("knee") && !copy.contains("token"))
    #expect(folder.files == ["safe.jsonl"])
    #expect(try Tool("redact", file, "-o", safe).status == 0)
    #expect(try #require(FileText.read(safe)) != copy)
  }

  @Test("reads a pipe, a HAR file and a store, and one session where asked")
  func inputs() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let path = Tool.package.appending(path: "Replays/reopened.jsonl").path
    let piped = try Tool("redact", "-", "-o", "-", input: FileText.read(path))
    #expect(
      piped.errors
        == "standard input: 5 polls of 1 session, proven to replay the same, times kept, no policy\n"
    )
    #expect(
      try Tool("show", "-", input: piped.output).output == Tool("show", path).output
        && piped.output.utf8.count(where: { $0 == UInt8(ascii: "\n") }) == 6)

    let har = try Tool("redact", "Replays/browser-capture.har", "-o", "-")
    #expect(
      har.errors.hasSuffix(
        ".har: 5 polls of 1 session and 2 other requests without content, proven to replay the same, times kept, no policy\n"
      ))
    let store = "\(folder.path)/visits.sqlite"
    #expect(try Tool("import", "Replays/two-sessions-interleaved.jsonl", store).status == 0)
    let stored = try Tool("redact", store, "-o", "-")
    #expect(stored.status == 0 && stored.errors.contains(": 7 polls of 2 sessions, proven"))
    let one = try Tool("redact", store, "-o", "-", "--session", "ses_right_0021")
    #expect(one.errors.contains(": 3 polls of 1 session, proven"))
    #expect(one.output.contains("ses_right_0021") && !one.output.contains("/ses_left_0020"))
  }

  @Test("moves all times by one span where asked")
  func shift() throws {
    let file = "Replays/reopened.jsonl"
    let moved = try Tool("redact", file, "-o", "-", "--shift-times", "-400d")
    #expect(moved.errors.hasSuffix("proven to replay the same, times moved by -400d, no policy\n"))
    #expect(moved.output.contains("\"2025-05-02T09:00:01.042Z\""))
    #expect(moved.output.contains("\"Fri, 02 May 2025 09:00:01 GMT\""))
    #expect(!moved.output.contains("2026"))
    let forward = try Tool("redact", file, "-o", "-", "--shift-times", "+1d1h")
    #expect(forward.output.contains("\"2026-06-07T10:00:01.042Z\""))
    let random = try (0..<2).map { _ in
      try Tool("redact", file, "-o", "-", "--shift-times", "random")
    }
    #expect(
      random[0].errors.hasSuffix("times moved by whole days, nobody knows how many, no policy\n"))
    let times = random.map { $0.output.firstMatch(of: /"sent_at":"([0-9-]+)T09:00:01/)?.1 }
    #expect(times[0] != nil && times[1] != nil && times[0] != "2026-06-06")
    for span in ["", "-", "0.5", "250ms", "1w", "--", "- 1d"] {
      #expect(try Tool("redact", file, "-o", "-", "--shift-times", span).status == 64)
    }
    let far = try Tool("redact", file, "-o", "-", "--shift-times", "-999999999s", "--session", "x")
    #expect(far.status == 2)
  }

  @Test("says why there is no copy, and leaves nothing behind")
  func faults() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let header = "{\"format\":\"scribe-poll-log\",\"version\":1}\n"
    let good = Story.poll("09:00:00", 202, status: "processing", "")
    let clash = Story.poll("09:00:01", 202, status: "processing", Self.clashingNames)
    let faults = [
      (header, "FILE: no poll of a session\n"),
      (
        #"{"received_at":0,"method":"POST","url":"/v1/sessions","status":201}"#,
        "FILE: no poll of a session\n"
      ),
      ("\(good)\nCANARY\n{}\n", "FILE:2:1: unexpected byte\n"),
      (
        "\(header)\(good)\n\(clash)\n",
        "FILE: poll 2 of ses_x would have another list of findings: nothing was written\n"
      ),
    ]
    for (log, message) in faults {
      let file = folder.write(log, to: "x.jsonl")
      for output in ["\(folder.path)/safe.jsonl", "-"] {
        let tool = try Tool("redact", file, "-o", output)
        #expect(tool.status == 2 && tool.output == "")
        #expect(tool.errors.hasPrefix(message.replacing("FILE", with: file)))
        #expect(folder.files == ["x.jsonl"])
      }
    }
    let file = folder.write("\(good)\n", to: "x.jsonl")
    let same = try Tool("redact", file, "-o", file)
    #expect(
      same.status == 2 && same.errors == "\(file): is what is read (\(file)): name another file\n")
    #expect(FileText.read(file) == "\(good)\n")
    let nowhere = "\(folder.path)/nowhere/safe.jsonl"
    #expect(
      try Tool("redact", file, "-o", nowhere).errors == "\(nowhere): no such file or directory\n")
    #expect(try Tool("redact", file).status == 64)
  }

  @Test("leaves nothing behind where it is killed")
  func killed() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let process = Process()
    process.executableURL = Tool.executable
    process.arguments = ["redact", "-", "-o", "\(folder.path)/safe.jsonl"]
    let input = Pipe()
    process.standardInput = input
    try process.run()
    // More than a pipe holds, and no end: what was written was read, and the copy is begun.
    let line = Story.poll("09:00:00", 202, status: "processing", "") + "\n"
    for _ in 0..<2000 { try input.fileHandleForWriting.write(contentsOf: Data(line.utf8)) }
    #expect(process.isRunning)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal && folder.files == [])
  }

  @Test("leaves what was there where there is no copy")
  func earlier() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let safe = folder.write("as it was", to: "safe.jsonl")
    let file = folder.write("", to: "x.jsonl")
    #expect(try Tool("redact", file, "-o", safe).status == 2)
    #expect(FileText.read(safe) == "as it was")
  }

  /// Each small and each capital letter: of 52 names two must get the same pseudonym.
  private static let clashingNames = "abcdefghijklmnopqrstuvwxyz".flatMap {
    ["\"\($0)\":1", "\"\($0.uppercased())\":1"]
  }.joined(separator: ",")
}
