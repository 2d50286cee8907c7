import Foundation
import Testing

@Suite("scribe-replay stats")
struct StatsCommandTests {
  private func poll(_ sent: String, _ received: String, _ body: String, _ status: Int = 202)
    -> String
  {
    let text = body.replacing("\"", with: "\\\"")
    return
      #"{"sent_at":"2026-06-06T\#(sent)Z","received_at":"2026-06-06T\#(received)Z","method":"GET","url":"/v1/sessions/s","status":\#(status),"body":"\#(text)"}"#
  }

  @Test("counts pauses, latency, gaps, waste, phases and the delay of the end")
  func counted() throws {
    let open = #"{"status":"processing"}"#
    let log = [
      poll("09:00:00", "09:00:00.1", open), poll("09:00:01.1", "09:00:01.3", open),
      poll("09:00:21.3", "09:00:21.6", open),
      poll(
        "09:00:22.6", "09:00:23",
        #"{"status":"completed","completed_at":"2026-06-06T09:00:21Z"}"#, 200),
      poll("09:00:24", "09:00:24.5", #"{"status":"completed"}"#, 200),
      poll("09:00:24", "09:00:24.5", #"{"status":"completed"}"#, 200),
    ].joined(separator: "\n")
    let tool = try Tool("stats", "-", input: log + "\n")
    #expect(tool.status == 0)
    #expect(
      tool.output == """
        standard input: s
          polls           6, 1 of them recorded twice, in 24.400 s
          wasted          2 with the bytes of the one before, 46 bytes
          bytes           151 of bodies
          intervals       p50 1.400 s, p90 20.300 s, p99 20.300 s, longest 20.300 s
          latency         p50 0.300 s, p90 0.500 s, p99 0.500 s, longest 0.500 s
          gaps            1, the longest 20.000 s before #3
          phases          processing 22.900 s, completed 1.500 s
          end seen after  2.000 s

        """)
  }

  @Test("tells the delay of an end that an outage hid")
  func hiddenEnd() throws {
    let log = [
      poll("09:00:01", "09:00:02", #"{"status":"processing"}"#),
      poll("09:00:20", "09:00:21", "", 503), poll("09:00:30", "09:00:31", "not JSON", 200),
      poll(
        "09:00:40", "09:00:41",
        #"{"status":"completed","completed_at":"2026-06-06T09:00:05Z"}"#, 200),
    ].joined(separator: "\n")
    let tool = try Tool("stats", "-", input: log + "\n")
    #expect(tool.output.contains("  end seen after  36.000 s\n"))
  }

  @Test("tells the delay of no end that was told of before, as of a session that was reopened")
  func earlierEnd() throws {
    let end = #"{"status":"completed","completed_at":"2026-06-06T09:00:00Z"}"#
    let log = [
      poll("09:00:01", "09:00:02", end, 200),
      poll("09:05:00", "09:05:01", #"{"status":"processing"}"#),
      poll("09:05:02", "09:05:03", #"{"status":"failed"}"#, 200),
    ].joined(separator: "\n")
    let tool = try Tool("stats", "-", input: log + "\n")
    #expect(tool.output.contains("  end seen after  2.000 s\n"))
  }

  @Test("skips bad lines only where it is told to, and says what is worse")
  func badLines() throws {
    let line = poll("09:00:00", "09:00:01", "{}")
    let stopped = try Tool("stats", "-", input: "\(line)\nnot a poll\n")
    #expect(stopped.status == 2 && stopped.errors == "standard input:2:2: unexpected byte\n")
    let skipped = try Tool("stats", "--skip-bad-lines", "-", input: "\(line)\nnot a poll\n")
    #expect(skipped.status == 0 && skipped.errors == "standard input: 1 bad line skipped\n")
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let store = "\(folder.path)/visits.sqlite"
    #expect(try Tool("import", "Replays/reopened.jsonl", store).status == 0)
    var bytes = try Data(contentsOf: URL(filePath: store))
    bytes.replaceSubrange(100..<4096, with: Data(repeating: 0xFF, count: 3996))
    try bytes.write(to: URL(filePath: store))
    for verb in [["stats"], ["drift"], ["graph"], ["first", "anomaly"]] {
      #expect(try Tool(verb + ["none.jsonl", store]).status == 3, "\(verb)")
      #expect(try Tool(verb + [store, "none.jsonl"]).status == 3, "\(verb)")
    }
  }

  @Test("tells each session and all of a corpus, as text and ndjson")
  func corpus() throws {
    let files = ["Replays/reopened.jsonl", "Replays/two-sessions-interleaved.jsonl"]
    let text = try Tool(["stats"] + files)
    #expect(text.status == 0 && text.errors == "")
    try expect(text.output, toMatch: "stats.txt")
    let json = try Tool(["stats", "--format", "ndjson"] + files)
    try expect(json.output, toMatch: "stats.ndjson")
  }

  @Test("tells what can be told where a file cannot be read, and exits with 2")
  func partly() throws {
    let tool = try Tool("stats", "none.jsonl", "Replays/reopened.jsonl")
    #expect(tool.status == 2 && tool.output.hasPrefix("Replays/reopened.jsonl: ses_again_0011\n"))
    let empty = try Tool("stats", "Sources")
    #expect(empty.status == 2 && empty.errors == "Sources: no poll of a session\n")
  }

  @Test("explains itself")
  func help() throws {
    try expect(Tool("stats", "--help").output, toMatch: "help-stats.txt")
  }
}
