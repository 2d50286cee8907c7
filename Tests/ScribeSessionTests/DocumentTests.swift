import Testing

@testable import ScribeSession

/// TheRules, section 5, documents.
@Suite("A session's documents")
struct DocumentTests {
  private func step(_ now: String, after before: String, _ phase: Phase = .completed) -> Step {
    var session = Session(after: .report(.completed, #""templates":\#(before)"#, at: 1))
    return session.observe(.report(phase, #""templates":\#(now)"#, at: 2))
  }

  private func keys(_ step: Step) -> [DocumentKey] { step.session.content.documents.map(\.key) }

  @Test("are the same in list and map form, in any order, in one element or several")
  func forms() {
    let list = #"[{"a":{"document_id":"1","data":{"x":1}}},{"b":{"document_id":"2"}}]"#
    for same in [
      #"{"a":{"document_id":"1","data":{"x":1}},"b":{"document_id":"2"}}"#,
      #"[{"b":{"document_id":"2"}},{"a":{"document_id":"1","data":{"x":1}}}]"#,
      #"[{"b":{"document_id":"2"},"a":{"data":{"x":1},"document_id":"1"}},{}]"#,
      #"[{"a":{"document_id":"1"}},7,"x",{"b":{"document_id":"2"},"c":null,"d":[]}]"#,
    ] {
      #expect(step(same, after: list).verdict == .same, "\(same)")
    }
  }

  @Test("are known by their id, of two entries with one id the last")
  func identity() {
    let step = step(
      #"[{"new":{"document_id":"2"}},{"a":{"document_id":"1","status":"failed"}},{"a":{"document_id":"1","status":"partial"}}]"#,
      after: #"[{"a":{"document_id":"1","status":"success"}}]"#)
    #expect(
      step.changes == [
        .documentStatusChanged(.id("1"), from: .success, to: .partial),
        .documentAdded(Document(key: .id("2"), templateID: "new", status: nil, parts: [:])),
      ])
  }

  @Test("have one status for the several words that servers use")
  func statuses() {
    for (words, status) in [
      (["success"], DocumentStatus.success), (["failed", "failure"], .failed),
      (["partial", "partial_success", "partial_completed"], .partial),
      (["inProgress", "processing", "in-progress", "in_progress"], .inProgress),
    ] {
      for word in words { #expect(DocumentStatus(ExactText(word)) == status) }
    }
    #expect(DocumentStatus("Success").word == "Success")
  }

  @Test("keep status and content that an answer leaves out")
  func absentParts() {
    let before = #"{"a":{"document_id":"1","status":"success","data":{"x":1},"fhir":[2]}}"#
    #expect(step(#"{"a":{"document_id":"1"}}"#, after: before).verdict == .same)
    #expect(step(#"{"a":{"document_id":"1","data":null}}"#, after: before).verdict == .same)
    let changed = step(#"{"a":{"document_id":"1","data":{"x": 1}}}"#, after: before)
    #expect(changed.changes.count == 1)
    guard case .documentContentChanged(.id("1"), .data, 7, let digest) = changed.changes[0] else {
      Issue.record("content did not change")
      return
    }
    #expect(digest.byteCount == 8)
  }

  @Test("change with every member but links, by what they mean, data by its bytes")
  func parts() {
    let before =
      #"{"a":{"document_id":"1","document_type":"t","publish":{"x":1,"y":["p"]},"error":{"m":"e"},"errors":[{"c":1},"s"],"warnings":["w"],"fhir":{"r":null}}}"#
    let same =
      #"{"a":{"fhir":{ "r":null },"warnings":["\u0077"],"errors":[ {"c":1}, "s"],"error":{"m":"e"},"publish":{"y":["p"],"x":1,"x":1},"document_type":"t","document_id":"1"}}"#
    #expect(step(same, after: before).verdict == .same)
    for (old, new) in [
      (#""t""#, #""u""#), (#""x":1"#, #""x":"1""#), (#""x":1"#, #""x":true"#),
      (#"["p"]"#, #"["p","q"]"#),
      (#"["p"]"#, #"{"0":"p"}"#),
      (#""m":"e""#, #""m":"f""#), (#"{"c":1},"s""#, #""s",{"c":1}"#), (#"["w"]"#, "[]"),
      (#""r":null"#, #""s":null"#), (#""r":null"#, #""r":{}"#),
    ] {
      let step = step(before.replacing(old, with: new), after: before)
      #expect(step.changes.count == 1, "\(new)")
      #expect(step.verdict == .progress)
    }
  }

  @Test("count where their name stands last, of several in one map")
  func repeatedTemplates() {
    let map =
      #"{"soap":{},"n":{"document_id":"d","status":"failed"},"soap":{"document_id":"d","status":"success"}}"#
    let step = step(map, after: #"[{"n":{"document_id":"d","status":"success"}}]"#)
    #expect(step.verdict == .same)
    #expect(step.codes == [.duplicateKey])
  }

  @Test("that are gone are removed, and lost in completed, partial and expired")
  func removed() {
    let before = #"[{"a":{"document_id":"1"}},{"b":{}}]"#
    for phase in [Phase.completed, .partial, .expired, .failed, .processing] {
      let step = step(#"[{"b":{}}]"#, after: before, phase)
      #expect(step.changes.contains(.documentRemoved(.id("1"))))
      #expect(step.codes.contains(.contentLost) == (phase != .failed && phase != .processing))
    }
    #expect(step("[{}]", after: before).session.content.documents.isEmpty)
  }

  @Test("without ids are compared place by place while their number stays")
  func places() {
    let before =
      #"[{"a":{"status":"success"}},{"a":{"status":"inProgress"}},{"b":{"document_id":""}}]"#
    let step = step(
      #"[{"b":{}},{"a":{"status":"failed"}},{"a":{"status":"success"}}]"#, after: before)
    #expect(
      step.changes == [
        .documentStatusChanged(.place(templateID: "a", 0), from: .success, to: .failed),
        .documentStatusChanged(.place(templateID: "a", 1), from: .inProgress, to: .success),
      ])
    #expect(step.codes == [.documentRegressed])
  }

  @Test("without ids are counted anew where their number differs, and fewer are a loss")
  func recounted() {
    let two = #"[{"a":{"status":"success"}},{"a":{"status":"success"}}]"#
    let one = #"[{"a":{"status":"failed"}}]"#
    let fewer = step(one, after: two)
    #expect(fewer.codes == [.contentLost])
    #expect(keys(fewer) == [.place(templateID: "a", 0)])
    #expect(fewer.session.content.documents.map(\.status) == [.failed])
    let more = step(two, after: one)
    #expect(more.codes == [])
    #expect(keys(more) == [.place(templateID: "a", 0), .place(templateID: "a", 1)])
    #expect(more.session.content.documents.map(\.status) == [.success, .success])
  }

  @Test("that gain their ids are not lost, and the only one keeps its status")
  func gainedIDs() {
    let one = #"[{"a":{"status":"success","data":1}}]"#
    let gained = step(#"[{"a":{"document_id":"1"}}]"#, after: one)
    #expect(gained.codes == [])
    #expect(
      gained.changes == [.documentIdentified(.place(templateID: "a", 0), as: .id("1"))])
    #expect(gained.session.content.documents.map(\.status) == [.success])
    #expect(
      step(#"[{"a":{"document_id":"1","status":"failed"}}]"#, after: one).codes
        == [.documentRegressed])

    let two = #"[{"a":{"status":"success"}},{"a":{"status":"success"}}]"#
    let both = step(#"[{"a":{"document_id":"1"}},{"a":{"document_id":"2"}}]"#, after: two)
    #expect(both.codes == [])
    #expect(keys(both) == [.id("1"), .id("2")])
    #expect(both.session.content.documents.map(\.status) == [nil, nil])
    #expect(step(#"[{"a":{"document_id":"1"}}]"#, after: two).codes == [.contentLost])
    let other = step(#"[{"b":{"document_id":"1"}}]"#, after: one)
    #expect(other.codes == [.contentLost])
  }

  @Test("regress from success to failed or inProgress only")
  func regressed() {
    for (old, new, regresses) in [
      ("success", "failed", true), ("success", "processing", true), ("success", "partial", false),
      ("failed", "inProgress", false), ("partial", "failed", false), ("success", "odd", false),
    ] {
      let step = step(
        #"{"a":{"document_id":"1","status":"\#(new)"}}"#,
        after: #"{"a":{"document_id":"1","status":"\#(old)"}}"#)
      #expect(step.codes == (regresses ? [.documentRegressed] : []), "\(old) \(new)")
    }
  }

  @Test("tell a literal from the text of it")
  func literals() {
    func entry(_ value: String) -> String { #"{"a":{"document_id":"1","fhir":\#(value)}}"# }
    for literal in ["true", "false", "null", "1", "1.5"] {
      let written = "[\(literal)]"
      let quoted = #"["\#(literal)"]"#
      #expect(step(entry(quoted), after: entry(written)).verdict == .progress, "\(literal)")
    }
  }

  @Test("are given out ordered by template and key, ids before places")
  func order() {
    let given =
      #"[{"b":{}},{"a":{}},{"a":{"document_id":"2"}},{"a":{}},{"a":{"document_id":"1"}},{"b":{"document_id":"0"}}]"#
    #expect(
      keys(step(given, after: "[]")) == [
        .id("1"), .id("2"), .place(templateID: "a", 0), .place(templateID: "a", 1), .id("0"),
        .place(templateID: "b", 0),
      ])
  }

  @Test(
    "in their thousands are compared in time that grows with their number",
    .timeLimit(.minutes(1)))
  func manyDocuments() {
    let entries = (0..<5000).map { #"{"t\#($0)":{"data":\#($0)}},{"u":{"document_id":"\#($0)"}}"# }
    let templates = "[\(entries.joined(separator: ","))]"
    #expect(step(templates, after: templates).verdict == .same)
    let regressed = step(
      templates.replacing(#""document_id""#, with: #""status":"failed","document_id""#),
      after: templates.replacing(#""document_id""#, with: #""status":"success","document_id""#))
    #expect(regressed.changes.count == 5000)
    #expect(regressed.codes == [Anomaly.Code](repeating: .documentRegressed, count: 32))
  }

  @Test("nested as deep as can be are compared in one pass", .timeLimit(.minutes(1)))
  func deepDocuments() {
    let opening = String(repeating: #"{"a":["#, count: 250)
    let deep =
      opening + #""\#(String(repeating: "x", count: 100_000))""#
      + String(repeating: "]}", count: 250)
    let templates = #"{"t":{"document_id":"1","fhir":\#(deep)}}"#
    #expect(step(templates, after: templates).verdict == .same)
    #expect(step(templates.replacing("xx\"", with: "xy\""), after: templates).verdict == .progress)
  }
}
