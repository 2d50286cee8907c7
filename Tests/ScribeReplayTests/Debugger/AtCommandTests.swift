import Testing

@Suite("scribe-replay at")
struct AtCommandTests {
  @Test("tells a state, since when each value is so, and what led there")
  func poll() throws {
    let at = try Tool("at", "Replays/reopened.jsonl", "--poll", "3")
    #expect(at.status == 0 && at.errors == "")
    try expect(at.output, toMatch: "at.txt")
    let json = try Tool("at", "Replays/reopened.jsonl", "--poll", "3", "--format", "ndjson")
    try expect(json.output, toMatch: "at.ndjson")
  }

  @Test("knows what is standing where later polls left it out, were held, or said the same")
  func standing() throws {
    // Poll 4 says the same as 3: the state comes from 3 and those before.
    let third = try Tool("at", "Replays/reopened.jsonl", "--poll", "3").output
    let fourth = try Tool("at", "Replays/reopened.jsonl", "--poll", "4").output
    let states = [third, fourth].map { $0.split(separator: "\n").dropFirst(2) }
    #expect(states[0] == states[1])
    #expect(fourth.contains("verdict same"))
  }

  @Test("tells every session at a time, by instant or time of day")
  func time() throws {
    let file = "Replays/two-sessions-interleaved.jsonl"
    let byDay = try Tool("at", file, "--time", "09:00:02.5")
    let byInstant = try Tool("at", file, "--time", "2026-06-06T09:00:02.5Z")
    #expect(byDay.output == byInstant.output && byDay.status == 0)
    #expect(byDay.output.contains("ses_left_0020 after poll 3"))
    #expect(byDay.output.contains("ses_right_0021 after poll 4"))
    let one = try Tool("at", file, "--time", "09:00:02.5", "--session", "ses_right_0021")
    #expect(!one.output.contains("ses_left_0020"))
    #expect(one.output.contains("ses_right_0021 after poll 4"))
  }

  @Test("shows transcript and documents as they were, only with --show-phi")
  func patientData() throws {
    let hidden = try Tool("at", "Replays/reopened.jsonl", "--poll", "4")
    #expect(!hidden.output.contains("stairs"))
    let shown = try Tool("at", "Replays/reopened.jsonl", "--poll", "4", "--show-phi")
    #expect(shown.output.contains("| Doctor: Good morning. Patient: The knee is better."))
    #expect(shown.output.contains(#"| {"plan":"walk daily"}"#))
    #expect(!shown.output.contains("Dear colleague"))
    let json = try Tool(
      "at", "Replays/reopened.jsonl", "--poll", "5", "--show-phi", "--format", "ndjson")
    #expect(json.output.contains(#""letter/doc_2":"\"Dear colleague, …\"""#))
    let first = try Tool("at", "Replays/note-disappeared.jsonl", "--poll", "2", "--show-phi")
    #expect(!first.output.contains("transcript:"))
  }

  @Test("exits with 2 where there is no such poll, 64 without a point")
  func nothing() throws {
    let beyond = try Tool("at", "Replays/reopened.jsonl", "--poll", "6")
    #expect(beyond.status == 2 && beyond.output == "")
    #expect(beyond.errors == "Replays/reopened.jsonl: no poll 6 of a session\n")
    let ignored = try Tool("at", "Replays/browser-capture.har", "--poll", "1")
    #expect(ignored.status == 2)
    let early = try Tool("at", "Replays/reopened.jsonl", "--time", "08:00:00")
    #expect(early.status == 2)
    #expect(early.errors == "Replays/reopened.jsonl: no poll by that time of a session\n")
    let other = try Tool("at", "Replays/reopened.jsonl", "--poll", "1", "--session", "x")
    #expect(
      other.errors == "Replays/reopened.jsonl: no poll 1 of the wanted session\n")
    #expect(try Tool("at", "Replays/reopened.jsonl").status == 64)
    let both = try Tool("at", "Replays/reopened.jsonl", "--poll", "1", "--time", "09:00:01")
    #expect(both.status == 64 && both.errors.contains("either --poll or --time"))
    #expect(try Tool("at", "Replays/reopened.jsonl", "--time", "noon").status == 64)
  }

  @Test("tells what was known at a time, where the clock was set back")
  func clock() throws {
    let log =
      [
        Story.poll("10:00:00", 202, status: "processing", ""),
        Story.poll("11:00:00", 200, status: "completed", ""),
        Story.poll("10:30:00", 200, status: "failed", ""),
        Story.poll("12:00:00", 206, status: "partial", ""),
      ].joined(separator: "\n") + "\n"
    let between = try Tool("at", "-", "--time", "10:45", input: log).output
    #expect(between.contains("after poll 3") && between.contains("verdict revised"))
    #expect(between.contains("poll 3 of its session"))
    let before = try Tool("at", "-", "--time", "10:15", input: log).output
    #expect(before.contains("after poll 1"))
  }

  @Test("tells documents apart whatever their templates are called")
  func names() throws {
    let log = Story.poll(
      "09:00:01", 200, status: "completed",
      #""templates":[{"soap":{"document_id":"d","status":"success"}},{"soap/d":{"status":"failed"}}]"#
    )
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let file = folder.write(log + "\n", to: "log.jsonl")
    let at = try Tool("at", file, "--poll", "1").output
    #expect(at.contains("  documents[soap/d].status  "))
    #expect(at.contains("  documents[\"soap/d\"].status  "))
    #expect(try Tool("diff", file, file).status == 0)
  }

  @Test("tells an outage, and the polls in which it began and polling was given up")
  func outage() throws {
    let tool = try Tool("at", "Replays/not-found.jsonl", "--poll", "10")
    for line in [
      "  outage.kind             http-404                  since #1\n",
      "  next.action             stop                      since #10\n",
      "  next.reason             notFound                  since #10\n",
    ] {
      #expect(tool.output.contains(line), "\(tool.output)")
    }
    #expect(tool.output.contains("\n    10  "))
  }

  @Test("knows each part of a document from the poll that last told it")
  func parts() throws {
    let documents = { (entry: String) in #""templates":[{"soap":{"document_id":"d1",\#(entry)}}]"# }
    let log =
      [
        Story.poll(
          "09:00:01", 200, status: "completed",
          documents(
            #""status":"success","data":{"plan":"rest"},"fhir":["walk"],"document_type":"a""#)),
        Story.poll("09:00:02", 200, status: "completed", documents(#""document_type":"b""#)),
        Story.poll("09:00:03", 200, status: "completed", documents(#""fhir":["swim"]"#)),
      ].joined(separator: "\n") + "\n"
    let second = try Tool("at", "-", "--poll", "2", "--show-phi", input: log).output
    #expect(second.hasSuffix("document soap/d1:\n| {\"plan\":\"rest\"}\n| [\"walk\"]\n"))
    let third = try Tool("at", "-", "--poll", "3", "--show-phi", input: log).output
    #expect(third.hasSuffix("document soap/d1:\n| {\"plan\":\"rest\"}\n| [\"swim\"]\n"))
    let found = try Tool("first", #"poll = 2 and text ~ "rest" and text ~ "walk""#, "-", input: log)
    #expect(found.status == 1)
  }

  @Test("explains itself")
  func help() throws {
    try expect(Tool("at", "--help").output, toMatch: "help-at.txt")
  }
}
