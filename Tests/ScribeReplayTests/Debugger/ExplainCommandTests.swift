import Foundation
import ScribeJSON
import ScribeRecording
import ScribeReplay
import ScribeSession
import Testing

@Suite("scribe-replay explain")
struct ExplainCommandTests {
  @Test("names the rows of the contract, their facts and the bytes they are from")
  func explain() throws {
    let text = try Tool("explain", "Replays/reopened.jsonl", "--poll", "5")
    #expect(text.status == 0 && text.errors == "")
    try expect(text.output, toMatch: "explain.txt")
    let json = try Tool("explain", "Replays/reopened.jsonl", "--poll", "5", "--format", "ndjson")
    try expect(json.output, toMatch: "explain.ndjson")
  }

  @Test(
    "explains what told nothing, too",
    arguments: [
      ("Replays/broken-bodies.jsonl", 3, "2.unreadable: a body that is not a JSON object"),
      ("Replays/another-sessions-answer.jsonl", 2, "2.foreign: a body of another session"),
      ("Replays/out-of-order.jsonl", 3, "2.stale: asked before the latest report was"),
      ("Replays/browser-capture.har", 1, "1.ignored: not a poll of a session, or of another one"),
      ("Replays/unauthorized-and-back.jsonl", 2, "7.unauthorized: 401 or 403"),
      ("Replays/not-found.jsonl", 10, "404 in a row  10 of 10"),
      ("Replays/server-errors-and-rate-limit.jsonl", 3, "Retry-After"),
    ])
  func held(_ file: String, _ poll: Int, _ phrase: String) throws {
    let tool = try Tool("explain", file, "--poll", "\(poll)")
    #expect(tool.status == 0 && tool.output.contains(phrase), "\(tool.output)")
  }

  @Test("exits with 2 where there is no such poll")
  func nothing() throws {
    let beyond = try Tool("explain", "Replays/reopened.jsonl", "--poll", "6")
    #expect(beyond.status == 2 && beyond.output == "")
    #expect(beyond.errors == "Replays/reopened.jsonl: no poll 6 of a session\n")
  }

  @Test("explains itself")
  func help() throws {
    try expect(Tool("explain", "--help").output, toMatch: "help-explain.txt")
  }

  /// Every poll of the replays, with the session before it.
  private func forEachPoll(_ body: (Poll, Step, Session) -> Void) throws {
    for path in FileTree.find(below: [Tool.package.appending(path: "Replays").path]).recordings {
      var recording = try Recording(path: path)
      var sessions: [PollStream: Session] = [:]
      while let recorded = try recording.next() {
        let poll = recorded.poll
        let stream = PollStream(method: poll.method, url: poll.url)
        let before = stream.flatMap { sessions[$0] } ?? Session()
        var session = before
        let step = session.observe(poll)
        if let stream { sessions[stream] = session }
        body(poll, step, before)
      }
    }
  }

  @Test("gives places at which whole JSON values stand")
  func places() throws {
    var count = 0
    try forEachPoll { poll, step, before in
      for row in Explanation(step, of: poll, after: before).rows {
        for fact in row.facts where fact.name.hasPrefix("$.") && fact.bytes != nil {
          guard let range = fact.bytes, let body = poll.answer?.body else { continue }
          count += 1
          let value = try? JSONDocument(Array(body[range])).root
          #expect(value != nil, "\(row.name) \(fact.name)")
          // A value is told beside its place only where it is what stands there.
          if let told = fact.value, fact.name != "$.session_id" {
            #expect(value?.string?.text == told, "\(row.name) \(fact.name)")
          }
        }
      }
    }
    #expect(count > 300, "too few places were looked at: \(count)")
  }

  @Test("has a row for each change, each finding, and the one of each section that was recorded")
  func rows() throws {
    var seen: Set<String> = []
    try forEachPoll { poll, step, before in
      let rows = Explanation(step, of: poll, after: before).rows
      seen.formUnion(rows.map(\.name))
      #expect(rows.map(\.section) == rows.map(\.section).sorted())
      #expect(rows.first?.name == step.readingRule.name)
      #expect(
        rows.filter { $0.section == 3 }.map(\.name) == [step.statusRule?.name].compactMap(\.self))
      #expect(
        rows.filter { $0.section == 4 }.map(\.name)
          == [step.transitionRule?.name].compactMap(\.self))
      #expect(
        rows.filter { $0.section == 5 }.map(\.name) == step.events.filter(\.isContent).map(\.name))
      #expect(rows.filter { $0.section == 6 }.map(\.name) == step.anomalies.map(\.code.name))
      #expect(
        rows.filter { $0.section == 7 }.map(\.name) == [step.nextRule?.name].compactMap(\.self))
    }
    // No replay has a 304 or a 400, and policies other than the default one are not replayed.
    for rule in ReadingRule.allCases where rule != .notModified {
      #expect(seen.contains(rule.name), "no replay has \(rule.name)")
    }
    for rule in NextRule.allCases where ![.rejected, .linger, .deadline].contains(rule) {
      #expect(seen.contains(rule.name), "no replay has \(rule.name)")
    }
  }
}
