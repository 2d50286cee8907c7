#if Server
  import LocalServer
  import ScribeSession
  import Testing
  import TestRun

  @testable import ScribeServer

  @Suite("A client that sends what is no request")
  struct BadInputTests {
    private let polls = [poll(at: 1, 202, "one")]

    @Test(
      "gets a 4xx, or nothing, and the connection is closed",
      arguments: [
        "nonsense\r\n\r\n", "BREW / HTTP/1.1\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
        "\u{0}\u{1}\u{2}\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n", "GET / HTTP/1.1\r\nA: b\u{0}c\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "GET /\(String(repeating: "a", count: 200_000)) HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nA: \(String(repeating: "a", count: 200_000))\r\n\r\n",
        "GET / HTTP/1.1\r\n" + String(repeating: "A: b\r\n", count: 50_000) + "\r\n",
        String(repeating: "A", count: 200_000), "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      ])
    func garbage(request: String) async throws {
      try await serving(polls) { service in
        let client = try RawClient(port: service.port)
        client.send(request)
        client.finishSending()
        let (text, _) = client.readToEnd()
        #expect(text.isEmpty || text.hasPrefix("HTTP/1.1 4"))
        #expect(!text.contains("one"))
        try await expectServing(service)
      }
    }

    @Test(
      "of another method or path gets an envelope, and the connection goes on",
      arguments: [
        ("POST \(RawClient.path)", 405), ("DELETE \(RawClient.path)", 405),

        ("OPTIONS *", 404), ("GET *", 404), ("GET /", 404),
        ("GET //voice//v1//sessions//ses_x", 404),
        ("GET /../v1/sessions/ses_x/audio", 404), ("GET /v1/sessions/%00", 404),
        ("GET /v1/sessions/%", 404),
        ("GET /v1/sessions/\(String(repeating: "x", count: 10_000))", 404),
      ])
    func notAPoll(request: String, status: Int) async throws {
      try await serving(polls) { service in
        let client = try RawClient(port: service.port)
        client.send(
          "\(request) HTTP/1.1\r\nAuthorization: Bearer any\r\nContent-Length: 4\r\n\r\nbody")
        #expect(client.readAnswer()?.status == status)
        client.get(RawClient.path)
        #expect(client.readAnswer()?.body == "one")
      }
    }

    @Test("that asks whether it may go on is told that it may not")
    func expectation() async throws {
      try await serving(polls) { service in
        let client = try RawClient(port: service.port)
        client.send(
          "POST \(RawClient.path) HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n")
        let (text, end) = client.readToEnd()
        #expect(text.hasPrefix("HTTP/1.1 405 "))
        #expect(end == .closed)
        let polling = try RawClient(port: service.port)
        polling.get(RawClient.path, "Expect: 100-continue")
        #expect(polling.readAnswer()?.body == "one")
      }
    }

    @Test("whose body does not end is closed")
    func endlessBody() async throws {
      var limits = ServiceLimits()
      limits.requestBody = 10_000
      try await serving(polls, limits: limits) { service in
        let client = try RawClient(port: service.port)
        client.send("POST \(RawClient.path) HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n")
        while client.send("400\r\n\(String(repeating: "a", count: 1024))\r\n") {}
        #expect(client.readToEnd().text == "")
        try await expectServing(service)
      }
    }

    @Test("that goes away at any time harms nobody")
    func vanishing() async throws {
      let request = "GET \(RawClient.path) HTTP/1.1\r\nAuthorization: Bearer any\r\n\r\n"
      let big = [poll(at: 1, 200, String(repeating: "x", count: 4 << 20))]
      try await serving(big) {
        $0.latency = .uniform(.zero...(.milliseconds(2)))
      } _: { service in
        for length in stride(from: 0, through: request.count, by: 3) {
          let client = try RawClient(port: service.port)
          client.send(String(request.prefix(length)))
        }
        for _ in 0..<10 {
          let client = try RawClient(port: service.port)
          client.send(request)
        }
        try await eventually("all connections are closed") { service.connectionCount == 0 }
        try await expectServing(service)
      }
    }

    @Test("that reads nothing is closed in the end, and holds up nobody")
    func deaf() async throws {
      var limits = ServiceLimits()
      limits.idle = .milliseconds(300)
      let big = [
        poll(at: 1, 200, String(repeating: "x", count: 32 << 20)), poll("ses_y", at: 2, 202, "y"),
      ]
      try await serving(big, limits: limits) { service in
        let deaf = try RawClient(port: service.port)
        deaf.get(RawClient.path)
        let other = try RawClient(port: service.port)
        other.get("/voice/v1/sessions/ses_y")
        #expect(other.readAnswer()?.body == "y")
        try await eventually("all connections are closed") { service.connectionCount == 0 }
        withExtendedLifetime(deaf) {}
      }
    }

    private func expectServing(_ service: RecordedService) async throws {
      let client = try RawClient(port: service.port)
      client.get(RawClient.path)
      #expect(client.readAnswer()?.status ?? 0 < 300)
    }
  }
#endif
