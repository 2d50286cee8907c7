import Foundation
import LocalServer
import ScribePolling
import ScribeSession
import Testing

@Suite("A connection that fails")
struct ConnectionFaults {
  @Test("because nobody listens is refused", arguments: TransportKind.allCases)
  func refused(kind: TransportKind) async throws {
    let server = try LocalServer { _ in [] }
    server.stop()
    let outcome = try await LivePolls(kind, server.url).firstOutcome()
    #expect(outcome?.failure == .refused)
  }

  @Test("because the host has no address is a matter of DNS", arguments: TransportKind.allCases)
  func dns(kind: TransportKind) async throws {
    let outcome = try await LivePolls(kind, "http://nowhere.invalid").firstOutcome()
    #expect(outcome?.failure == .dns)
  }

  @Test("because the server speaks no TLS is a matter of TLS", arguments: TransportKind.allCases)
  func noTLS(kind: TransportKind) async throws {
    // A hello of TLS has no line feed that would end a request, so the server must not wait for it.
    let server = try LocalServer(greeting: .text("HTTP/1.1 400 -\r\n\r\n")) { _ in [] }
    defer { server.stop() }
    let url = server.url.replacing("http:", with: "https:")
    let outcome = try await LivePolls(kind, url).firstOutcome()
    #expect(outcome?.failure == .tls)
  }

  @Test("because nobody vouches for the server is one of TLS", arguments: TransportKind.allCases)
  func untrusted(kind: TransportKind) async throws {
    let server = try await UntrustedServer()
    defer { server.stop() }
    let outcome = try await LivePolls(kind, server.url).firstOutcome()
    #expect(outcome?.failure == .tls)
  }

  @Test("before the answer is reset or closed", arguments: TransportKind.allCases)
  func beforeAnswer(kind: TransportKind) async throws {
    #expect(try await liveOutcome(kind, .reset)?.failure == .reset)
    #expect(try await liveOutcome(kind, .close)?.failure == .closed)
  }

  @Test("within the head is reset", arguments: TransportKind.allCases)
  func resetWithinHead(kind: TransportKind) async throws {
    let head = Reply.text("HTTP/1.1 200 OK\r\nContent-Type: applic")
    #expect(
      try await liveOutcome(kind, head, .pause(.milliseconds(50)), .reset)?.failure == .reset)
  }

  @Test("within the head is closed", arguments: TransportKind.surviving)
  func closedWithinHead(kind: TransportKind) async throws {
    let head = Reply.text("HTTP/1.1 200 OK\r\nContent-Type: applic")
    #expect(try await liveOutcome(kind, head, .close)?.failure == .closed)
  }

  @Test("within the body is reset or closed", arguments: TransportKind.allCases)
  func withinBody(kind: TransportKind) async throws {
    let part = Reply.text(
      "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"session_id\":\"ses_x\"")
    #expect(
      try await liveOutcome(kind, part, .pause(.milliseconds(50)), .reset)?.failure == .reset)
    #expect(try await liveOutcome(kind, part, .close)?.failure == .closed)
  }

  @Test("within a chunk, or between two, is closed", arguments: TransportKind.allCases)
  func withinChunk(kind: TransportKind) async throws {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    #expect(try await liveOutcome(kind, .text(head + "10\r\n{\"sess"), .close)?.failure == .closed)
    #expect(
      try await liveOutcome(kind, .text(head + "6\r\n{\"sess\r\n"), .close)?.failure == .closed)
  }

  @Test(
    "after the answer is no fault: the next poll makes another", arguments: TransportKind.allCases)
  func afterAnswer(kind: TransportKind) async throws {
    let server = try LocalServer { request in
      [
        request.number < 5
          ? .answer(202, [], .body(.processing)) : .answer(200, [], .body(.completed)), .close,
      ]
    }
    defer { server.stop() }
    let polls = LivePolls(kind, server.url)
    for try await step in polls.tracker.track("ses_x") where step.verdict == .held {
      Issue.record("a poll failed: \(String(describing: step.session.lastPoll?.kind))")
    }
    #expect(server.count == 5)
  }
}

/// A server whose certificate nobody has signed but itself.
struct UntrustedServer {
  let url: String
  private let folder: String
  private let process: Int32

  init() async throws {
    folder =
      FileManager.default.temporaryDirectory.appending(path: "scribe-tls-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let free = try LocalServer { _ in [] }
    free.stop()
    url = "https://127.0.0.1:\(free.port)"
    // Not a child that lives on: it would keep open what other tests wait for the end of.
    let printed = try await output(
      of: """
        cd \(folder)
        openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 \
          -addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out cert.pem
        for fd in $(ls /proc/$$/fd /dev/fd 2>/dev/null | grep -E '^[0-9]+$'); do
          [ "$fd" -lt 3 ] || eval "exec $fd>&-"
        done
        openssl s_server -accept 127.0.0.1:\(free.port) -www -quiet -cert cert.pem -key key.pem \
          </dev/null >/dev/null 2>&1 &
        echo $!
        """)
    let line = String(decoding: printed, as: UTF8.self).split(separator: "\n").first
    process = try #require(line.flatMap { Int32($0) })
    for _ in 0..<1000 where !LocalServer.isSomebodyListening(at: free.port) {
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  func stop() {
    kill(process, SIGKILL)
    try? FileManager.default.removeItem(atPath: folder)
  }
}
