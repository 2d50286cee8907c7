import Foundation
import ScribeRecording
import ScribeSession
import Testing

@testable import ScribeServer

@Suite("An answer that is given again")
struct AnswerTests {
  private func served(
    _ status: Int = 200, _ body: String? = "{}", _ headers: [(String, String)] = [],
    _ change: (inout ServiceSettings) -> Void = { _ in }
  ) throws -> ServedAnswer {
    let fields = headers.map { HeaderField(name: $0.0, value: $0.1) }
    return try RecordedSessions([poll(at: 1, status, body, headers: fields)], change).next()
  }

  @Test("has its status, its bytes, and the header fields that are still true, in their order")
  func exact() throws {
    let served = try served(
      206, " {\"a\":\u{7F}1.50}\n",
      [
        ("Date", "Sat, 06 Jun 2026 08:00:00 GMT"), ("content-type", "application/json"),
        ("Content-Length", "999"), ("Transfer-Encoding", "chunked"), ("Connection", "close"),
        ("Content-Encoding", "gzip"), ("Strict-Transport-Security", "max-age=1"),
        ("ETag", "\"e\""), ("Retry-After", "7"), ("X-A", "1"), ("x-a", "2"),
      ])
    let answer = try #require(served.answer)
    #expect(answer.status == 206)
    #expect(served.text == " {\"a\":\u{7F}1.50}\n")
    #expect(
      answer.headers.map { "\($0.name)=\($0.value)" } == [
        "Date=Sat, 06 Jun 2026 08:00:00 GMT", "content-type=application/json", "ETag=\"e\"",
        "Retry-After=7", "X-A=1", "x-a=2",
      ])
  }

  @Test(
    "has the time of the recording as its date where none was recorded, and now where that is asked for"
  )
  func date() throws {
    #expect(try served().header("date") == "Sat, 06 Jun 2026 09:00:01 GMT")
    let now = try served(200, "{}", [("date", "Sat, 06 Jun 2026 08:00:00 GMT")]) {
      $0.dateHeader = .now
    }
    #expect(now.answer?.headers.count == 1)
    let year = try #require(now.header("date")?.split(separator: " ").dropFirst(3).first)
    #expect(try #require(Int(year)) >= 2026)
  }

  @Test(
    "writes dates as HTTP has them",
    arguments: [
      (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
      (-1, "Wed, 31 Dec 1969 23:59:59 GMT"), (1_709_164_799, "Wed, 28 Feb 2024 23:59:59 GMT"),
      (1_709_164_800, "Thu, 29 Feb 2024 00:00:00 GMT"),
      (-62_135_596_800, "Mon, 01 Jan 0001 00:00:00 GMT"),
    ])
  func httpDate(seconds: Int64, text: String) {
    #expect(Instant(microsecondsSinceEpoch: seconds * 1_000_000).httpDate == text)
  }

  @Test("leads to itself where it led to the recorded host, and elsewhere where it led elsewhere")
  func location() throws {
    for (recorded, expected) in [
      ("https://scribe.example/voice/v1/sessions/ses_x/", "/voice/v1/sessions/ses_x/"),
      ("https://scribe.example/v1/sessions/ses_x?a=%20b", "/v1/sessions/ses_x?a=%20b"),
      ("https://other.example/v1", "https://other.example/v1"),
      ("https://scribe.example:8443/v1", "https://scribe.example:8443/v1"), ("/x", "/x"),
    ] {
      #expect(try served(307, "", [("Location", recorded)]).header("location") == expected)
    }
  }

  @Test("has no body where none was recorded or its status has none")
  func withoutBody() throws {
    #expect(try served(200, nil).answer?.body == [])
    #expect(try served(204, "{}").answer?.body == [])
    #expect(try served(304, "{}").answer?.body == [])
    #expect(try served(201, "{}").text == "{}")
  }

  @Test("takes as long as it is to")
  func latency() throws {
    let slow = [poll(at: 1, 202, "", took: .seconds(14)), poll(at: 20, 202, "", took: .seconds(2))]
    #expect(try RecordedSessions(slow).next().latency == .zero)
    let recorded = try RecordedSessions(slow) {
      $0.latency = .recorded
      $0.speed = 4
    }
    #expect([recorded.next().latency, recorded.next().latency] == [.seconds(3.5), .seconds(0.5)])
    let constant = try RecordedSessions(slow) { $0.latency = .constant(.seconds(3)) }
    #expect(constant.next().latency == .seconds(3))
    for speed in [0, -1, .nan, 1e-300, 1e300] {
      let odd = try RecordedSessions(slow) {
        $0.latency = .recorded
        $0.speed = speed
      }
      #expect(odd.next().latency >= .zero)
      let byTime = try RecordedSessions(slow) {
        $0.advance = .time
        $0.speed = speed
      }
      #expect(byTime.next().number == 1)
    }
  }

  @Test("needs a bearer token, which takes no poll away where it is missing")
  func authorization() throws {
    let sessions = try RecordedSessions([poll(at: 1, 202, "1"), poll(at: 2, 200, "2")])
    for missing in [nil, "", "Bearer", "Bearer ", "Basic abc", "any"] {
      let refused = sessions.next(authorization: missing)
      #expect(refused.answer?.status == 401)
      #expect(refused.header("www-authenticate") == "Bearer")
      #expect(refused.header("date")?.hasSuffix(" GMT") == true)
      #expect(
        refused.text
          == #"{"error":{"code":"authentication_failed","message":"A bearer token is needed"}}"#)
    }
    #expect(sessions.next(authorization: "bearer  t").text == "1")
    let picky = try RecordedSessions([poll(at: 1, 202, "1")]) { $0.token = "s3cret" }
    #expect(picky.next().answer?.status == 401)
    #expect(picky.next(authorization: "Bearer s3cret2").answer?.status == 401)
    #expect(picky.next(authorization: "Bearer s3cret").text == "1")
  }

  @Test("is an envelope where there is no such session, path or method")
  func unknown() throws {
    let sessions = try RecordedSessions([poll(at: 1)])
    let other = sessions.next("ses_y")
    #expect(other.answer?.status == 404)
    #expect(other.text.contains("session_not_found"))
    for path in [
      "/", "/voice/v1/sessions", "/voice/v1/sessions/ses_x/audio", "/voice/api/v1/sessions/ses_x",
    ] {
      let served = sessions.answer(path, authorization: "Bearer any")
      #expect(served.answer?.status == 404)
      #expect(served.text.contains("resource_not_found"))
    }
    let posted = sessions.answer(
      method: "POST", "/voice/v1/sessions/ses_x", authorization: "Bearer any")
    #expect(posted.answer?.status == 405)
    #expect(posted.header("allow") == "GET")
    #expect(sessions.answer("/v1/sessions/ses%5Fx/", authorization: "Bearer any").text == "{}")
  }

  @Test("is an error, and never another poll, where the recording was changed meanwhile")
  func changedFile() throws {
    func log(_ id: String) -> [UInt8] {
      PollLogWriter.header + PollLogWriter.line(for: poll(id, at: 1, 200, "{\"of\":\"\(id)\"}"))
    }
    let file = try TemporaryFile(log("ses_a"))
    defer { file.remove() }
    let sessions = try RecordedSessions(paths: [file.path])
    #expect(sessions.next("ses_a").text == #"{"of":"ses_a"}"#)
    for changed in [log("ses_b"), Array(log("ses_a").dropLast(20)), [], Array("nothing\n".utf8)] {
      try file.write(changed)
      let served = sessions.next("ses_a")
      #expect(served.answer?.status == 500)
      #expect(served.problem?.hasPrefix(file.path) == true)
      #expect(!served.text.contains("ses_b"))
    }
    file.remove()
    #expect(sessions.next("ses_a").answer?.status == 500)
    // A pipe has no end as long as somebody may write into it.
    #expect(mkfifo(file.path, 0o600) == 0)
    #expect(sessions.next("ses_a").answer?.status == 500)
    file.remove()
    try file.write(log("ses_a") + log("ses_b"))
    #expect(sessions.next("ses_a").text == #"{"of":"ses_a"}"#)
  }

  @Test("comes from a pipe, too, which is read once and whole")
  func pipe() throws {
    let file = try TemporaryFile([])
    file.remove()
    #expect(mkfifo(file.path, 0o600) == 0)
    defer { file.remove() }
    let writer = Thread {
      let log = PollLogWriter.header + PollLogWriter.line(for: poll(at: 1, 200, "piped"))
      try? FileHandle(forWritingAtPath: file.path)?.write(contentsOf: Data(log))
    }
    writer.start()
    #expect(try RecordedSessions(paths: [file.path]).bodies(2) == ["piped", "piped"])
  }

  @Test("is never what another filter of the session shows, where the recording was changed")
  func changedFilter() throws {
    func line(_ template: String) -> [UInt8] {
      PollLogWriter.line(for: poll(at: 1, 200, template, query: "?template_id=\(template)"))
    }
    let file = try TemporaryFile(line("a") + line("b"))
    defer { file.remove() }
    let sessions = try RecordedSessions(paths: [file.path])
    #expect(sessions.bodies(1, query: "?template_id=a") == ["a"])
    try file.write(line("b") + line("a"))
    #expect(sessions.next(query: "?template_id=a").answer?.status == 500)
  }

  @Test("shows neither token nor payload where it is printed")
  func silence() throws {
    let sessions = try RecordedSessions([poll(at: 1, 200, "patient")]) { $0.token = "s3cret" }
    let served = sessions.next(authorization: "Bearer s3cret")
    var dumped = ""
    dump(served, to: &dumped)
    dump(sessions.settings, to: &dumped)
    for text in ["\(served)", "\(sessions.settings)", dumped] {
      #expect(!text.contains("patient") && !text.contains("s3cret"))
    }
  }
}
