#if Server
  import LocalServer
  import ScribeSession
  import Testing
  import TestRun

  @testable import ScribeServer

  @Suite("The recorded service")
  struct ServiceTests {
    private let two = [poll(at: 1, 202, "one"), poll(at: 2, 200, "two")]

    @Test("answers over one connection that is kept, with status, fields and bytes as they were")
    func keptConnection() async throws {
      let first = poll(at: 1, 202, "one", headers: [HeaderField(name: "X-A", value: "b  c")])
      try await serving([first, two[1]]) { service in
        let client = try RawClient(port: service.port)
        client.get(RawClient.path)
        let answer = try #require(client.readAnswer())
        #expect(
          answer.head
            == "HTTP/1.1 202 Accepted\r\nX-A: b  c\r\nDate: Sat, 06 Jun 2026 09:00:01 GMT\r\n"
            + "Content-Length: 3")
        #expect(answer.body == "one")
        client.get("http://localhost:1/v1/sessions/ses%5Fx?x=y")
        #expect(client.readAnswer()?.body == "two")
        #expect(service.connectionCount == 1)
      }
    }

    @Test("answers a client that says it will ask no more, and one of HTTP/1.0")
    func lastRequests() async throws {
      try await serving(two) { service in
        let client = try RawClient(port: service.port)
        client.get(RawClient.path)
        client.finishSending()
        let (text, end) = client.readToEnd()
        #expect(text.hasSuffix("\r\n\r\none"))
        #expect(end == .closed)

        let kept = try RawClient(port: service.port)
        kept.send(
          "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET / HTTP/1.0\r\n\r\n")
        #expect(kept.readAnswer()?.head.contains("\r\nConnection: keep-alive") == true)
        #expect(kept.readAnswer()?.head.contains("\r\nConnection: close") == true)

        let old = try RawClient(port: service.port)
        old.send("GET \(RawClient.path) HTTP/1.0\r\nAuthorization: Bearer any\r\n\r\n")
        #expect(old.readToEnd().text.hasSuffix("Connection: close\r\n\r\ntwo"))
      }
    }

    @Test("gives no body with a status that has none, nor to HEAD")
    func withoutBody() async throws {
      try await serving([poll(at: 1, 204, "x"), poll(at: 2, 304, "x"), two[1]]) { service in
        let client = try RawClient(port: service.port)
        for status in [204, 304] {
          client.get(RawClient.path)
          let answer = try #require(client.readAnswer())
          #expect(answer.status == status)
          #expect(!answer.head.lowercased().contains("content-length"))
          #expect(!answer.head.lowercased().contains("transfer-encoding"))
        }
        client.send("HEAD \(RawClient.path) HTTP/1.1\r\nConnection: close\r\n\r\n")
        let (text, _) = client.readToEnd()
        #expect(text.hasPrefix("HTTP/1.1 405 "))
        #expect(text.hasSuffix("\r\n\r\n"))
      }
    }

    @Test(
      "lets a connection end as the recorded one did",
      arguments: [
        (Poll.Failure.Kind.closed, RawClient.End.closed), (.tls, .closed), (.dns, .closed),
        (.other, .closed),
        (.reset, .reset), (.refused, .reset),
      ])
    func failures(kind: Poll.Failure.Kind, end: RawClient.End) async throws {
      try await serving([failedPoll(kind, at: 1), two[0], failedPoll(kind, at: 3), two[1]]) {
        service in
        let client = try RawClient(port: service.port)
        client.get(RawClient.path)
        let first = client.readToEnd()
        #expect(first.text == "")
        #expect(first.end == end)
        // The answer before a failure closes the connection, so that no client asks again by itself.
        let second = try RawClient(port: service.port)
        second.get(RawClient.path)
        let before = second.readToEnd()
        #expect(before.text.hasSuffix("\r\nConnection: close\r\n\r\none"))
        #expect(before.end == .closed)
        let third = try RawClient(port: service.port)
        third.get(RawClient.path)
        #expect(third.readToEnd().end == end)
        third.get(RawClient.path)
        let fourth = try RawClient(port: service.port)
        fourth.get(RawClient.path)
        #expect(fourth.readAnswer()?.body == "two")
      }
    }

    @Test("begins an answer before it breaks off a connection that was used for another session")
    func failureOnUsedConnection() async throws {
      let polls = [poll("ses_y", at: 1, 202, "y"), failedPoll(.closed, at: 1), two[1]]
      try await serving(polls) { service in
        let client = try RawClient(port: service.port)
        client.get("/voice/v1/sessions/ses_y")
        #expect(client.readAnswer()?.body == "y")
        client.get(RawClient.path)
        let (text, end) = client.readToEnd()
        #expect(text == "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n ")
        #expect(end == .closed)
      }
    }

    @Test("is silent where nothing came in time, until the client gives up")
    func silence() async throws {
      let answered = Collected<String>()
      try await serving(
        [failedPoll(.timeout, at: 1), two[1]], didAnswer: { answered.add($0.text) }
      ) { service in
        do {
          let client = try RawClient(port: service.port)
          client.get(RawClient.path)
          try await eventually("the silence was noted") { answered.all == ["timeout"] }
          #expect(!client.hasSomething)
          #expect(service.connectionCount == 1)
        }
        try await eventually("all connections are closed") { service.connectionCount == 0 }
        let halfClosed = try RawClient(port: service.port)
        halfClosed.get(RawClient.path)
        #expect(halfClosed.readAnswer()?.body == "two")
      }
    }

    @Test("closes the connection in the middle of a body that is to be cut")
    func cut() async throws {
      let plan = try FaultPlan(text: "cut 100%")
      try await serving([poll(at: 1, 200, "0123456789")]) {
        $0.faults = plan
      } _: { service in
        let client = try RawClient(port: service.port)
        client.get(RawClient.path)
        let (text, end) = client.readToEnd()
        #expect(text.contains("\r\nContent-Length: 10\r\n"))
        #expect(text.hasSuffix("\r\n\r\n01234"))
        #expect(end == .closed)
      }
    }

    @Test("lets a client wait as long as the answer takes, and others not")
    func latency() async throws {
      let slow = poll("ses_slow", at: 1, 202, "slow", took: .seconds(60))
      try await serving([slow, two[0]]) {
        $0.latency = .recorded
      } _: { service in
        let waiting = try RawClient(port: service.port)
        waiting.get("/voice/v1/sessions/ses_slow")
        let client = try RawClient(port: service.port)
        client.get(RawClient.path)
        #expect(client.readAnswer()?.body == "one")
        #expect(!waiting.hasSomething)
      }
    }

    @Test("is patient for as long as an answer takes, however impatient it is with clients")
    func patience() async throws {
      var limits = ServiceLimits()
      limits.idle = .milliseconds(50)
      let slow = [poll(at: 1, 202, "slow", took: .milliseconds(400))]
      try await serving(slow, limits: limits) {
        $0.latency = .recorded
      } _: { service in
        let client = try RawClient(port: service.port)
        client.get(RawClient.path)
        #expect(client.readAnswer()?.body == "slow")
        #expect(client.readToEnd().end == .closed)
      }
    }

    @Test("is finished once the last answers were given, not when they were asked for")
    func finished() async throws {
      let polls = [
        poll("ses_slow", at: 1, 202, "slow", took: .milliseconds(300)),
        poll(at: 1, 200, "fast", took: .zero),
      ]
      try await serving(polls) {
        $0.latency = .recorded
      } _: { service in
        let slow = try RawClient(port: service.port)
        slow.get("/voice/v1/sessions/ses_slow")
        let fast = try RawClient(port: service.port)
        fast.get(RawClient.path)
        #expect(fast.readAnswer()?.body == "fast")
        try await service.waitUntilFinished()
        #expect(slow.hasSomething)
      }
      try await serving(polls) { service in
        let task = Task { try await service.waitUntilFinished() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        let stopped = Task { try await service.waitUntilFinished() }
        await service.stop()
        await #expect(throws: CancellationError.self) { try await stopped.value }
      }
    }

    @Test("leaves out header fields that HTTP cannot carry")
    func oddFields() async throws {
      let fields = [
        ("x-é", "a"), (":status", "200"), ("a b", "c"), ("", "x"), ("x:", "y"),
        ("line", "a\r\nB: c"),
        ("nul", "\u{0}"), ("x-fine", "é\t"),
      ]
      let odd = poll(
        at: 1, 200, "body", headers: fields.map { HeaderField(name: $0.0, value: $0.1) })
      try await serving([odd]) { service in
        let client = try RawClient(port: service.port)
        client.get(RawClient.path)
        let answer = try #require(client.readAnswer())
        #expect(
          answer.head.split(separator: "\r\n").map { $0.split(separator: ":")[0] } == [
            "HTTP/1.1 200 OK", "x-fine", "Date", "Content-Length",
          ])
      }
    }

    @Test("stops at once, whoever is connected, and frees its port")
    func stop() async throws {
      let service = try await RecordedService.start(
        try RecordedSessions([failedPoll(.timeout, at: 1)]))
      let idle = try RawClient(port: service.port)
      let waiting = try RawClient(port: service.port)
      waiting.get(RawClient.path)
      try await eventually("both are connected") { service.connectionCount == 2 }
      await service.stop()
      #expect(idle.readToEnd().text == "")
      #expect(waiting.readToEnd().text == "")
      #expect(!LocalServer.isSomebodyListening(at: UInt16(service.port)))
      let again = try await RecordedService.start(service.sessions, port: service.port)
      #expect(again.port == service.port)
      await again.stop()
    }

    @Test("does not listen while nobody did, where answers go by time")
    func refusal() async throws {
      let clock = HandClock()
      let polls = [
        two[0], failedPoll(.refused, at: 5), failedPoll(.refused, at: 8), poll(at: 9, 200, "two"),
      ]
      let sessions = try RecordedSessions(polls, clock: clock) { $0.advance = .time }
      let service = try await RecordedService.start(sessions)
      let port = UInt16(service.port)
      let client = try RawClient(port: service.port)
      client.get(RawClient.path)
      #expect(client.readAnswer()?.body == "one")
      clock.advance(by: .milliseconds(4500))
      #expect(client.readToEnd().text == "")
      try await eventually("nobody listens") { !LocalServer.isSomebodyListening(at: port) }
      clock.advance(by: .seconds(4))
      try await eventually("somebody listens") { LocalServer.isSomebodyListening(at: port) }
      let again = try RawClient(port: service.port)
      again.get(RawClient.path)
      #expect(again.readAnswer()?.body == "two")
      await service.stop()
      #expect(!LocalServer.isSomebodyListening(at: port))
    }

    @Test("says why it cannot listen")
    func portTaken() async throws {
      try await serving(two) { service in
        let error = await #expect(throws: ServiceError.self) {
          try await RecordedService.start(service.sessions, port: service.port)
        }
        #expect(
          error?.description
            == "127.0.0.1:\(service.port): cannot be listened at: Address already in use")
      }
    }
  }
#endif
