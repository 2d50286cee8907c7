import Foundation
import ScribeSession
import Testing

@testable import ScribeServer

@Suite("A script")
struct ScriptTests {
  private func polls(_ text: String) throws -> [Poll] { try SessionScript(text: text).polls }

  private func bodies(_ text: String) throws -> [String] {
    try polls(text).map { String(decoding: $0.answer?.body ?? [], as: UTF8.self) }
  }

  @Test("makes documented bodies, and keeps what it says of the session")
  func lifecycle() throws {
    let bodies = try bodies(
      """
      # A visit.
      session ses_x
      at 1s 202 recording  audio 1   # arrives
      at 2s 202  audio +1  say "Doctor: "
      at 3s 206  say "\\"Hello\\""  document soap/d1 success {"a": [1, "}"]}  document letter failed

      at 4s 200  templates map  document letter success
      at 5s 410
      """)
    let first =
      #"{"session_id":"ses_x","status":"recording","created_at":"2026-06-06T08:59:55.000Z","#
    #expect(
      bodies[0] == first
        + #""expires_at":"2026-06-06T09:59:55.000Z","audio_files_received":1,"#
        + #""audio_files":["0.webm"],"additional_data":{"visit":"V-2041"},"transcript":"","#
        + #""upload_url":"https://upload.example/ses_x?token=t1"}"#)
    #expect(bodies[1].contains(#""status":"processing""#))
    #expect(bodies[1].contains(#""audio_files":["0.webm","1.webm"]"#))
    #expect(bodies[1].contains(#""transcript":"Doctor: ","#))
    #expect(bodies[2].contains(#""transcript":"Doctor: \"Hello\"","#))
    #expect(
      bodies[2].hasSuffix(
        #""templates":[{"soap":{"status":"success","document_id":"d1","document_type":"soap","#
          + #""data":{"a": [1, "}"]}}},{"letter":{"status":"failed"}}],"audio_files_processed":2}"#)
    )
    #expect(
      bodies[3].hasSuffix(
        #""templates":{"letter":{"status":"success"},"soap":{"status":"success","#
          + #""document_id":"d1","document_type":"soap","data":{"a": [1, "}"]}}}}"#))
    #expect(bodies[4].contains(#""status":"expired""#))
    #expect(!bodies[4].contains("model_used"))
  }

  @Test("says when each poll was asked for and how long it took")
  func times() throws {
    let polls = try polls(
      """
      base https://h.example/v1
      start 2026-01-02T03:04:05Z
      session a
      at 1s 202
      at 1m1s 200 took 14s
      at 2m timeout
      at 2m1s reset "reset by peer" took 5ms
      at -1s 202 query template_id=soap no-date
      """)
    #expect(
      polls.map { "\($0.sentAt?.description ?? "") \($0.receivedAt)" } == [
        "2026-01-02T03:04:06.000Z 2026-01-02T03:04:06.042Z",
        "2026-01-02T03:05:06.000Z 2026-01-02T03:05:20.000Z",
        "2026-01-02T03:06:05.000Z 2026-01-02T03:06:05.200Z",
        "2026-01-02T03:06:06.000Z 2026-01-02T03:06:06.005Z",
        "2026-01-02T03:04:04.000Z 2026-01-02T03:04:04.042Z",
      ])
    #expect(
      polls.map(\.url).suffix(2) == [
        "https://h.example/v1/sessions/a", "https://h.example/v1/sessions/a?template_id=soap",
      ])
    #expect(polls[3].outcome == .noAnswer(Poll.Failure(.reset, message: "reset by peer")))
    #expect(polls[0].answer?.headers.map(\.name) == ["date", "content-type"])
    #expect(polls[4].answer?.headers.map(\.name) == ["content-type"])
  }

  @Test("repeats a line, each time with what it adds")
  func repetition() throws {
    let polls = try polls("session a\nat 1s 202 audio +1 talk hindi +2 repeat 50 every 500ms")
    #expect(polls.count == 50)
    #expect(polls[49].sentAt?.description == "2026-06-06T09:00:25.500Z")
    var before = ""
    for (place, poll) in polls.enumerated() {
      let json = try JSONSerialization.jsonObject(with: Data(poll.answer?.body ?? []))
      let body = try #require(json as? [String: Any])
      let transcript = try #require(body["transcript"] as? String)
      #expect(body["audio_files_received"] as? Int == place + 1)
      #expect(transcript.hasPrefix(before))
      #expect(transcript.split(separator: "\n").count == 2 * (place + 1))
      before = transcript
    }
  }

  @Test(
    "talks in several languages, as much as it is to",
    arguments: ["english", "hindi", "tamil", "mixed"])
  func talk(language: String) throws {
    let bodies = try bodies(
      "session a\nat 1s 202 talk \(language) 60KB\nat 2s 200 talk \(language) +1\nat 3s 200 talk \(language) 60KB seed 2"
    )
    let transcripts = try bodies.map { body in
      let json = try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
      return try #require(json?["transcript"] as? String)
    }
    #expect((59_997...60_000).contains(transcripts[0].utf8.count))
    #expect(transcripts[1].utf8.count > 59_000)
    #expect(transcripts[1].hasSuffix("\n"))
    #expect(transcripts[2] != transcripts[0])
    let detected = ["english": "en", "tamil": "ta"][language] ?? "hi"
    #expect(bodies[1].contains("\"language_detected\":\"\(detected)\""))
  }

  @Test("says anything else that a server might")
  func shapes() throws {
    let polls = try polls(
      """
      session a
      at 1s 500 error internal_error "m \\u0041" header X-A "1" retry-after 5
      at 2s 403 detail "session_expired"
      at 3s 502 html
      at 4s 503 text "busy"
      at 5s 400 body {"a": 1}
      at 6s 200 body "{\\"cut"
      at 7s 200 base64 /w==
      at 8s 202 nested 3
      at 9s 200 empty
      at 10s 200 unrecorded
      at 11s 202 bom cut 5
      at 12s 202 with session_id "b" without status twice created_at null
      at 13s 418
      at 14s 202 set additional_data null unset upload_url
      at 15s 202
      again
      """)
    let bodies = polls.map { $0.answer?.body.map { String(decoding: $0, as: UTF8.self) } }
    #expect(
      Array(bodies.prefix(6)) == [
        #"{"error":{"code":"internal_error","message":"m \u0041"}}"#,
        #"{"detail":"session_expired"}"#,
        "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
          + "<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n",
        "busy", #"{"a": 1}"#, #"{"cut"#,
      ])
    #expect(polls[6].answer?.body == [0xFF])
    #expect(Array(bodies[7...9]) == [#"{"a":[[["#, "", nil])
    #expect(polls[10].answer?.body == [0xEF, 0xBB, 0xBF] + Array(#"{""#.utf8))
    let changed = try #require(bodies[11] ?? nil)
    #expect(changed.hasPrefix(#"{"session_id":"b","created_at":""#))
    #expect(changed.hasSuffix(#","created_at":null}"#))
    #expect(bodies[12]?.contains("status") == false)
    #expect(bodies[14]?.contains(#""additional_data":null,"transcript":""}"#) == true)
    #expect(polls[15] == polls[14])
    #expect(
      polls[0].answer?.headers.suffix(2).map { "\($0.name): \($0.value)" } == [
        "X-A: 1", "retry-after: 5",
      ])
    #expect(
      polls[2].answer?.headers.contains(HeaderField(name: "content-type", value: "text/html"))
        == true)
  }

  @Test("shows what its query and its URL filter")
  func filters() throws {
    let polls = try polls(
      """
      session a
      document soap/1 success 5 document letter/2 failed
      at 1s 200 query template_id=soap query v=2
      at 2s 200 url https://h.example/v1/sessions/a?document_id=2
      at 3s 410
      at 4s 504 html
      at 5s 503 text "x" retry-after "Sat, 06 Jun 2026 09:00:20 GMT"
      """)
    let bodies = polls.map { String(decoding: $0.answer?.body ?? [], as: UTF8.self) }
    #expect(polls[0].url.hasSuffix("/a?template_id=soap&v=2"))
    #expect(
      bodies[0].contains(
        #""templates":[{"soap":{"status":"success","document_id":"1","document_type":"soap","data":5}}]"#
      ))
    #expect(bodies[1].contains(#""templates":[{"letter":{"status":"failed","#))
    #expect(bodies[2].contains(#""templates":{"soap":{"#))
    #expect(bodies[3].contains("504 Gateway Time-out"))
    #expect(polls[4].answer?.headers.last?.value == "Sat, 06 Jun 2026 09:00:20 GMT")
  }

  @Test("tells several sessions apart, and goes on with each where it was")
  func sessions() throws {
    let bodies = try bodies(
      "session a\naudio 1\nat 1s 202\nsession b\nat 1s 202\nsession a\nat 2s 202")
    #expect(bodies.map { $0.contains(#""audio_files_received":1"#) } == [true, false, true])
    #expect(bodies[2].contains("a?token=t2"))
  }

  @Test("may be long, and each of its polls say more")
  func long() throws {
    let said = String(repeating: "a", count: 1000)
    let lines = (0..<10_000).map { "at \($0)s 202 say \"\(said)\"" }
    let script = try SessionScript(text: "session a\n" + lines.joined(separator: "\n"))
    #expect(script.poll(at: 9999..<10_000).answer?.body?.count ?? 0 > 10_000_000)
    #expect(script.poll(at: 0..<1).answer?.body?.count ?? 0 < 2000)
  }

  @Test("goes on with what was said before from each poll on, whatever another one added")
  func branches() throws {
    let bodies = try bodies(
      "session a\nat 1s 202 say \"1\"\nat 2s 202 say \"2\"\nat 3s 202 transcript \"x\"\nat 4s 202 say \"y\""
    )
    let transcripts = try bodies.map { body in
      let json = try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
      return try #require(json?["transcript"] as? String)
    }
    #expect(transcripts == ["1", "12", "x", "xy"])
    let text = SaidText().appending("a")
    #expect(
      [text.appending("b"), text.appending("c"), text].map { Array($0.utf8) }
        == ["ab", "ac", "a"].map { Array($0.utf8) })
  }

  @Test("takes what is written over a quote for what it is")
  func combiningMarks() throws {
    let bodies = try bodies("session a\nat 1s 202 say \"\u{93E}\" say \"\u{200D}\u{301}\" audio 1")
    #expect(
      bodies[0].utf8.firstRange(of: "\"transcript\":\"\u{93E}\u{200D}\u{301}\",".utf8) != nil)
    #expect(bodies[0].contains("\"audio_files_received\":1"))
  }

  @Test("is read with any line ends, goes on where a line begins with a blank, and may be empty")
  func lines() throws {
    #expect(try polls("session a\r\nat 1s 202\r\n").count == 1)
    let long = try polls(
      "session a\nat 1s 429 error c \"m\"\n  retry-after 5  # wait\n\theader A b")
    let commented = try polls(
      "session a\nat 1s 206\n# why\n\n  document soap/1 success plus { \"x\": 1 }\n")
    let body = String(decoding: commented[0].answer?.body ?? [], as: UTF8.self)
    let entry = #""document_type":"soap","x": 1}}]"#
    #expect(body.contains(entry))
    #expect(long.first?.answer?.headers.suffix(2).map(\.value) == ["5", "b"])
    #expect(try polls("\n# nothing\n").isEmpty)
  }
}
