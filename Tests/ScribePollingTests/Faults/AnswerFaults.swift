import Foundation
import LocalServer
import ScribePolling
import ScribeSession
import Testing

@Suite("An answer that goes wrong")
struct AnswerFaults {
  @Test(
    "by never coming is not waited for longer than the limit", arguments: TransportKind.allCases)
  func silence(kind: TransportKind) async throws {
    let outcome = try await liveOutcome(kind, .pause(.seconds(20)), timeout: .milliseconds(300))
    #expect(outcome?.failure == .timeout)
  }

  @Test("by coming byte for byte is not waited for longer", arguments: TransportKind.allCases)
  func trickle(kind: TransportKind) async throws {
    let server = try LocalServer { _ in
      [.text("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")]
        + (0..<400).flatMap { _ in [Reply.text(" "), .pause(.milliseconds(50))] }
    }
    defer { server.stop() }
    let outcome = try await LivePolls(
      kind, server.url, requestTimeout: .milliseconds(400)
    ).firstOutcome()
    #expect(outcome?.failure == .timeout)
  }

  @Test("by header fields without end is broken off", arguments: TransportKind.allCases)
  func endlessHead(kind: TransportKind) async throws {
    let field = "X-Filler: " + String(repeating: "f", count: 1000) + "\r\n"
    let server = try LocalServer { _ in
      [.text("HTTP/1.1 200 OK\r\n")]
        + Array(repeating: .text(String(repeating: field, count: 64)), count: 4000)
    }
    defer { server.stop() }
    let outcome = try await LivePolls(
      kind, server.url, requestTimeout: .milliseconds(500)
    ).firstOutcome()
    #expect(outcome?.failure != nil)
  }

  @Test("by too long a body is broken off where the limit is", arguments: TransportKind.allCases)
  func tooLong(kind: TransportKind) async throws {
    let megabyte = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    let server = try LocalServer { _ in
      [.text("HTTP/1.1 200 OK\r\nContent-Length: \(64 << 20)\r\n\r\n")]
        + Array(repeating: .bytes(megabyte), count: 64)
    }
    defer { server.stop() }
    // By the transport itself, while it comes in.
    let request = PollRequest(url: server.url + "/", headers: [], bodyLimit: 1 << 20)
    #expect(try await kind.make().send(request) == request.bodyTooLong)
    let limited = try await LivePolls(kind, server.url, bodyLimit: 1 << 20).firstOutcome()
    #expect(limited?.failure == .other)
    let whole = try await LivePolls(kind, server.url, bodyLimit: 64 << 20).first()
    #expect(whole?.verdict == .held)
    #expect(whole?.session.lastPoll?.kind == .unreadable)
  }

  @Test("by another length than it says is not taken for whole", arguments: TransportKind.allCases)
  func wrongLength(kind: TransportKind) async throws {
    let body = String.body(.completed)
    #expect(
      try await liveOutcome(
        kind, .text("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count + 10)\r\n\r\n" + body),
        .close)?.failure == .closed)
    let short = try await liveOutcome(
      kind, .text("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count - 10)\r\n\r\n" + body),
      .close)
    #expect(short?.answer?.body == Array(body.utf8.dropLast(10)))
  }

  @Test("by being no HTTP is none", arguments: TransportKind.allCases)
  func noHTTP(kind: TransportKind) async throws {
    for text in [
      "\r\n\r\n", "garbage\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1\r\n\r\n", "SSH-2.0-x\r\n",
      "HTTP/1.1 99999 x\r\n\r\n", "\0\0\0\0", "HTTP/9.9 200 OK\r\nContent-Length: 2\r\n\r\n{}",
      "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}",
      "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n{}",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n{}",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
      "HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
    ] {
      let step = try await {
        let server = try LocalServer { _ in [.text(text), .close] }
        defer { server.stop() }
        return try await LivePolls(kind, server.url).first()
      }()
      #expect(step?.verdict == .held, "\(text.debugDescription)")
    }
  }

  @Test("before it, by any number of 1xx, is waited for", arguments: TransportKind.allCases)
  func informational(kind: TransportKind) async throws {
    let body = String.body(.completed)
    let outcome = try await liveOutcome(
      kind,
      .text(String(repeating: "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", count: 3)),
      .answer(200, [], body))
    #expect(outcome?.answer?.body == Array(body.utf8))
  }

  @Test("by a status without a body is an empty one", arguments: TransportKind.allCases)
  func withoutBody(kind: TransportKind) async throws {
    for status in [204, 304] {
      let outcome = try await liveOutcome(kind, .answer(status))
      #expect(outcome?.answer?.status == status)
      #expect(outcome?.answer?.body == [])
    }
  }

  @Test("by none of this is what was sent", arguments: TransportKind.allCases)
  func exact(kind: TransportKind) async throws {
    let body =
      [0xEF, 0xBB, 0xBF]
      + Array(#"{"session_id":"ses_x","status":"completed","transcript":"नमस्ते\u0000"}"#.utf8) + [
        0xFF, 0, 13, 10,
      ]
    let outcome = try await liveOutcome(
      kind,
      .answer(
        206, [("Content-Type", "application/json"), ("retry-after", "3"), ("X-Odd", "ü=\t1")],
        body))
    #expect(outcome?.answer?.status == 206)
    #expect(outcome?.answer?.body == body)
    #expect(outcome?.answer?.headers.first { $0.name.lowercased() == "retry-after" }?.value == "3")
    let chunked = try await liveOutcome(
      kind,
      .text(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\n{}\r\n1\r\n \r\n0\r\n\r\n"))
    #expect(chunked?.answer?.body == Array("{} ".utf8))
  }

  @Test(
    "by asking for a password says that the token is refused", arguments: TransportKind.allCases)
  func challenges(kind: TransportKind) async throws {
    for challenge in [
      "Basic realm=\"scribe\"", "Digest realm=\"a\", nonce=\"b\"", "Bearer", "Negotiate", "Odd",
    ] {
      let server = try LocalServer { _ in
        [.answer(401, [("WWW-Authenticate", challenge), ("Retry-After", "7")], "{}")]
      }
      defer { server.stop() }
      let step = try await LivePolls(kind, server.url).first()
      #expect(step?.next == .stop(.unauthorized), "\(challenge)")
      #expect(step?.session.lastPoll?.retryAfter == .seconds(7))
    }
  }

  @Test("with trailers is whole", arguments: TransportKind.surviving)
  func trailers(kind: TransportKind) async throws {
    let outcome = try await liveOutcome(
      kind,
      .text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX: 1\r\n\r\n"))
    #expect(outcome?.answer?.body == Array("{}".utf8))
  }
}
