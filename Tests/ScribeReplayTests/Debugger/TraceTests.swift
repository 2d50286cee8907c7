import Foundation
import Testing

/// The Trace Event Format as its documentation lays it down, for the kinds of events that are written.
@Suite("A trace of a recording")
struct TraceTests {
  private struct Event {
    let members: [String: Any]
    var kind: String { members["ph"] as? String ?? "" }
    var name: String { members["name"] as? String ?? "" }
    var process: Int { members["pid"] as? Int ?? 0 }
    var time: Int? { members["ts"] as? Int }
    var arguments: [String: Any] { members["args"] as? [String: Any] ?? [:] }
  }

  private func events(of arguments: String...) throws -> [Event] {
    let tool = try Tool(["show", "--format", "trace"] + arguments)
    #expect(tool.status == 0)
    let trace = try #require(
      try JSONSerialization.jsonObject(with: Data(tool.output.utf8)) as? [String: Any])
    #expect(["ms", "ns"].contains(trace["displayTimeUnit"] as? String))
    let events = try #require(trace["traceEvents"] as? [[String: Any]])
    return events.map(Event.init)
  }

  private static let recordings = [
    "reopened.jsonl", "two-sessions-interleaved.jsonl", "revived.jsonl", "filtered-views.jsonl",
    "browser-capture.har",
  ]

  @Test("has the members that each kind of event must have", arguments: recordings)
  func members(_ name: String) throws {
    for event in try events(of: "Replays/\(name)") {
      #expect(!event.name.isEmpty && event.process > 0 && event.members["tid"] is Int)
      switch event.kind {
      case "M":
        #expect(["process_name", "thread_name"].contains(event.name))
        #expect(event.arguments["name"] is String)
      case "b", "e":
        #expect(
          event.time != nil && event.members["cat"] is String && event.members["id"] is String)
      case "i":
        #expect(event.time != nil && event.members["cat"] is String)
        #expect(["g", "p", "t"].contains(event.members["s"] as? String))
      case "C":
        #expect(event.time != nil && !event.arguments.isEmpty)
        #expect(event.arguments.values.allSatisfy { $0 is Int })
      default: Issue.record("an event of kind \(event.kind)")
      }
    }
  }

  @Test("opens and closes each slice, in time, one phase at a time", arguments: recordings)
  func slices(_ name: String) throws {
    var open: [Int: Event] = [:]
    for event in try events(of: "Replays/\(name)") where ["b", "e"].contains(event.kind) {
      if event.kind == "b" {
        #expect(open[event.process] == nil, "two phases at once")
        open[event.process] = event
      } else {
        let begun = try #require(open[event.process])
        open[event.process] = nil
        #expect(begun.name == event.name)
        #expect(begun.members["id"] as? String == event.members["id"] as? String)
        #expect(try #require(begun.time) <= #require(event.time))
      }
    }
    #expect(open.isEmpty)
  }

  @Test("has an instant a poll and a process a session, as show tells them", arguments: recordings)
  func polls(_ name: String) throws {
    let events = try events(of: "Replays/\(name)")
    let lines = try Tool("show", "--format", "ndjson", "Replays/\(name)").output
      .split(separator: "\n").compactMap {
        try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
      }
    let polls = lines.filter {
      $0["kind"] as? String == "poll" && $0["verdict"] as? String != "ignored"
    }
    let instants = events.filter { $0.kind == "i" }
    #expect(
      instants.map { $0.arguments["verdict"] as? String } == polls.map { $0["verdict"] as? String })
    #expect(instants.map { $0.arguments["n"] as? Int } == polls.map { $0["n"] as? Int })
    #expect(
      Set(events.map(\.process)).count == lines.count { $0["kind"] as? String == "session" })
  }

  @Test("does not run backwards where the recording's clock did")
  func clock() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let log = folder.write(
      [
        Story.poll("09:00:05", 202, status: "created", ""),
        Story.poll("09:00:01", 202, status: "processing", ""),
        Story.poll("09:00:02", 200, status: "completed", ""),
      ].joined(separator: "\n") + "\n", to: "log.jsonl")
    let slices = try events(of: log).filter { ["b", "e"].contains($0.kind) }
    let times = slices.compactMap(\.time)
    #expect(times == times.sorted() && slices.count == 6)
  }

  @Test("is a whole JSON text where a line of the recording is bad")
  func badLine() throws {
    let line = Story.poll("09:00:01", 202, status: "created", "")
    let tool = try Tool("show", "--format", "trace", "-", input: "\(line)\nnot a poll\n\(line)\n")
    #expect(tool.status == 2)
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(tool.output.utf8)) }
  }
}
