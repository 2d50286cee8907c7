import Testing

@testable import ScribeSession

/// The state as an embedder wants it.
@Suite("A session's state")
struct StateTests {
  @Test("tells since when the phase lasts, and which phases were skipped unseen")
  func phases() {
    func session(_ phases: Phase...) -> Session {
      var session = Session()
      for (index, phase) in phases.enumerated() {
        _ = session.observe(.report(phase, at: Double(index)))
      }
      return session
    }
    #expect(session(.processing, .processing, .processing).phaseSince == .at(0))
    #expect(session(.recording, .processing, .completed).phaseSince == .at(2))
    #expect(session(.created, .recording, .processing, .completed).skippedPhases == [])
    #expect(session(.created, .initialized, .processing, .failed).skippedPhases == [])
    #expect(session(.completed).skippedPhases == [.created, .recording, .processing])
    #expect(session(.initialized, .partial).skippedPhases == [.created, .processing])
    #expect(
      session(.created, .processing, .created, .processing, .created, .completed).skippedPhases
        == [.recording, .processing])
    #expect(session(.expired).skippedPhases == [])
    #expect(session(.created, .expired).skippedPhases == [])
    #expect(
      session(.created, .recording, .processing, .completed, .processing, .completed)
        .skippedPhases == [])
  }

  @Test("tells an outage: what came instead, how often, since when")
  func outages() {
    var session = Session(after: .report(.processing, at: 0))
    #expect(session.outage == nil)
    let faults: [(Poll, Outage.Kind)] = [
      (.failure(.timeout, at: 1), .noAnswer(.timeout)), (.answer(503, "", at: 2), .httpStatus(503)),
      (.answer(404, "", at: 3), .httpStatus(404)), (.answer(401, "", at: 4), .httpStatus(401)),
      (.answer(200, "", at: 5), .unreadableBody),
      (.answer(200, .body(#""queued""#), at: 6), .unknownStatus),
      (.answer(200, .body(nil, id: "ses_other"), at: 7), .anotherSession),
    ]
    for (index, (poll, kind)) in faults.enumerated() {
      _ = session.observe(poll)
      #expect(session.outage?.kind == kind)
      #expect(session.outage?.pollCount == index + 1)
      #expect(session.outage?.since == .at(1))
    }
    for poll: Poll in [
      .report(.processing, at: 8), .answer(304, "", at: 8),
      .answer(202, .body(#""created""#), at: 8, sentAt: -5),
    ] {
      var after = session
      _ = after.observe(poll)
      #expect(after.outage == nil)
    }
  }

  @Test("tells how audio is uploaded, and never the URL")
  func uploadModes() {
    for (url, mode) in [
      (#""wss://h/x""#, UploadMode.stream), (#""WS://h/x""#, .stream),
      (#""https://h/x""#, .request),
      (#""http://h/x""#, .request), (#"{"uploadData":{"url":"https://h"}}"#, .form),
      (#""ftp://h""#, nil), (#""""#, nil), ("null", nil), (#""x""#, nil),
    ] {
      var session = Session(after: .report(.recording, at: 0))
      let step = session.observe(.report(.recording, #""upload_url":\#(url)"#, at: 1))
      #expect(session.content.uploadMode == mode, "\(url)")
      #expect(step.verdict == .same)
    }
  }

  @Test("tells whether the last word was settled, with agreement")
  func agreement() {
    #expect(!Session().isSettledWithAgreement)
    #expect(!Session(after: .report(.processing, at: 0)).isSettledWithAgreement)
    #expect(Session(after: .report(.partial, at: 0)).isSettledWithAgreement)
    #expect(
      !Session(after: .answer(202, .body(#""failed""#), at: 0)).isSettledWithAgreement)
    #expect(
      !Session(after: .report(.completed, at: 0), .answer(202, .body(#""completed""#), at: 1))
        .isSettledWithAgreement)
  }

  @Test("gives out instants and documents by what they are known by")
  func content() {
    let content = Session(
      after: .report(
        .completed,
        #""created_at":"2026-06-06T14:00:00Z","templates":[{"a":{"document_id":"1"}},{"b":{}}]"#,
        at: 0)
    ).content
    #expect(content.instant(.createdAt) == .at(0) && content.instant(.expiredAt) == nil)
    #expect(content.document(.id("1"))?.templateID == "a")
    #expect(content.document(.place(templateID: "b", 0))?.templateID == "b")
    #expect(content.document(.id("2")) == nil && content.documents.count == 2)
  }

  @Test("is equal, and found in a set, whatever was not compared on the way there")
  func equality() {
    let poll = Poll.report(.processing, #""transcript":"One.""#, at: 0)
    let again = Poll.report(.processing, #""transcript":"One.""#, at: 1)
    var (session, events) = (Session(), [Event]())
    for poll in [poll, again] { events += session.observe(poll).events }
    #expect(session.absorbedContent.token != nil)
    #expect(Set([session]).contains(Session(replaying: events)))
    #expect(!Set([session]).contains(Session(after: poll)))
  }

  @Test("tells the rows that led there")
  func rules() {
    var session = Session()
    let first = session.observe(.report(.processing, at: 0))
    #expect(first.statusRule == .openAgrees && first.transitionRule == .firstOpen)
    let held = session.observe(.answer(200, .body(#""odd""#), at: 1))
    #expect(held.statusRule == .endUnknown && held.transitionRule == nil)
    let fault = session.observe(.failure(.timeout, at: 2))
    #expect(fault.statusRule == nil && fault.transitionRule == nil)
    let end = session.observe(.answer(410, #"{"error":{}}"#, at: 3))
    #expect(end.statusRule == .expiredEnvelope && end.transitionRule == .openSettled)
  }

  @Test("keeps processing errors by type and file, where these look like words")
  func processingErrors() {
    var session = Session()
    _ = session.observe(
      .report(
        .partial,
        #""processing_errors":[{"type":"bad_audio","message":"x","file":"s3://b/k/1.webm?sig=SECRET"},{"type":"Jane Doe, 52","file":"Jane Doe.webm"}]"#,
        at: 0))
    #expect(
      session.content.processingErrors?.kinds
        == [.init(type: "bad_audio", file: "1.webm"), .init(type: nil, file: nil)])
    for count in [31, 32, 33] {
      let errors = [String](repeating: #"{"type":"t"}"#, count: count).joined(separator: ",")
      _ = session.observe(
        .report(.partial, #""processing_errors":[\#(errors)]"#, at: Double(count)))
      #expect(session.content.processingErrors?.count == count)
      #expect(session.content.processingErrors?.kinds.count == min(count, 32))
    }
  }
}
