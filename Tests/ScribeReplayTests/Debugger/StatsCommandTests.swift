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
        #"{"status":"completed","completed_at":"2026-06-06T09:00:18Z"}"#, 200),
      poll("09:00:24", "09:00:24.5", #"{"status":"completed"}"#, 200),
    ].joined(separator: "\n")
    let tool = try Tool("stats", "-", input: log + "\n")
    #expect(tool.status == 0)
    #expect(
      tool.output == """
        standard input: s
          polls           5 in 24.400 s
          wasted          2 with the bytes of the one before, 46 bytes
          bytes           151 of bodies
          pauses          p50 1.000 s, p90 20.000 s, p99 20.000 s, longest 20.000 s
          latency         p50 0.300 s, p90 0.500 s, p99 0.500 s, longest 0.500 s
          gaps            1, the longest 20.000 s before #3
          phases          processing 22.900 s, completed 1.500 s
          end seen after  5.000 s

        """)
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
