#if Server
  import LocalServer
  import ScribeSession
  import Testing
  import TestRun

  @testable import ScribeServer

  @Suite("Requests that came before the answer to the one before")
  struct PipeliningTests {
    private static let request =
      "GET \(RawClient.path) HTTP/1.1\r\nAuthorization: Bearer any\r\n\r\n"

    private func requests(_ count: Int) -> String { String(repeating: Self.request, count: count) }

    @Test("are answered in their order")
    func order() async throws {
      let polls = (0..<100).map { poll(at: Double($0), 202, "\($0)") }
      try await serving(polls) { service in
        let client = try RawClient(port: service.port)
        client.send(requests(100))
        let bodies = (0..<100).map { _ in client.readAnswer()?.body }
        #expect(bodies == (0..<100).map { "\($0)" })
      }
    }

    @Test(
      "take no turn where the connection ends before",
      arguments: [Poll.Failure.Kind.reset, .closed, .timeout])
    func behindFailure(kind: Poll.Failure.Kind) async throws {
      let polls = [failedPoll(kind, at: 1)] + (2..<9).map { poll(at: Double($0), 202, "\($0)") }
      var limits = ServiceLimits()
      // A silent connection is closed after ten times this long; others are not to be closed before.
      limits.idle = .milliseconds(kind == .timeout ? 300 : 60_000)
      try await serving(polls, limits: limits) { service in
        let client = try RawClient(port: service.port)
        client.send(requests(5))
        #expect(client.readToEnd().text == "")
        try await eventually("all connections are closed") { service.connectionCount == 0 }
        #expect(service.sessions.next().text == "2")
      }
    }

    @Test("take no turn behind an answer that closes the connection, or a body that is cut")
    func behindClosing() async throws {
      let polls = [poll(at: 1, 202, "1"), failedPoll(.reset, at: 2), poll(at: 3, 202, "3")]
      try await serving(polls) { service in
        let client = try RawClient(port: service.port)
        client.send(requests(3))
        #expect(client.readToEnd().text.hasSuffix("\r\n\r\n1"))
        #expect(service.sessions.next().text == "reset")
      }
      let plan = try FaultPlan(text: "cut 100%")
      try await serving([poll(at: 1, 202, "0123")]) {
        $0.faults = plan
      } _: { service in
        let client = try RawClient(port: service.port)
        client.send(requests(3))
        #expect(client.readToEnd().text.hasSuffix("\r\n\r\n01"))
        #expect(service.sessions.next().number == 2)
      }
    }

    @Test("wait until the client has taken the answer before: one is in memory, not all")
    func backpressure() async throws {
      let big = Poll.Answer(
        status: 202, body: [UInt8](repeating: UInt8(ascii: "x"), count: 2 << 20))
      let polls = (0..<200).map { poll(at: Double($0), .answer(big)) }
      try await serving(polls + [poll("ses_y", at: 1, 202, "y")]) { service in
        let client = try RawClient(port: service.port)
        client.send(requests(200))
        let other = try RawClient(port: service.port)
        for _ in 0..<50 {
          other.get("/voice/v1/sessions/ses_y")
          #expect(other.readAnswer()?.body == "y")
        }
        // What the system keeps for a connection are a few megabytes.
        #expect(service.sessions.next().number < 10)
        withExtendedLifetime(client) {}
      }
    }

    @Test("take no turn behind a fault that breaks the connection off")
    func behindInjectedReset() async throws {
      let plan = try FaultPlan(text: "reset 50%")
      let polls = (0..<40).map { poll(at: Double($0), 202, "\($0)") }
      try await serving(polls) {
        $0.faults = plan
        $0.seed = 3
      } _: { service in
        var seen: [String] = []
        while seen.count < 40 {
          let client = try RawClient(port: service.port)
          client.send(requests(5))
          while let answer = client.readAnswer() {
            if answer.status == 202 { seen.append(answer.body) }
          }
        }
        #expect(seen == (0..<40).map { "\($0)" })
      }
    }

    @Test("are not looked at behind one for another protocol, and the client is told so")
    func upgrade() async throws {
      try await serving([poll(at: 1, 202, "1"), poll(at: 2, 202, "2")]) { service in
        let client = try RawClient(port: service.port)
        client.get(RawClient.path, "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c")
        client.send(Self.request)
        let (text, end) = client.readToEnd()
        #expect(text.hasSuffix("\r\nConnection: close\r\n\r\n1"))
        #expect(end != .silent)
        let tunnel = try RawClient(port: service.port)
        tunnel.send("CONNECT other:443 HTTP/1.1\r\n\r\n" + Self.request)
        #expect(tunnel.readToEnd().text.contains("\r\nConnection: close\r\n"))
      }
    }
  }
#endif
