import ScribeSession
import Testing

/// TheRules, section 5 over whole small spaces: what was known, what comes, and the phase
/// after.
///
/// The tables are Golden/content-*.txt.
@Suite("A session that knows some content, given other content in any phase")
struct ContentTableTests {
  private static let phases = Phase.allCases.filter { $0 != .unseen }

  /// One line for each known and given member, phases with the same outcome together.
  private func table(_ known: [String], _ given: [String]) -> [String] {
    known.flatMap { before in
      given.flatMap { now in
        var order: [String] = []
        var phases: [String: [String]] = [:]
        for phase in Self.phases {
          let outcome = outcome(before, now, phase)
          if phases[outcome] == nil { order.append(outcome) }
          phases[outcome, default: []].append(phase.name)
        }
        return order.map { outcome in
          let names = phases[outcome, default: []]
          let all = names.count == Self.phases.count ? "any" : names.joined(separator: ",")
          return "\(before) | \(now) | \(all) | \(outcome)"
        }
      }
    }
  }

  private func outcome(_ before: String, _ now: String, _ phase: Phase) -> String {
    // Known from a completed report, so that what only settled sessions have is seen too.
    var session = Session(after: .report(.completed, before, at: 1))
    let step = session.observe(.report(phase, now, at: 2))
    let changes = step.changes.filter { $0.name != "phaseChanged" }.map(\.name)
    let codes = step.codes.filter { ![.regressed, .settledChanged].contains($0) }.map(\.name)
    let text = (changes + codes.map { "!\($0)" }).joined(separator: " ")
    return text.isEmpty ? "nothing" : text
  }

  @Test("changes its transcript by the golden table")
  func transcripts() throws {
    let texts =
      ["", #""transcript":null"#, #""transcript":"""#]
      + [
        "One.", "One. Two.", "On", "Two.", "Another text.",
      ].map { #""transcript":"\#($0)""# } + [#""transcript":7"#]
    try Golden.expect(
      table(["", #""transcript":"One.""#], texts), toMatch: "content-transcript.txt")
  }

  @Test("changes its documents by the golden table")
  func documents() throws {
    let known = [
      "", #"[{"a":{"status":"success"}}]"#, #"[{"a":{"document_id":"1","status":"success"}}]"#,
      #"[{"a":{"status":"success"}},{"a":{"status":"success"}}]"#,
      #"[{"a":{"document_id":"1"}},{"a":{}},{"b":{"document_id":"2"}}]"#,
    ]
    let given =
      known + [
        "null", "[]", "{}", "[{}]", "[7]", #"{"a":7}"#, "7", #"{"a":{"status":"failed"}}"#,
        #"{"a":{"document_id":"1","status":"processing"}}"#, #"{"a":{"document_id":"3"}}"#,
        #"[{"a":{"document_id":"3"}},{"a":{"document_id":"4"}}]"#, #"{"b":{"status":"success"}}"#,
        #"[{"a":{"document_id":"1"}},{"a":{"document_id":"1","status":"failed"}}]"#,
      ]
    let members = { (templates: String) in templates.isEmpty ? "" : #""templates":\#(templates)"# }
    try Golden.expect(
      table(known.map(members), given.map(members)), toMatch: "content-documents.txt")
  }

  @Test("changes audio, instants and facts by the golden table")
  func others() throws {
    let spaces: [(known: [String], given: [String])] = [
      (
        ["", #""audio_files_received":2"#],
        ["0", "1", "2", "3", "2.0", "null", "-1", #""2""#].map { #""audio_files_received":\#($0)"# }
      ),
      (
        ["", #""audio_files":["a","b"]"#],
        [#"["a","b"]"#, #"["b","a"]"#, #"["s3://x/a","b"]"#, #"["a"]"#, "[]", "null", "[1]"]
          .map { #""audio_files":\#($0)"# }
      ),
      (
        ["", #""audio_files_received":2,"audio_files":["a","b"]"#],
        [#""audio_files_received":2,"audio_files":["a"]"#, #""audio_files_received":1"#]
      ),
    ]
    var lines = spaces.flatMap { table($0.known, $0.given) }
    for name in ["created_at", "expires_at", "completed_at", "expired_at"] {
      let values = ["1780754400", #""2026-06-06T14:00:00Z""#, "1780754399", "null", #""soon""#]
      lines += table(
        ["", #""\#(name)":1780754400"#], values.map { #""\#(name)":\#($0)"# })
    }
    for name in ["model_used", "language_detected", "message"] {
      lines += table(
        ["", #""\#(name)":"a""#],
        [#""a""#, #""b""#, #""""#, "null", "7"].map { #""\#(name)":\#($0)"# })
    }
    for name in ["additional_data", "patient_details", "session_details"] {
      lines += table(
        ["", #""\#(name)":{"n":1}"#],
        [#"{"n":1}"#, #"{"n": 1}"#, "{}", "null", "[]"].map { #""\#(name)":\#($0)"# })
    }
    lines += table(
      ["", #""error":{"code":"c","message":"m"}"#],
      [#"{"message":"m","code":"c"}"#, #"{"code":"d"}"#, #""c""#, "null"].map { #""error":\#($0)"# }
    )
    lines += table(
      ["", #""processing_errors":[{"type":"t","message":"m","file":"f"}]"#],
      [
        #"[{"file":"f","type":"t","message":"m"}]"#, #"[{"type":"t","message":"n","file":"f"}]"#,
        "[]", #"["x"]"#, "null",
      ].map { #""processing_errors":\#($0)"# })
    try Golden.expect(lines, toMatch: "content-others.txt")
  }
}
