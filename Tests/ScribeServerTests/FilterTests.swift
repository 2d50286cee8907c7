import Foundation
import ScribeSession
import Testing

@testable import ScribeServer

@Suite("A filter that was not recorded")
struct FilterTests {
  private static let documents = #"""
    [{"soap":{"status":"success","document_id":"d1","data":{"n":1}}},
     {"letter":{"status":"failed","document_id":"d2"}},
     {"letter":{"status":"success","document_id":"d3","data":"x"}},
     {"scan":{"status":"in-progress","document_id":"d4"}},
     {"lab":{"status":"failure","document_id":"d5"}},
     {"pair":{"status":"success","document_id":"d6"},"soap":{"status":"success","document_id":"d7"}}]
    """#

  private static func body(
    _ status: String = "completed", _ templates: String = documents
  ) -> String {
    #"{"session_id":"ses_x","status":"\#(status)","created_at":"c","transcript":"t","#
      + #""completed_at":"e","model_used":"pro","language_detected":"en","processing_errors":[],"#
      + #""audio_files_received":1,"templates":\#(templates)}"#
  }

  private func seen(
    _ query: String, _ http: Int = 200, _ body: String = body()
  ) throws -> (http: Int?, members: [String: Any]) {
    let served = try RecordedSessions([poll(at: 1, http, body)]).next(query: query)
    let json = try JSONSerialization.jsonObject(with: Data(served.text.utf8))
    return (served.answer?.status, json as? [String: Any] ?? [:])
  }

  private func ids(_ members: [String: Any]) -> [String] {
    (members["templates"] as? [[String: Any]] ?? []).flatMap { object in
      object.values.compactMap { ($0 as? [String: Any])?["document_id"] as? String }
    }
  }

  @Test(
    "shows the documents of a template or an id, with a status of their own",
    arguments: [
      ("?template_id=soap", 200, "completed", ["d1", "d7"]),
      ("?template_id=letter", 206, "partial", ["d2", "d3"]),
      ("?document_id=d3", 200, "completed", ["d3"]),
      ("?template_id=soap&document_id=d7", 200, "completed", ["d7"]),
      ("?document_id=&template_id=pair", 200, "completed", ["d6"]),
      ("?template_id=scan", 202, "processing", []), ("?document_id=d5", 200, "failed", []),
    ])
  func status(query: String, http: Int, word: String, documents: [String]) throws {
    let seen = try seen(query)
    #expect(seen.http == http)
    #expect(seen.members["status"] as? String == word)
    #expect(ids(seen.members) == documents)
    #expect(seen.members["session_id"] as? String == "ses_x")
    #expect((seen.members["templates"] == nil) == documents.isEmpty)
    #expect((seen.members["model_used"] == nil) == documents.isEmpty)
    #expect((seen.members["expires_at"] is NSNull) == (http == 202))
    #expect((seen.members["transcript"] == nil) == (word == "failed"))
  }

  @Test("is 404 where there is no such document, in the documented envelope")
  func missing() throws {
    for query in ["?template_id=xray", "?document_id=d9", "?template_id=soap&document_id=d3"] {
      let seen = try seen(query)
      #expect(seen.http == 404)
      #expect((seen.members["error"] as? [String: Any])?["code"] as? String == "resource_not_found")
      let served = try RecordedSessions([poll(at: 1, 200, Self.body())]).next(query: query)
      #expect(served.header("date") == "Sat, 06 Jun 2026 09:00:01 GMT")
    }
  }

  @Test("reads templates as a map, too")
  func map() throws {
    let seen = try seen(
      "?template_id=soap", 206,
      Self.body(
        "partial", #"{"soap":{"status":"success","document_id":"d1"},"x":{"status":"failed"}}"#))
    #expect(seen.http == 200)
    #expect(ids(seen.members) == ["d1"])
  }

  @Test("changes nothing of an answer that has no documents yet, or is an error")
  func unchanged() throws {
    let open = #"{"status":"processing", "session_id":"ses_x"}"#
    for (http, body) in [
      (202, open), (404, #"{"error":{"code":"session_not_found"}}"#), (500, "no JSON"),
      (410, #"{"status":"expired", "templates":{}}"#), (200, #"{"status":"failed"}"#), (200, "[]"),
    ] {
      let served = try RecordedSessions([poll(at: 1, http, body)]).next(query: "?template_id=soap")
      #expect(served.answer?.status == http)
      #expect(served.text == body)
    }
  }

  @Test("passes over elements that are no documents")
  func oddElements() throws {
    let seen = try seen(
      "?template_id=soap", 200,
      Self.body(
        "completed", #"[1,null,{"soap":7},{"soap":{"status":"success","document_id":"d1"}}]"#))
    #expect(seen.http == 200)
    #expect(ids(seen.members) == ["d1"])
  }

  @Test("leaves an expired session expired, with what there is of the template")
  func expired() throws {
    let body = Self.body(
      "expired", #"{"soap":{"status":"partial","document_id":"d1"},"x":{"status":"failed"}}"#)
    for (query, documents) in [("?template_id=soap", ["soap"]), ("?template_id=y", [])] {
      let seen = try seen(query, 410, body)
      #expect(seen.http == 410)
      #expect((seen.members["templates"] as? [String: Any]).map { Array($0.keys) } == documents)
    }
  }

  @Test("makes an answer that has what its status has to have, and nothing that it has not")
  func members() throws {
    let partial =
      #""templates":[{"a":{"status":"success","document_id":"1"}},{"a":{"status":"failed","document_id":"2"}},{"b":{"status":"in-progress"}}]}"#
    let body =
      #"{"session_id":"ses_x","status":"partial","audio_files_received":3,"processing_errors":[],"#
      + partial
    let completed = try seen(
      "?document_id=1", 206,
      body.replacing(
        #""audio_files_received":3"#, with: #""audio_files_received":3,"audio_files_processed":3"#))
    #expect(completed.http == 200)
    #expect(
      Set(completed.members.keys) == ["session_id", "status", "audio_files_received", "templates"])
    let some = try seen("?template_id=a", 206, body)
    #expect(some.http == 206)
    #expect(some.members["audio_files_processed"] as? Int == 3)
    let open = try seen("?template_id=b", 206, body)
    #expect(open.http == 202)
    #expect(
      Set(open.members.keys) == [
        "session_id", "status", "audio_files_received", "expires_at", "additional_data",
        "transcript",
      ])
  }

  @Test(
    "is 404 of a template that a failed session has not, and the whole answer where it has none")
  func failed() throws {
    let body = Self.body("failed", #"[{"soap":{"status":"failed"}}]"#)
    #expect(try seen("?template_id=soap", 200, body).http == 200)
    #expect(try seen("?template_id=x", 200, body).http == 404)
  }

  @Test("that was derived does not make a session finished")
  func finished() throws {
    let sessions = try RecordedSessions([poll(at: 1, 202, "1"), poll(at: 2, 202, "2")])
    for query in ["?template_id=a", "?template_id=b"] { _ = sessions.bodies(3, query: query) }
    #expect(!sessions.isFinished)
    _ = sessions.bodies(2)
    #expect(sessions.isFinished)
  }

  @Test("has a position of its own in the answers of the whole session")
  func position() throws {
    let sessions = try RecordedSessions([poll(at: 1, 202, "1"), poll(at: 2, 202, "2")])
    #expect(sessions.bodies(2) == ["1", "2"])
    #expect(sessions.bodies(2, query: "?template_id=soap") == ["1", "2"])
    #expect(sessions.bodies(1, query: "?template_id=letter") == ["1"])
  }

  @Test("is answered as it was recorded where it was")
  func recorded() throws {
    let sessions = try RecordedSessions([
      poll(at: 1, 200, Self.body()), poll(at: 2, 200, "as recorded", query: "?template_id=soap"),
    ])
    #expect(sessions.bodies(1, query: "?v=2&template_id=soap") == ["as recorded"])
  }
}
