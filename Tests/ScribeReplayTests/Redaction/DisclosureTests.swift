import ScribeRecording
import ScribeSession
import Testing

@testable import ScribeReplay

/// A word planted wherever patient data and secrets may stand, and what stays by permission.
@Suite("A redacted poll")
struct DisclosureTests {
  private static let canary = "CANARY"

  private func redacted(
    _ body: String, status: Int = 200, url: String = "/v1/sessions/ses_x",
    headers: [HeaderField] = []
  ) -> Poll {
    var poll = RedactionTests.poll(status, Array(body.utf8), url: url)
    if case .answer(var answer) = poll.outcome {
      answer.headers = headers
      poll.outcome = .answer(answer)
    }
    let redacted = Redaction(Pseudonyms(seed: 1)).redacted(poll)
    #expect(Redaction.check([poll], as: [redacted]) == nil)
    return redacted
  }

  private func body(_ poll: Poll) -> String {
    String(decoding: poll.answer?.body ?? [], as: UTF8.self)
  }

  @Test("holds no text or name that the list does not let through")
  func canaries() {
    let c = Self.canary
    let values = [
      "\"\(c)\"", "{\"\(c)\":\"\(c)\"}", "[\"\(c)\",{\"x \(c)\":[\"\(c)\"]}]",
      "{\"code\":\"so \(c)\",\"message\":\"\(c)\",\"details\":{\"\(c)\":\"\(c)\"},\"\(c)\":1}",
      "[{\"type\":\"a \(c)\",\"message\":\"\(c)\",\"file\":\"s3://\(c)/\(c).webm\",\"\(c)\":\"\(c)\"}]",
      "\"https://\(c)/\(c)?token=\(c)\"", "\"\\u0043ANARY\"",
      "{\"uploadData\":{\"url\":\"https://\(c)\",\"fields\":{\"key\":\"\(c)\"}},\"folderPath\":\"\(c)\"}",
    ]
    let members = [
      "transcript", "message", "additional_data", "patient_details", "session_details", "error",
      "processing_errors", "audio_files", "upload_url", "txn_id", "b_id", "display_message", "\(c)",
      "a \(c)",
      "created_at", "expires_at", "audio_files_received", "presigned_url",
    ]
    let entryMembers = [
      "data", "fhir", "document_type", "publish", "error", "errors", "warnings", "presigned_url",
      "presigned_url_expires_at", "\(c)", "a \(c)",
    ]
    for value in values {
      for member in members {
        expectNoCanary("{\"\(member)\":\(value)}")
      }
      for member in entryMembers {
        expectNoCanary("{\"templates\":[{\"soap\":{\"\(member)\":\(value)}}]}")
        expectNoCanary("{\"templates\":{\"soap\":{\"\(member)\":\(value)}}}")
      }
      expectNoCanary("{\"templates\":[\(value.first == "{" ? "[\(value)]" : value)]}")
      expectNoCanary(value)
    }
    expectNoCanary("{\"session_id\":\"\(c)\"}")
    for member in ["session_id", "status", "model_used", "language_detected"] {
      expectNoCanary("{\"\(member)\":\"Mr. \(c)\"}")
      expectNoCanary("{\"\(member)\":[\"\(c)\"]}")
    }
  }

  @Test("holds no number that the list does not let through")
  func numbers() {
    let members = [
      "additional_data", "error", "txn_id", "mood", "transcript", "session_id",
    ]
    for member in members {
      for value in [
        "9812345670", "{\"phone\":9812345670}", "[1,[-9812345670.5]]", "\"9812345670\"",
      ] {
        #expect(!body(redacted("{\"\(member)\":\(value)}")).contains("9812345670"))
        let entry = "{\"templates\":[{\"soap\":{\"data\":\(value),\"mood\":\(value)}}]}"
        #expect(!body(redacted(entry)).contains("9812345670"))
      }
    }
  }

  private func expectNoCanary(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    for status in [200, 410, 404] {
      let redacted = body(redacted(text, status: status))
      #expect(
        !redacted.contains("CANARY") && !redacted.contains("canary"), sourceLocation: sourceLocation
      )
      #expect(!redacted.contains("0043"), sourceLocation: sourceLocation)
    }
  }

  @Test("holds every word, instant, count and id that the list lets through")
  func disclosed() {
    let text =
      #"{"session_id":"ses_x","status":"completed","created_at":"2026-06-06T08:59:55Z","expires_at":1780754400,"completed_at":"2026-06-06 20:00:00","model_used":"pro","language_detected":"hi","audio_files_received":2,"audio_files_processed":1,"templates":[{"soap note":{"status":"in-progress","document_id":"Doc 1","presigned_url_expires_at":"2026-06-06T08:59:55Z"}}],"error":{"code":"internal_error"},"processing_errors":[{"type":"timeout"}],"transcript":null,"audio_files":[],"message":""}"#
    #expect(body(redacted(text)) == text)
  }

  @Test("keeps which audio files are the same, renamed or not")
  func audio() {
    let open = RedactionTests.poll(
      202,
      Array(#"{"session_id":"ses_x","status":"recording","audio_files":["0.webm","1.webm"]}"#.utf8))
    var ended = RedactionTests.poll(
      202,
      Array(
        #"{"session_id":"ses_x","status":"processing","audio_files":["s3://b/x/1.webm","s3:\/\/b/x/0.webm"]}"#
          .utf8))
    ended.sentAt = nil
    let redacted = [open, ended].map(Redaction(Pseudonyms(seed: 1)).redacted)
    #expect(Redaction.check([open, ended], as: redacted) == nil)
    var replay = Replay()
    _ = replay.observe(1, redacted[0])
    let events = replay.observe(2, redacted[1]).effect?.step.events ?? []
    #expect(!events.contains { if case .audioNamesChanged = $0 { true } else { false } })
  }

  @Test(
    "keeps of a URL the scheme, where it tells how audio is uploaded",
    arguments: [
      ("WSS://h/secret", "wss://redacted.invalid/"),
      ("https://h/secret", "https://redacted.invalid/"),
      ("ftp://h/secret", "redacted.invalid/"), ("secret", "redacted.invalid/"),
      ("", "redacted.invalid/"),
    ])
  func locations(_ url: String, _ kept: String) {
    let text = body(redacted(#"{"status":"recording","upload_url":"\#(url)"}"#, status: 202))
    #expect(text.contains("\"\(kept)") && !text.contains("secret"))
  }

  @Test(
    "asks for the same stream, of a host without a name",
    arguments: [
      (
        "https://user:CANARY@CANARY.example:8443/voice/v1/sessions/ses_x?token=CANARY&template_id=soap%20note&x#CANARY",
        "https://host.invalid/voice/v1/sessions/ses_x?template_id=soap%20note"
      ),
      (
        "http://h/v1/sessions/ses_x/?document_id=d%2F%C3%BC&document_id=CANARY",
        "http://host.invalid/v1/sessions/ses_x/?document_id=d%2F%C3%BC"
      ),
      ("/v1/sessions/ses_x?\u{301}=CANARY", "/v1/sessions/ses_x"),
      ("CANARY://\u{301}CANARY/v1/sessions/ses_x", "https://host.invalid/v1/sessions/ses_x"),
    ])
  func urls(_ url: String, _ kept: String) {
    #expect(redacted("{}", url: url).url == kept)
  }

  @Test("tells of the path before the session's only which components are the same")
  func prefixes() {
    let prefixes = ["/CANARY/voice/api/v1", "/CANARY/x/v1", "/x/%E0%A4%AE/v1", "/CANARY%20/v1"]
    let paths = prefixes.map { prefix in
      let url = redacted("{}", url: "https://h\(prefix)/v1/sessions/CANARY").url
      #expect(url.hasSuffix("/v1/sessions/CANARY"))
      let path = url.dropFirst("https://host.invalid".count)
      return path.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    }
    #expect(!paths.joined().contains { $0.contains("CANARY") || $0.contains("%") || $0 == "x" })
    #expect(paths[0][1] == paths[1][1] && paths[1][2] == paths[2][1] && paths[3][1] != paths[0][1])
    #expect(paths[0].dropFirst(2) == ["voice", "api", "v1"])
    let plain = redacted("{}", url: "/CANARY/v1/sessions/ses_x/").url
    #expect(plain.hasSuffix("/v1/sessions/ses_x/") && !plain.contains("CANARY"))
  }

  @Test("has of its header fields those that are read, where they can be")
  func headers() {
    func kept(_ name: String, _ value: String) -> [String] {
      redacted("{}", headers: [HeaderField(name: name, value: value)]).answer?.headers.map {
        "\($0.name): \($0.value)"
      } ?? []
    }
    #expect(
      kept("Date", " Sat, 06 Jun 2026 14:00:00 GMT") == ["date: Sat, 06 Jun 2026 14:00:00 GMT"])
    #expect(kept("Date", "CANARY") == [])
    #expect(kept("Retry-After", "30") == ["retry-after: 30"])
    #expect(kept("Retry-After", "CANARY") == ["retry-after: ?"])
    #expect(kept("Content-Type", "Text/HTML; charset=CANARY") == ["content-type: text/html"])
    #expect(kept("Content-Type", "CANARY/json") == [])
    #expect(kept("X-Request-Id", "CANARY") == [])
  }

  @Test("tells of another request, and of one without an answer, only that it was there")
  func others() {
    let instant = Instant(microsecondsSinceEpoch: 0)
    let answer = Poll.Answer(
      status: 201, headers: [HeaderField(name: "date", value: "CANARY")], body: Array("CANARY".utf8)
    )
    let redaction = Redaction(Pseudonyms(seed: 1))
    let post = Poll(
      sentAt: nil, receivedAt: instant, method: "POST", url: "https://h/CANARY?CANARY",
      outcome: .answer(answer))
    #expect(
      redaction.redacted(post)
        == Poll(
          sentAt: nil, receivedAt: instant, method: "POST", url: "https://host.invalid/",
          outcome: .answer(Poll.Answer(status: 201, body: nil))))
    var odd = post
    odd.method = "GET CANARY"
    #expect(redaction.redacted(odd).method == "OTHER")
    let failed = Poll(
      sentAt: nil, receivedAt: instant, url: "/v1/sessions/ses_x",
      outcome: .noAnswer(Poll.Failure(.tls, message: "CANARY")))
    #expect(redaction.redacted(failed).outcome == .noAnswer(Poll.Failure(.tls)))
  }
}
