import Foundation
import ScribeRecording
import ScribeReplay
import ScribeSession
import Testing

@Suite("scribe-replay first")
struct FirstCommandTests {
  @Test("finds the first poll of each recording, and exits with 1")
  func find() throws {
    let one = try Tool("first", "verdict = reopened", "Replays/reopened.jsonl")
    #expect(one.status == 1 && one.errors == "")
    try expect(one.output, toMatch: "first.txt")
    let json = try Tool("first", "anomaly", "Replays/note-disappeared.jsonl", "--format", "ndjson")
    #expect(json.status == 1)
    try expect(json.output, toMatch: "first.ndjson")
  }

  @Test("says after how many polls nothing was found, and exits with 0")
  func absent() throws {
    let none = try Tool("first", "phase = expired", "Replays/reopened.jsonl")
    #expect(none.status == 0 && none.output == "")
    #expect(none.errors == "it holds after none of 5 polls\n")
  }

  @Test("exits with 2 where nothing was read")
  func nothing() throws {
    #expect(try Tool("first", "anomaly", "none.jsonl").status == 2)
    #expect(try Tool("first", "anomaly", "Replays/reopened.jsonl", "--session", "x").status == 2)
  }

  @Test("marks what is wrong in a predicate")
  func badPredicate() throws {
    let tool = try Tool("first", "phase = complete", "Replays")
    #expect(tool.status == 64 && tool.output == "")
    try expect(tool.errors, toMatch: "first-bad-predicate.txt")
  }

  @Test("explains itself")
  func help() throws {
    try expect(Tool("first", "--help").output, toMatch: "help-first.txt")
  }
}

@Suite("A predicate")
struct PredicateTests {
  /// The numbers of the polls of a story after which it holds.
  private func polls(_ text: String) throws -> [Int] {
    var watch = PredicateWatch(try PollPredicate(text))
    var recording = try Recording(bytes: Array(Story.log.utf8), name: "story")
    var replay = Replay()
    var found: [Int] = []
    while let recorded = try recording.next() {
      let replayed = replay.observe(recorded.number, recorded.poll)
      if watch.holds(after: replayed) { found.append(recorded.number) }
    }
    return found
  }

  @Test(
    "holds after the polls that it is about",
    arguments: [
      ("phase = recording", [3]), ("phase = completed", [12]), ("verdict = duplicate", [10]),
      ("phase = open and not verdict = same", [3, 4, 7, 8, 9, 10, 14]),
      ("phase = settled", [12, 13]), ("verdict != same and http = 202", [3, 4, 7, 8]),
      ("http = 4xx", [11]), ("http != 2xx and not failure", [11]), ("http >= 206", [11, 13]),
      ("failure", [9, 10]), ("failure = timeout", [9, 10]),
      ("failure != timeout and poll < 5", [3, 4]),
      ("status = queued", [8]), ("anomaly = unknown-status", [8]),
      ("severity >= warning", [8, 14]), ("severity = error", []),
      ("event = transcriptExtended", [8]), ("next = stop", [12, 13]), ("next = settled", [12, 13]),
      ("document = soap", [12, 13, 14]), ("document", [12, 13, 14]),
      ("document = d1", [12, 13, 14]),
      ("document-status = failed", [13]), ("documents = 1", [12, 13, 14]),
      ("transcript and phase = completed", [12]), ("transcript > 30 and http = 202", [8]),
      (#"text ~ "வணக்கம்""#, [8, 9, 10, 12, 14]), (#"text ~ "rest""#, [12, 14]),
      ("audio = 1 and verdict = forward", [3, 4]), ("poll > 12", [13, 14]),
      ("interval > 1h", [14]), ("interval >= 1250ms and interval < 2s", [6]),
      ("latency >= 100ms", [9, 10]),
      ("(failure or http = 4xx) and not verdict = duplicate", [9, 11]),
      ("not not failure", [9, 10]), ("failure or http = 4xx and poll = 99", [9, 10]),
    ])
  func holds(_ text: String, _ expected: [Int]) throws {
    #expect(try polls(text) == expected)
  }

  @Test(
    "that is none says where and why",
    arguments: [
      ("", 0, "expected a condition"), ("phase", 5, "phase needs one of = != and a value"),
      ("phase =", 7, "expected one of unseen"), ("phase = Completed", 8, "expected one of"),
      ("colour = red", 0, "no condition is called so"), ("phase < created", 6, "phase can be"),
      ("anomaly and", 11, "expected a condition"), ("(anomaly", 8, "expected )"),
      ("anomaly)", 7, "expected and, or, or the end"), ("http = 99", 7, "expected an HTTP status"),
      ("http < 4xx", 7, "expected an HTTP status"), ("interval > fast", 11, "expected a duration"),
      (#"text ~ "a"#, 7, "a quote without its end"),
      ("anomaly 'a", 8, "a quote without its end"), ("text = a", 5, "text can be compared by ~"),
      ("event = phaseChange", 8, "expected the type of an event"),
      ("poll = ", 7, "expected the number"),
      (#""phase" = created"#, 0, "no condition is called so"),
    ])
  func errors(_ text: String, _ position: Int, _ reason: String) {
    let error = #expect(throws: PollPredicateError.self) { try PollPredicate(text) }
    #expect(error?.position == position)
    #expect(error?.reason.hasPrefix(reason) == true, "\(error?.reason ?? "")")
  }

  @Test("is not nested without an end")
  func depth() {
    let deep = String(repeating: "(", count: 10_000)
    #expect(throws: PollPredicateError.self) { try PollPredicate(deep) }
  }

  @Test("has as many terms as anybody wants")
  func manyTerms() throws {
    for word in [" or ", " and "] {
      let many = Array(repeating: "verdict = revived", count: 10_000).joined(separator: word)
      #expect(try polls(many) == [])
      #expect(try polls("\(many) or failure = timeout") == [9, 10])
    }
  }

  @Test("can ask for every event that is printed")
  func events() {
    for name in Event.names where !["opened", "polled"].contains(name) {
      #expect(throws: Never.self) { try PollPredicate("event = \(name)") }
    }
  }
}
