import ScribeSession
import ScribeStore
import TestRun
import Testing

@testable import ScribePolling

@Suite("A token")
struct TokenTests {
  @Test("that is refused is asked for anew, once, and polling goes on with another one")
  func renewed() async throws {
    let tokens = Counter()
    let transport = ScriptedTransport { _, request in
      request.header("authorization") == "Bearer t0ken-3" ? .report(.completed) : .answer(401)
    }
    let clock = LeapingClock()
    // The first poll takes 1; refused, 2 is another one and refused as well.
    let tracker = SessionTracker(transport, clock, token: { "t0ken-\(await tokens.next())" })
    let steps = try await tracker.track("ses_x").all()
    #expect(steps.map(\.next) == [.stop(.unauthorized), .stop(.unauthorized)])
    #expect(clock.sleeps.isEmpty)
    // Paused; whoever goes on has the third.
    let more = try await tracker.track("ses_x").all()
    #expect(more.map(\.verdict) == [.settled])
    #expect(transport.requests.count == 3)
  }

  @Test("that expires within a session is replaced as often as that happens")
  func expires() async throws {
    let tokens = Counter()
    let transport = ScriptedTransport(
      .report(.processing), .answer(401), .report(.processing), .answer(403), .report(.completed))
    let tracker = SessionTracker(transport, token: { "t0ken-\(await tokens.next())" })
    let steps = try await tracker.track("ses_x").all()
    #expect(steps.map(\.verdict) == [.forward, .held, .same, .held, .settled])
  }

  @Test("that is refused and has no other is not sent again")
  func theSame() async throws {
    let transport = ScriptedTransport(.answer(401))
    let asked = Counter()
    let tracker = SessionTracker(
      transport,
      token: {
        _ = await asked.next()
        return "t0ken"
      })
    let steps = try await tracker.track("ses_x").all()
    #expect(steps.map(\.next) == [.stop(.unauthorized)])
    #expect(transport.requests.count == 1)
    #expect(await asked.next() == 3)
  }

  @Test("that is refused with Retry-After is replaced no sooner than that")
  func refusedForAWhile() async throws {
    let tokens = Counter()
    let clock = LeapingClock()
    let transport = ScriptedTransport(
      .answer(401, "", ["Retry-After": "9"]), .report(.completed))
    let tracker = SessionTracker(transport, clock, token: { "t0ken-\(await tokens.next())" })
    let steps = try await tracker.track("ses_x").all()
    #expect(clock.sleeps == [.seconds(9)])
    #expect(!steps[1].anomalies.map(\.code).contains(.polledTooSoon))
  }

  @Test("that is long in coming takes nobody else's place")
  func slowToken() async throws {
    var settings = TrackerSettings.exact
    settings.requestsAtOnce = 1
    let transport = ScriptedTransport(.report(.completed, id: "ses_y"))
    let isFirst = Locked(true)
    let tracker = SessionTracker(
      transport, settings: settings,
      token: {
        let waits = isFirst.withLock { first in
          defer { first = false }
          return first
        }
        if waits { try await Task.sleep(for: .seconds(3600)) }
        return "t0ken"
      })
    let slow = Task { try await tracker.track("ses_x").all() }
    try await eventually("the first token is asked for") { !isFirst.withLock { $0 } }
    #expect(try await tracker.track("ses_y").all().count == 1)
    slow.cancel()
    #expect(try await slow.value.isEmpty)
  }

  @Test("that cannot be had ends tracking with the reason, and what was stored has been told")
  func unavailable() async throws {
    struct SignedOut: Error {}
    let tokens = Counter()
    let tracker = SessionTracker(
      ScriptedTransport(.report(.processing)),
      token: {
        if await tokens.next() == 3 { throw SignedOut() }
        return "t0ken"
      })
    var told = 0
    await #expect(throws: SignedOut.self) {
      for try await _ in tracker.track("ses_x") { told += 1 }
    }
    #expect(told == 2)
  }

  @Test(
    "that cannot be part of a header field is refused, and not shown",
    arguments: [
      "", "two words", "line\r\nX-Other: 1", "tökén", "tab\tbed", "nul\0",
    ])
  func unusable(text: String) async throws {
    let transport = ScriptedTransport(.report(.completed))
    let error = await #expect(throws: TrackingError.unusableToken) {
      _ = try await SessionTracker(transport, token: { text }).track("ses_x").all()
    }
    #expect(text.isEmpty || !"\(String(describing: error))".contains(text))
    #expect(transport.requests.isEmpty)
  }

  @Test("goes along with redirects within its host only, and never to plain HTTP")
  func redirects() async throws {
    for (location, isFollowed) in [
      ("/voice/v1/sessions/ses_x/", true), ("ses_x/", true),
      ("https://scribe.test/elsewhere", true), ("https://SCRIBE.test:443/elsewhere", true),
      ("https://other.test/voice/v1/sessions/ses_x", false), ("//other.test/x", false),
      ("https://scribe.test.other.test/x", false), ("http://scribe.test/x", false),
      ("https://scribe.test:8443/x", false), ("https://u:p@scribe.test/x", false),
      ("ftp://scribe.test/x", false), ("", false),
    ] {
      let transport = ScriptedTransport(
        .answer(307, "", ["Location": location]), .report(.completed))
      let steps = try await SessionTracker(transport).track("ses_x").all()
      #expect(
        steps.map(\.next) == [isFollowed && !location.isEmpty ? .stop(.settled) : .stop(.rejected)],
        "\(location)")
      #expect(transport.requests.count == (isFollowed ? 2 : 1), "\(location)")
    }
  }

  @Test("goes along from plain HTTP to TLS at the same host")
  func secured() async throws {
    for (base, location, count) in [
      ("http://scribe.test/v1", "https://scribe.test/v1/sessions/ses_x", 2),
      ("http://scribe.test:8080/v1", "https://scribe.test/v1/sessions/ses_x", 1),
    ] {
      let transport = ScriptedTransport(
        .answer(301, "", ["Location": location]), .report(.completed))
      let tracker = SessionTracker(
        baseURL: base, token: { "t0ken" }, store: InMemorySessionStore(), transport: transport)
      _ = try await tracker.track("ses_x").all()
      #expect(transport.requests.count == count)
    }
  }

  @Test("is sent along a loop of redirects a few times, and then no more")
  func redirectLoop() async throws {
    let transport = ScriptedTransport(.answer(308, "", ["Location": "/voice/v1/sessions/ses_x"]))
    let steps = try await SessionTracker(transport).track("ses_x").all()
    #expect(steps.map(\.next) == [.stop(.rejected)])
    #expect(transport.requests.count == 6)
  }

  @Test("is found in no stored poll, no state, no description and no dump")
  func hidden() async throws {
    let store = InMemorySessionStore()
    let transport = ScriptedTransport(
      .answer(307, "", ["Location": "/voice/v1/sessions/ses_x/?t=1"]), .answer(503),
      .report(.completed))
    let tracker = SessionTracker(transport, store: store, token: { "s3cret-t0ken" })
    let steps = try await tracker.track("ses_x").all()
    var text = ""
    dump(try await store.allSteps(), to: &text)
    dump(steps, to: &text)
    dump(tracker, to: &text)
    dump(transport.requests, to: &text)
    for step in try await store.allSteps() {
      text += "\(step.poll.url)\(step.poll.answer?.headers.map(\.value) ?? [])"
    }
    #expect(text.count > 1000)
    #expect(!text.contains("s3cret"))
    #expect(transport.requests[0].header("authorization") == "Bearer s3cret-t0ken")
  }
}
