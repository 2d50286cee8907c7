import ScribeSession
import Testing

@testable import ScribeReplay

@Suite("scribe-replay diff")
struct DiffCommandTests {
  @Test("tells what differs between two polls of a session, and exits with 1")
  func polls() throws {
    let tool = try Tool("diff", "Replays/reopened.jsonl#2", "#3")
    #expect(tool.status == 1 && tool.errors == "")
    try expect(tool.output, toMatch: "diff.txt")
    let more = try Tool("diff", "Replays/reopened.jsonl#1", "#5", "--format", "ndjson")
    #expect(more.status == 1)
    try expect(more.output, toMatch: "diff.ndjson")
  }

  @Test("tells no difference between a recording and its store, and exits with 0")
  func same() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let store = "\(folder.path)/visits.sqlite"
    #expect(try Tool("import", "Replays/reopened.jsonl", store).status == 0)
    let tool = try Tool("diff", "Replays/reopened.jsonl", store)
    #expect(tool.status == 0)
    #expect(tool.output == "- Replays/reopened.jsonl\n+ \(store)\n\nno difference\n")
  }

  @Test("compares two sessions of one file, without their times where asked")
  func sessions() throws {
    let file = "Replays/two-sessions-interleaved.jsonl"
    let tool = try Tool(
      "diff", "--ignore-times", "\(file)@ses_left_0020", "@ses_right_0021")
    #expect(tool.status == 1)
    try expect(tool.output, toMatch: "diff-sessions.txt")
  }

  @Test("names sessions that only one side has")
  func missing() throws {
    let both = "Replays/two-sessions-interleaved.jsonl"
    let tool = try Tool("diff", both, "Replays/filtered-views.jsonl")
    #expect(tool.status == 1)
    #expect(tool.output.contains("- only there: ses_left_0020\n"))
    #expect(tool.output.contains("+ only there: ses_filter_0022\n"))
  }

  @Test("shows texts only with --show-phi")
  func patientData() throws {
    let hidden = try Tool("diff", "Replays/reopened.jsonl#1", "#5")
    #expect(!hidden.output.contains("knee") && !hidden.output.contains("walk"))
    #expect(hidden.output.contains("lines 1 → 1, bytes 22..<22 → 22..<103\n"))
    let shown = try Tool("diff", "--show-phi", "Replays/reopened.jsonl#1", "#5")
    #expect(shown.output.contains("  - Doctor: Good morning. \n"))
    #expect(shown.output.contains("  + Doctor: Good morning. Patient: The knee"))
    #expect(shown.output.contains(#"  + {"plan":"walk daily"}"#))
    let json = try Tool(
      "diff", "Replays/reopened.jsonl#1", "#5", "--format", "ndjson", "--show-phi")
    #expect(json.output.contains("knee"))
  }

  @Test("exits with 2 where nothing was compared")
  func nothing() throws {
    #expect(try Tool("diff", "none.jsonl", "Replays/reopened.jsonl").status == 2)
    let beyond = try Tool("diff", "Replays/reopened.jsonl#2", "#9")
    #expect(beyond.status == 2 && beyond.output == "")
    #expect(beyond.errors == "Replays/reopened.jsonl#9: no poll of a session\n")
    #expect(try Tool("diff", "#2", "#3").status == 64)
  }

  @Test("tells names apart that only look alike")
  func lookAlikes() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let files = ["caf\u{E9}", "cafe\u{301}"].enumerated().map { place, name in
      let poll = Story.poll(
        "09:00:01", 200, status: "completed", #""templates":[{"\#(name)":{"status":"success"}}]"#)
      return folder.write(poll + "\n", to: "\(place).jsonl")
    }
    #expect(try Tool("diff", files[0], files[1]).status == 1)
    #expect(try Tool("diff", files[0], files[0]).status == 0)
  }

  @Test("tells that polling was given up, and what an outage was")
  func outage() throws {
    let tool = try Tool("diff", "Replays/not-found.jsonl#9", "#10")
    #expect(tool.status == 1)
    #expect(tool.output.contains("  next.action  poll → stop\n"))
    #expect(tool.output.contains("  next.reason  – → notFound\n"))
  }

  @Test("says that content is another one only where its length does not show it")
  func sameLength() throws {
    let poll = { (time: String, data: String) in
      Story.poll(time, 200, status: "completed", #""additional_data":{\#(data)},"transcript":"a""#)
    }
    let log =
      [
        poll("09:00:01", #""x":1"#), poll("09:00:02", #""x":2"#), poll("09:00:03", #""x":123"#),
      ].joined(separator: "\n") + "\n"
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let file = folder.write(log, to: "log.jsonl")
    let same = try Tool("diff", "\(file)#1", "#2").output
    #expect(same.contains("  additional_data  other content, as long as before\n"))
    let longer = try Tool("diff", "\(file)#2", "#3").output
    #expect(longer.contains("  pass_through_bytes.additional_data  7 → 9\n"))
    #expect(!longer.contains("as long as before"))
  }

  @Test("pairs many events in no more time than it takes to list them")
  func manyEvents() {
    let event = Event.transcriptCleared(from: 1)
    let old = (0..<20_000).map { RecordedEvent(event: event, poll: $0) }
    let new = (0..<20_000).map {
      RecordedEvent(event: .phaseChanged(from: .created, to: .failed), poll: $0)
    }
    #expect(EventDifference.all(old, new, ignoringTimes: false).count == 40_000)
  }

  @Test("explains itself")
  func help() throws {
    try expect(Tool("diff", "--help").output, toMatch: "help-diff.txt")
  }

  @Test("takes a file's whole name where there is such a file")
  func addresses() {
    let files: Set = ["a@b#1", "a@b", "a"]
    func address(_ text: String) -> [String] {
      let address = RecordingAddress(text, isFile: files.contains)
      return [address.file, address.session ?? "", address.poll.map { "\($0)" } ?? ""]
    }
    #expect(address("a@b#1") == ["a@b#1", "", ""])
    #expect(address("a@b#2") == ["a@b", "", "2"])
    #expect(address("a@c#2") == ["a", "c", "2"])
    #expect(address("a@x@y#2") == ["a", "x@y", "2"])
    #expect(address("#7") == ["", "", "7"])
    #expect(address("@c") == ["", "c", ""])
    #expect(address("none") == ["none", "", ""])
  }
}
