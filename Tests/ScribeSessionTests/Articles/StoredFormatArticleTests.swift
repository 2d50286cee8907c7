import Readme
import ScribeJSON
import Testing

@testable import ScribeSession

@Suite("The article on the stored format")
struct StoredFormatArticleTests {
  /// Polls whose events are of all kinds and have each member that there can be.
  private static let polls: [Poll] =
    [
      .report(
        .created, #""created_at":"2026-06-06T09:00:00Z""#, at: 0,
        url: sessionURL + "?template_id=soap")
    ]
    + StoredFormTests.polls + [
      .report(
        .processing,
        #""transcript":"a long text","upload_url":"wss://h","audio_files_processed":1,"#
          + #""model_used":"pro","language_detected":"en","created_at":"2026-06-06T09:00:00Z""#,
        at: 40),
      .report(
        .partial,
        #""transcript":"short","upload_url":"https://h","audio_files_processed":2,"#
          + #""model_used":"lite","language_detected":"hi","created_at":"2026-06-06T09:00:01Z","#
          + #""additional_data":{"a":1},"error":{"code":"x","message":"y"},"#
          + #""processing_errors":[{"type":"t","message":"m","file":"0.wav"}],"#
          + #""templates":[{"soap":{"document_id":"d","document_type":"n","data":"one","fhir":[],"publish":true,"error":"e","errors":["e"],"warnings":["w"],"status":"success"}}]"#,
        at: 41),
      .report(
        .completed,
        #""additional_data":{"a":2},"processing_errors":[{"type":"t"},{"type":"u"}],"#
          + #""templates":[{"soap":{"document_id":"d","data":"two","status":"failed"}}]"#, at: 42),
    ]

  @Test("has each event with its members")
  func events() throws {
    var sessions: [PollStream: Session] = [:]
    var members: [String: [String]] = [:]
    for poll in Self.polls {
      let stream = try #require(PollStream(method: poll.method, url: poll.url))
      for event in sessions[stream, default: Session()].observe(poll).events {
        var json = JSONWriter()
        event.write(to: &json)
        let names = try JSONDocument(json.bytes).root.members.map(\.name.text)
        members[event.name, default: []] += names.filter {
          $0 != "type" && members[event.name]?.contains($0) != true
        }
      }
    }
    #expect(members.count == 29, "an event is not tried")
    let rows = members.sorted { $0.key < $1.key }.map { type, names in
      ["`\(type)`", names.sorted().map { "`\($0)`" }.joined(separator: ", ")]
    }
    try ArticleTable(head: ["type", "members"], rows: rows).expect(in: "StoredFormat", "events")
  }

  @Test("names the reducer that decides")
  func reducer() throws {
    #expect(try Article("StoredFormat").lines.contains { $0.contains("`\(Session.reducerID)`") })
  }
}
