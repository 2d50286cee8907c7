import ScribeJSON
import Testing

@testable import ScribeSession

@Suite("A session, written down and read again")
struct StoredFormTests {
  /// Words that do not look like words, instants far away, and everything else.
  static let polls =
    FoldTests.polls + [
      .report(
        .completed,
        #""model_used":"Mr. Brown's model","language_detected":"अ","error":{"code":"of Mr. Brown"}"#,
        at: 31),
      .report(
        .completed,
        #""templates":[{"a":{"document_id":"1","status":"as Mr. Brown said"}},{"b":{"status":"x y"}}]"#,
        at: 32),
      .answer(202, .body(#""of Mr. Brown""#), at: 33),
      .answer(429, "", at: 34, headers: ["Retry-After": "Mon, 01 Jan 0001 00:00:00 GMT"]),
      Poll(
        sentAt: Instant(microsecondsSinceEpoch: .min),
        receivedAt: Instant(microsecondsSinceEpoch: .max), url: sessionURL,
        outcome: .noAnswer(Poll.Failure(.dns))),
      .report(.processing, #""transcript":"after the end of time""#, at: 35),
      .report(
        .processing, #""transcript":"after","created_at":"2026-06-06T15:00:00Z""#, at: 36),
    ]

  private func document(_ write: (inout JSONWriter) -> Void) throws -> JSONValue {
    var json = JSONWriter()
    write(&json)
    return try JSONDocument(json.bytes).root
  }

  @Test("has the same events, each of them free of what a patient could have said")
  func events() throws {
    var session = Session()
    for poll in Self.polls {
      for event in session.observe(poll).events {
        let stored = try document { event.write(to: &$0) }
        #expect(Event(stored) == event)
        #expect(!String(decoding: stored.bytes, as: UTF8.self).contains("Brown"))
      }
    }
    #expect(session.pollCount == Self.polls.count)
  }

  @Test("is the same state, and goes on in the same way")
  func snapshots() throws {
    var session = Session()
    var records: [PollRecord] = []
    for poll in Self.polls + Self.polls.map(\.later) {
      let stored = try document { session.writeSnapshot(to: &$0) }
      #expect(!String(decoding: stored.bytes, as: UTF8.self).contains("Brown"))
      var restored = try #require(
        Session(snapshot: stored, fingerprintKey: .constant, after: records))
      #expect(restored == session)
      let step = session.observe(poll)
      records += step.events.records
      #expect(restored.observe(poll).events == step.events)
      #expect(restored == session)
    }
  }

  @Test("is no event or state where the text is another")
  func others() throws {
    for text in [
      "{}", "[]", #"{"type":"polled"}"#, #"{"type":"born"}"#, #"{"type":"anomalyBegan"}"#,
      #"{"type":"phaseChanged","from":"unseen","to":"Processing"}"#,
      #"{"type":"audioNamesChanged","count":1,"fingerprint":"0g"}"#,
    ] {
      let value = try JSONDocument(Array(text.utf8)).root
      #expect(Event(value) == nil && PollStream(value) == nil, "\(text)")
      #expect(Session(snapshot: value, fingerprintKey: .constant, after: []) == nil, "\(text)")
    }
  }

  /// All is read that is written, but for the severity, which goes with the code.
  @Test("is none without a member that it needs, and another without one of the rest")
  func members() throws {
    var session = Session()
    var lines: Set<String> = []
    for poll in Self.polls {
      for event in session.observe(poll).events {
        let stored = try document { event.write(to: &$0) }
        for (path, text) in Self.nulled(stored) {
          let read = Event(try JSONDocument(text).root)
          let what = read == nil ? "none" : read == event ? "the same" : "another"
          lines.insert("\(event.name)\(path) | \(what)")
        }
      }
    }
    try Golden.expect(lines.sorted(), toMatch: "stored-members.txt")
  }

  @Test("is another state without any of its members, or none")
  func stateMembers() throws {
    var session = Session()
    var records: [PollRecord] = []
    for poll in Self.polls {
      records += session.observe(poll).events.records
      let stored = try document { session.writeSnapshot(to: &$0) }
      for (path, text) in Self.nulled(stored) {
        let read = Session(
          snapshot: try JSONDocument(text).root, fingerprintKey: .constant, after: records)
        #expect(read != session || path.hasSuffix(".severity"), "\(path)")
      }
    }
    let stored = try document { session.writeSnapshot(to: &$0) }
    let required = try Self.nulled(stored).filter { _, text in
      Session(snapshot: try JSONDocument(text).root, fingerprintKey: .constant, after: []) == nil
    }
    #expect(
      required.map(\.path).filter { !$0.contains("[") } == [
        ".phase", ".skipped_phases", ".polls", ".content", ".content.documents",
        ".open_anomalies", ".runs", ".runs.last_report_agreed", ".runs.disagreements",
        ".runs.faults", ".runs.not_founds",
      ])
  }

  /// The text of a value with null in place of each value in it, and where that stands.
  private static func nulled(_ value: JSONValue) -> [(path: String, text: [UInt8])] {
    func places(in value: JSONValue, _ path: String) -> [(path: String, value: JSONValue)] {
      let inside =
        value.members.map { ("\(path).\($0.name.text)", $0.value) }
        + value.elements.map { ("\(path)[]", $0) }
      return inside.flatMap { [($0, $1)] + places(in: $1, $0) }
    }
    let whole = Array(value.bytes)
    return places(in: value, "").map { path, inner in
      let start = inner.offset - value.offset
      let rest = whole[(start + inner.bytes.count)...]
      return (path, whole[..<start] + Array("null".utf8) + rest)
    }
  }

  @Test("knows a word that is no word by its length and fingerprint")
  func words() {
    var session = Session()
    let step = session.observe(
      .report(.completed, #""model_used":"Mr. Brown","language_detected":"en-GB""#, at: 1))
    #expect(session.content.modelUsed?.text.hasPrefix("string(9):") == true)
    #expect(session.content.modelUsed?.shown == "string(9)")
    #expect(session.content.languageDetected == "en-GB")
    #expect(step.report?.modelUsed == "Mr. Brown")
    let again = session.observe(
      .report(.completed, #""model_used":"Mr. Brown","language_detected":"en-GB""#, at: 2))
    #expect(again.verdict == .same)
    let other = session.observe(
      .report(.completed, #""model_used":"Ms. Brown","language_detected":"en-GB""#, at: 3))
    #expect(other.verdict == .progress)
  }
}

extension [Event] {
  /// What kind of answers the polls got, duplicates left out.
  fileprivate var records: [PollRecord] {
    compactMap { event in
      if case .polled(let record) = event, record.kind != .duplicate { record } else { nil }
    }
  }
}

extension Poll {
  /// The same answer, asked for a day later.
  fileprivate var later: Poll {
    var poll = self
    poll.sentAt = sentAt?.advanced(by: .seconds(86_400))
    poll.receivedAt = receivedAt.advanced(by: .seconds(86_400))
    return poll
  }
}
