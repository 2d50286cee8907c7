import Foundation
import LocalServer
import ScribeReplay
import ScribeSession
import ScribeStore
import TestRun
import Testing

@Suite("scribe-replay watch")
struct WatchCommandTests {
  @Test("prints a session when it is there, and again whenever it has changed")
  func lines() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let store = "\(folder.path)/visits.sqlite"
    #expect(try Tool("import", "Replays/completed.jsonl", store).status == 0)
    let tool = try RunningTool(["watch", "--format", "ndjson", store], in: folder)
    try await eventually("the first session") { tool.output.contains("\n") }
    #expect(try Tool("import", "Replays/vanished.jsonl", store).status == 0)
    try await eventually("the second one") { tool.output.split(separator: "\n").count >= 2 }
    #expect(await tool.end(SIGINT) == 0)
    let lines = tool.output.split(separator: "\n")
    #expect(lines[0].contains(#""phase":"completed""#))
    #expect(lines.last == lines.first { $0 == lines.last } && lines.count <= 3)
    let listed = try Tool("list", "--format", "ndjson", store).output.split(separator: "\n")
    #expect(lines.last == listed.last)
  }

  @Test("ends where the store was put away")
  func removed() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let store = "\(folder.path)/visits.sqlite"
    #expect(try Tool("import", "Replays/completed.jsonl", store).status == 0)
    let tool = try RunningTool(["watch", store], in: folder)
    try await eventually("the first session") { tool.output.contains("\n") }
    try FileManager.default.removeItem(atPath: store)
    #expect(await tool.status() == 2)
    #expect(tool.errors == "\(store): was removed, or another file put in its place\n")
  }

  @Test("of no store says so")
  func noStore() throws {
    let tool = try Tool("watch", "/nowhere/at/all.sqlite")
    #expect(tool.status == 2)
    #expect(tool.errors.hasPrefix("/nowhere/at/all.sqlite: "))
  }

  @Test("fills a terminal with the sessions that were polled last, and no more")
  func table() {
    let summaries = (1...30).map { number in
      StoredSummary(
        stream: PollStream(id: ExactText("ses_\(number)\u{1B}")),
        phase: number.isMultiple(of: 3) ? .completed : .processing, pollCount: number * 10,
        eventCount: number, anomalyCount: number % 4, firstReceivedAt: Self.at(0),
        lastReceivedAt: Self.at(number == 30 ? -10_000 : number))
    }
    let table = WatchTable(summaries, name: "a.sqlite", now: Self.at(60), size: (8, 50))
    #expect(
      table.lines == [
        "a.sqlite: 30 sessions: 20 processing, 10 completed",
        "",
        "session       phase       polls  anomalies  last p",
        #"ses_29\u{1b}  processing    290          1   31 s "#,
        #"ses_28\u{1b}  processing    280          0   32 s "#,
        #"ses_27\u{1b}  completed     270          3   33 s "#,
        #"ses_26\u{1b}  processing    260          2   34 s "#,
        "… and 26 more",
      ])
    let all = WatchTable(summaries, name: "a.sqlite", now: Self.at(60), size: (60, 200))
    #expect(all.lines.count == 33)
    #expect(all.lines.last?.hasSuffix("2 h ago") == true)
    #expect(WatchTable([], name: "a", now: Self.at(0), size: (1, 1)).lines == ["a"])
  }

  private static func at(_ seconds: Int) -> Instant {
    Instant(microsecondsSinceEpoch: 1_780_754_400_000_000 + Int64(seconds) * 1_000_000)
  }
}
