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
        outcome: .noAnswer(Failure(.dns))),
      .report(.processing, #""transcript":"after the end of time""#, at: 35),
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
      #expect(Event(value) == nil, "\(text)")
      #expect(Session(snapshot: value, fingerprintKey: .constant, after: []) == nil, "\(text)")
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
