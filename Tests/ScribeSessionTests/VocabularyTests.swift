import ScribeJSON
import Testing

@testable import ScribeSession

/// What is fixed for ever stands in golden files too, so that a change of it is seen.
@Suite("The vocabulary")
struct VocabularyTests {
  @Test("has these findings, each with its severity, level and whether it lasts")
  func anomalies() throws {
    try Golden.expect(
      Anomaly.Code.allCases.map { code in
        "\(code.name) | \(code.severity.name) | \(code.level) | \(code.lasts ? "lasts" : "once")"
      }, toMatch: "anomalies.txt")
    for code in Anomaly.Code.allCases { #expect(Anomaly.Code(name: code.name) == code) }
    #expect(Anomaly.Code(name: "other") == nil)
  }

  @Test("takes these forms for each documented member")
  func members() throws {
    let samples = [
      "null", "true", "1", "-1", "1.5", #""x""#, #""1""#, #""2026-06-06T14:00:00Z""#, "[]", "[1]",
      #"["x"]"#, "[{}]", #"["x",{}]"#, #"["x",1]"#, "{}",
    ]
    let rules = Member.allCases.map(\.rule) + EntryMember.allCases.map(\.rule)
    let lines = try rules.map { rule in
      let accepted = try samples.filter { sample in
        let body = Array(sample.utf8)
        let site = try JSONCursor.read(body) { cursor throws(JSONError) in try cursor.skip() }
        return rule.acceptance.accepts(site, in: body)
      }
      return "\(rule.name) | \(accepted.joined(separator: " "))"
    }
    try Golden.expect(lines, toMatch: "members.txt")
  }

  @Test("names the row of the contract for every status and word")
  func statusRules() throws {
    let lines = StatusTableTests.statuses.flatMap { status in
      StatusTableTests.words.map { word in
        var session = Session()
        let plain = session.observe(.answer(status, .body(word.json), at: 0)).statusRule
        var other = Session()
        let envelope = other.observe(.answer(status, .body(word.json, #""error":{}"#), at: 0))
        return
          "\(status) \(word.name) | \(plain?.name ?? "–") | \(envelope.statusRule?.name ?? "–")"
      }
    }
    try Golden.expect(lines, toMatch: "status-rules.txt")
  }

  @Test("tells whether content changed in a step that keeps the phase, and in no other")
  func verdicts() {
    for phase in Phase.allCases {
      #expect(Verdict(from: phase, to: phase) == .same)
      let unchanged = TransitionRule(from: phase, to: phase, contentChanged: false)
      let changed = TransitionRule(from: phase, to: phase, contentChanged: true)
      #expect(unchanged == .unchanged && unchanged.verdict == .same)
      #expect(changed == .contentChanged && changed.verdict == .progress)
      for other in Phase.allCases where other != phase {
        #expect(
          TransitionRule(from: phase, to: other, contentChanged: true)
            == TransitionRule(from: phase, to: other, contentChanged: false))
      }
    }
  }

  @Test("reads verdicts and outages by their stored words, and no other")
  func storedWords() {
    for verdict in Verdict.allCases { #expect(Verdict(name: verdict.name) == verdict) }
    let kinds: [Outage.Kind] =
      Poll.Failure.Kind.allCases.map { .noAnswer($0) } + [.httpStatus(503), .unreadableBody]
      + [.unknownStatus, .anotherSession]
    for kind in kinds { #expect(Outage.Kind(name: kind.name) == kind) }
    for word in ["", "Held", "http-", "http-x"] {
      #expect(Verdict(name: word) == nil && Outage.Kind(name: word) == nil)
    }
  }

  @Test("tells the words of a document that servers are documented to use from others")
  func documentWords() {
    for word in ["success", "failure", "partial_success", "in-progress", "processing"] {
      #expect(DocumentStatus(ExactText(word)).isDocumented)
    }
    for word in ["", "Success", "queued"] {
      #expect(!DocumentStatus(ExactText(word)).isDocumented)
    }
  }

  @Test("tells a finding in one line, with what there is of it")
  func findings() {
    #expect("\(Anomaly(.logClock))" == "log-clock (warning)")
    let whole = Anomaly(
      .contentLost, path: "$.transcript", expected: "string(9)", actual: "string(0)", offset: 7)
    #expect(
      "\(whole)"
        == "content-lost (error) at $.transcript, byte 7, expected string(9), actual string(0)")
  }

  @Test("shows shapes, and words only where they look like words")
  func shapes() throws {
    for (json, shape) in [
      (#""नम""#, "string(6)"), ("[1,2]", "array(2)"), (#"{"a":1}"#, "object(1)"), ("7", "number"),
      ("true", "boolean"), ("null", "null"),
    ] {
      #expect(Shape.of(try JSONDocument(Array(json.utf8)).root) == shape)
    }
    let longest = String(repeating: "a", count: 64)
    for word in ["a", "Az09_-.", longest] { #expect(ExactText(word).shown == word) }
    for (text, shown) in [
      ("", "string(0)"), (longest + "a", "string(65)"), ("two words", "string(9)"),
      ("é", "string(2)"), ("a/b", "string(3)"),
    ] {
      #expect(ExactText(text).shown == shown)
    }
  }
}
