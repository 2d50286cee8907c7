import Testing

@testable import ScribeSession

/// TheRules, section 5, but documents.
@Suite("A session's content")
struct ContentTests {
  private let text = "Doctor: नमस्ते. "

  private func step(_ phase: Phase, _ members: String, after polls: Poll...) -> Step {
    var session = Session()
    _ = session.observe(all: polls)
    return session.observe(.report(phase, members, at: 100))
  }

  private func transcript(_ text: String) -> String { #""transcript":"\#(text)""# }

  @Test("keeps what is absent or null, and is the same then")
  func absentIsNotEmpty() {
    let all = #"""
      "created_at":"2026-06-06T14:00:00Z","expires_at":1780757600,"model_used":"pro",
      "language_detected":"en","audio_files_received":1,"audio_files":["0.webm"],
      "additional_data":{"a":1},"patient_details":{"b":2},"templates":[{"soap":{"data":1}}],
      "transcript":"One.","message":"m","processing_errors":[{"type":"t"}],
      "audio_files_processed":1
      """#
    let known = Poll.report(.processing, all, at: 1)
    let nulls =
      #""expires_at":null,"model_used":null,"additional_data":null,"templates":null,"message":null"#
    for members in ["", nulls, #""transcript":null"#, #""transcript":"""#, #""templates":[]"#] {
      let step = step(.processing, members, after: known)
      #expect(step.verdict == .same, "\(members)")
      #expect(step.session.content == Session(after: known).content)
    }
  }

  @Test("is emptied by an explicit empty in completed, partial and expired only")
  func explicitEmpty() {
    let known = Poll.report(.processing, transcript("One.") + #","templates":{"soap":{}}"#, at: 1)
    for phase in Phase.allCases where phase != .unseen {
      for empty in [#""transcript":null,"templates":[]"#, #""transcript":"","templates":{}"#] {
        let step = step(phase, empty, after: known)
        let clears = [.completed, .partial, .expired].contains(phase)
        #expect((step.session.content.transcript == nil) == clears, "\(phase)")
        #expect(step.session.content.documents.isEmpty == clears, "\(phase)")
        #expect(step.codes.filter { $0 == .contentLost }.count == (clears ? 2 : 0))
      }
    }
  }

  @Test("tells how a transcript changed, by its decoded bytes")
  func transcripts() throws {
    let length = text.utf8.count
    let known = Poll.report(.processing, transcript(text), at: 1)
    func change(_ text: String) -> (Event?, [Anomaly.Code]) {
      let step = step(.processing, transcript(text), after: known)
      #expect(step.session.content.transcript?.byteCount == text.utf8.count || text.contains("\\"))
      return (step.changes.first, step.codes)
    }
    let escaped = change(#"Doctor: \u0928\u092e\u0938\u094d\u0924\u0947. "#)
    #expect(escaped.0 == nil)

    let extended = change(text + "Patient: வணக்கம்.")
    guard case .transcriptExtended(length, _) = extended.0 else {
      Issue.record("not extended")
      return
    }
    #expect(extended.1 == [])

    let rewritten = change("Patient: नमस्ते." + " And more.")
    guard case .transcriptRewritten(length, _) = rewritten.0 else {
      Issue.record("not rewritten")
      return
    }
    #expect(rewritten.1 == [.transcriptRewritten])

    let sameLength = change("doctor: नमस्ते. ")
    guard case .transcriptRewritten(length, _) = sameLength.0 else {
      Issue.record("not rewritten")
      return
    }
    let shrank = change("Doctor: ")
    guard case .transcriptShrank(length, _) = shrank.0 else {
      Issue.record("did not shrink")
      return
    }
    #expect(shrank.1 == [.transcriptShrank])
  }

  @Test("takes a renamed or reordered list of audio files for the same")
  func audioRenaming() {
    let known = Poll.report(
      .recording, #""audio_files_received":2,"audio_files":["0.webm","1.webm"]"#, at: 1)
    for list in [
      #"["s3://b/x/0.webm","s3://b/x/1.webm"]"#, #"["1.webm","0.webm"]"#,
      #"["0.w\u0065bm","1.webm"]"#,
    ] {
      let members = #""audio_files_received":2,"audio_files":\#(list)"#
      #expect(step(.recording, members, after: known).verdict == .same, "\(list)")
    }
    // The last component of a path that ends in a slash is empty.
    let folder = Poll.report(.recording, #""audio_files":["a/"]"#, at: 1)
    #expect(step(.recording, #""audio_files":["b/"]"#, after: folder).verdict == .same)
    #expect(step(.recording, #""audio_files":["a"]"#, after: folder).verdict == .progress)
    let other = #""audio_files_received":2,"audio_files":["0.webm","2.webm"]"#
    #expect(step(.recording, other, after: known).verdict == .progress)
    let fewer = step(
      .recording, #""audio_files_received":1,"audio_files":["0.webm","1.webm"]"#, after: known)
    #expect(fewer.codes == [.audioDecreased, .audioCountMismatch])
    #expect(fewer.session.content.audioFilesReceived == 1)
  }

  @Test("takes a count of any length for a count")
  func largeCounts() {
    for (text, count) in [
      ("9223372036854775808", Int.max), ("1e400", .max), ("4.0", 4), ("0e9", 0), ("-0", 0),
    ] {
      let step = step(.recording, #""audio_files_received":\#(text)"#)
      #expect(step.session.content.audioFilesReceived == count)
      #expect(step.codes == [])
    }
    for text in ["-1", "-9223372036854775809", "1.5", "1e-1", "0.1e-400"] {
      #expect(
        step(.recording, #""audio_files_received":\#(text)"#).codes == [.typeDrift], "\(text)")
    }
  }

  @Test("compares instants as instants, in whatever form they come")
  func instants() {
    let known = Poll.report(.processing, #""created_at":"2026-06-06T14:00:00.5Z""#, at: 1)
    for same in [
      #""2026-06-06 14:00:00.500000""#, #""2026-06-06T19:30:00.5000009+0530""#, "1780754400.5",
      #""1780754400.50""#,
    ] {
      #expect(step(.processing, #""created_at":\#(same)"#, after: known).verdict == .same)
    }
    let moved = step(.processing, #""created_at":1780754401"#, after: known)
    #expect(
      moved.changes == [.instantMoved(.createdAt, from: .at(0.5), to: .at(1))])
    #expect(moved.codes == [.createdAtChanged])
  }

  @Test("compares objects that are passed through by their bytes")
  func passThrough() {
    let known = Poll.report(.processing, #""additional_data":{"n":12345678901234567890}"#, at: 1)
    for other in [#"{"n":12345678901234567891}"#, #"{"n": 12345678901234567890}"#, "{}"] {
      let step = step(.processing, #""additional_data":\#(other)"#, after: known)
      #expect(step.verdict == .progress)
      #expect(step.changes.count == 1)
    }
    let report = step(.processing, #""additional_data":{"n":2.50, "m":1e3}"#).report
    #expect(
      report?.additionalData.map { String(decoding: $0, as: UTF8.self) } == #"{"n":2.50, "m":1e3}"#)
  }

  @Test("does not change with what changes on every poll or is a secret")
  func untracked() {
    let known = Poll.report(
      .processing,
      #""upload_url":"https://u/1","templates":[{"s":{"presigned_url":"https://p/1"}}]"#,
      at: 1)
    let next =
      #""upload_url":{"uploadData":{"url":"https://u/2"}},"templates":[{"s":{"presigned_url":"https://p/2","presigned_url_expires_at":7}}]"#
    #expect(step(.processing, next, after: known).verdict == .same)
  }

  @Test("records model, language, message, error and processing errors")
  func facts() {
    let first = step(
      .failed,
      #""model_used":"pro","language_detected":"en","message":"m","audio_files_processed":3,"error":{"code":"c","message":"m"},"processing_errors":[{"type":"t","message":"m","file":null}]"#
    )
    #expect(first.changes.count == 7)
    let content = first.session.content
    #expect(content.modelUsed == "pro" && content.languageDetected == "en")
    #expect(content.error?.code == "c" && content.processingErrors?.count == 1)
    #expect(content.processingErrors?.kinds == [.init(type: "t", file: nil)])
    #expect(content.audioFilesProcessed == 3 && content.message?.byteCount == 1)

    var session = first.session
    let changed = session.observe(
      .report(
        .failed,
        #""model_used":"lite","processing_errors":[{"type":"t","message":"other","file":null}],"error":"text""#,
        at: 101))
    #expect(changed.changes.count == 3)
    #expect(changed.codes == [.settledFieldChanged])
    #expect(changed.session.content.error?.code == nil)
  }
}
