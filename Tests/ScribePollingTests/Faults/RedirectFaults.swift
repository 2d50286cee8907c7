import LocalServer
import ScribePolling
import ScribeSession
import ScribeStore
import Testing

@Suite("A redirect over sockets")
struct RedirectFaults {
  @Test("to another host gets neither token nor request", arguments: TransportKind.allCases)
  func otherHost(kind: TransportKind) async throws {
    let other = try LocalServer { _ in [.answer(200, [], .body(.completed))] }
    let server = try LocalServer { [url = other.url] _ in
      [.answer(307, [("Location", url + "/voice/v1/sessions/ses_x")])]
    }
    defer {
      other.stop()
      server.stop()
    }
    let step = try await LivePolls(kind, server.url).first()
    #expect(step?.next == .stop(.rejected))
    #expect(other.requests.isEmpty)
    #expect(server.requests.map { $0.headers["authorization"] } == ["Bearer s3cret-t0ken"])
  }

  @Test("within the host is followed with the token", arguments: TransportKind.allCases)
  func sameHost(kind: TransportKind) async throws {
    let server = try LocalServer { request in
      request.target.hasSuffix("/")
        ? [.answer(200, [], .body(.completed))]
        : [.answer(307, [("Location", request.target + "/")])]
    }
    defer { server.stop() }
    let step = try await LivePolls(kind, server.url).first()
    #expect(step?.verdict == .settled)
    #expect(
      server.requests.map(\.target) == [
        "/voice/v1/sessions/ses_x", "/voice/v1/sessions/ses_x/",
      ])
    #expect(server.requests.allSatisfy { $0.headers["authorization"] == "Bearer s3cret-t0ken" })
  }

  @Test("that leads round in a circle ends", arguments: TransportKind.allCases)
  func circle(kind: TransportKind) async throws {
    let server = try LocalServer { request in [.answer(302, [("Location", request.target)])] }
    defer { server.stop() }
    let step = try await LivePolls(kind, server.url).first()
    #expect(step?.next == .stop(.rejected))
    #expect(server.count == 6)
  }

  @Test("keeps no cookie", arguments: TransportKind.allCases)
  func cookies(kind: TransportKind) async throws {
    let server = try LocalServer { request in
      [
        request.number < 3
          ? .answer(
            202, [("Set-Cookie", "a=b; Path=/"), ("Cache-Control", "max-age=60")],
            .body(.processing))
          : .answer(200, [], .body(.completed))
      ]
    }
    defer { server.stop() }
    let polls = LivePolls(kind, server.url)
    _ = try await polls.tracker.track("ses_x").all()
    #expect(server.count == 3)
    #expect(server.requests.allSatisfy { $0.headers["cookie"] == nil })
    let stored = try await polls.store.allSteps()
    #expect(
      !stored.flatMap { $0.poll.answer?.headers ?? [] }.contains {
        $0.name.lowercased() == "set-cookie"
      })
  }
}
