import ScribePolling
import ScribeSession
import ScribeStore
import Testing

@Suite("A tracked session")
struct TrackingTests {
  @Test("is polled at once, then after the interval, until it is settled, and each step is stored")
  func untilSettled() async throws {
    let transport = ScriptedTransport(
      .report(.initialized), .report(.processing), .report(.completed, #""transcript":"Hello""#))
    let clock = LeapingClock()
    let store = InMemorySessionStore()
    let steps = try await SessionTracker(transport, clock, store: store).track("ses_x").all()

    #expect(steps.map(\.verdict) == [.forward, .forward, .settled])
    #expect(steps.last?.next == .stop(.settled))
    #expect(steps.last?.report?.transcript == "Hello")
    #expect(clock.sleeps == [.seconds(1), .seconds(1)])
    let stored = try await store.allSteps()
    #expect(stored.map(\.verdict) == [.forward, .forward, .settled])
    #expect(
      stored.map(\.poll.url)
        == Array(repeating: "https://scribe.test/voice/v1/sessions/ses_x", count: 3))
    #expect(
      stored.map { $0.poll.sentAt?.description.prefix(22) }
        == [.at(0), .at(1), .at(2)].map { (i: Instant) in i.description.prefix(22) })
    let session = await store.session(.x)
    #expect(session.session == steps.last?.session)
  }

  @Test("is asked for with GET, as JSON, and with the token of that moment")
  func request() async throws {
    let transport = ScriptedTransport(.report(.processing), .report(.completed))
    let tokens = Counter()
    let tracker = SessionTracker(transport, token: { "t0ken-\(await tokens.next())" })
    _ = try await tracker.track("ses_x").all()
    #expect(
      transport.requests.map { $0.header("authorization") } == ["Bearer t0ken-1", "Bearer t0ken-2"])
    #expect(
      transport.requests.map { $0.header("accept") } == ["application/json", "application/json"])
  }

  @Test("is polled without a token where there is none")
  func withoutToken() async throws {
    let transport = ScriptedTransport(.report(.completed))
    _ = try await SessionTracker(transport, token: { nil }).track("ses_x").all()
    #expect(transport.requests.map { $0.header("authorization") } == [nil])
  }

  @Test("goes on from the state that the store has, and is polled once even where it was settled")
  func resumed() async throws {
    let store = InMemorySessionStore()
    let clock = LeapingClock()
    let first = ScriptedTransport(
      .report(.completed, #""transcript":"Hello""#))
    _ = try await SessionTracker(first, clock, store: store).track("ses_x").all()
    clock.pass(.seconds(60))
    let again = ScriptedTransport(
      .report(.processing), .report(.completed, #""transcript":"Hello again""#))
    let steps = try await SessionTracker(again, clock, store: store).track("ses_x").all()
    #expect(steps.map(\.verdict) == [.reopened, .settled])
    let stored = await store.session(.x)
    #expect(stored.version == 3)
  }

  @Test("is left alone after a restart for as long as the last answer asked for")
  func resumedAfterRetryAfter() async throws {
    let store = InMemorySessionStore()
    let clock = LeapingClock()
    let tracker = SessionTracker(
      ScriptedTransport(.answer(503, "", ["Retry-After": "40"])), clock, store: store)
    for try await _ in tracker.track("ses_x") { break }
    clock.pass(.seconds(15))
    let again = ScriptedTransport(.report(.completed))
    let steps = try await SessionTracker(again, clock, store: store).track("ses_x").all()
    #expect(clock.sleeps == [.seconds(25)])
    #expect(!steps[0].anomalies.map(\.code).contains(.polledTooSoon))
  }

  @Test("seen through a filter is a stream of its own, and can be gone on with like any other")
  func filtered() async throws {
    let store = InMemorySessionStore()
    let transport = ScriptedTransport(.report(.processing), .report(.completed))
    let tracker = SessionTracker(transport, store: store)
    let steps = try await tracker.track("ses_x", filter: .template("soap note/ü")).all()
    #expect(steps.map(\.verdict) == [.forward, .settled])
    #expect(
      transport.requests.map(\.url).first
        == "https://scribe.test/voice/v1/sessions/ses_x?template_id=soap%20note%2F%C3%BC")
    _ = try await tracker.track("ses_x", filter: .document("doc_1")).all()
    let versions = await store.summaries().map { ($0.stream.filter, $0.pollCount) }
    #expect(versions.map(\.0) == [.template("soap note/ü"), .document("doc_1")])
    #expect(versions.map(\.1) == [2, 1])
    let whole = await store.session(.x)
    #expect(whole.version == 0)
  }

  @Test("lingers after partial where the policy says so")
  func lingering() async throws {
    let clock = LeapingClock()
    var settings = TrackerSettings.exact
    settings.policy.linger = PollPolicy.Linger(interval: .seconds(20), limit: .seconds(60))
    let transport = ScriptedTransport(.report(.partial), .report(.partial), .report(.completed))
    let steps = try await SessionTracker(transport, clock, settings: settings).track("ses_x").all()
    #expect(steps.map(\.verdict) == [.settled, .same, .revised])
    #expect(clock.sleeps == [.seconds(20), .seconds(20)])
  }

  @Test("is polled conditionally once a report had an entity tag, and 304 is an unchanged poll")
  func entityTags() async throws {
    let transport = ScriptedTransport(
      .answer(503, "", ["ETag": #""fault""#]),
      .report(.processing, id: "ses_x", ["ETag": #""a""#]),
      .answer(304), .answer(502, "", ["ETag": #""fault""#]), .answer(304),
      .report(.processing, #""message":"m""#, id: "ses_x"),
      .report(.completed))
    let steps = try await SessionTracker(transport).track("ses_x").all()
    #expect(
      transport.requests.map { $0.header("if-none-match") }
        == [nil, nil, #""a""#, #""a""#, #""a""#, #""a""#, nil])
    #expect(steps.map(\.verdict) == [.held, .forward, .same, .held, .same, .progress, .settled])
  }

  @Test("is tracked again the moment it has stopped, its loop was left, or it has failed")
  func again() async throws {
    struct NoToken: Error {}
    let ended = SessionTracker(ScriptedTransport(.report(.completed)))
    let left = SessionTracker(ScriptedTransport(.report(.processing)))
    let failing = SessionTracker(
      baseURL: "https://scribe.test/v1", token: { throw NoToken() }, store: InMemorySessionStore(),
      settings: .exact, transport: ScriptedTransport(.report(.processing)), clock: LeapingClock())
    for _ in 0..<300 {
      #expect(try await ended.track("ses_x").all().count == 1)
      for try await _ in left.track("ses_x") { break }
      await #expect(throws: NoToken.self) { try await failing.track("ses_x").all() }
    }
  }

  @Test("is polled by one task at a time, and by another once that has ended")
  func oneAtATime() async throws {
    let tracker = SessionTracker(ScriptedTransport(.report(.processing)))
    var iterator = tracker.track("ses_x").makeAsyncIterator()
    _ = try await iterator.next()
    await #expect(throws: TrackingError.alreadyTracked(.x)) {
      _ = try await tracker.track("ses_x").all()
    }
    let other = PollStream(id: "ses_x", filter: .template("soap"))
    #expect(other != .x)
    for try await _ in tracker.track("ses_x", filter: .template("soap")) { break }
    iterator = tracker.track("ses_y").makeAsyncIterator()
    for try await _ in tracker.track("ses_x") { break }
  }

  @Test("that says nothing else is given up as the policy says, and can be gone on with")
  func givenUp() async throws {
    let clock = LeapingClock()
    let store = InMemorySessionStore()
    let tracker = SessionTracker(ScriptedTransport(.failure(.refused)), clock, store: store)
    let steps = try await tracker.track("ses_x").all()
    #expect(steps.count == 10)
    #expect(steps.last?.next == .stop(.unreachable))
    #expect(clock.sleeps == [1, 2, 4, 8, 16, 30, 30, 30, 30].map { .seconds($0) })
    let again = SessionTracker(ScriptedTransport(.report(.completed)), clock, store: store)
    let more = try await again.track("ses_x").all()
    #expect(more.map(\.verdict) == [.settled])
  }

  @Test("whose id or service cannot be polled is refused before anything is sent")
  func refusals() async throws {
    let transport = ScriptedTransport(.report(.completed))
    for id in ["", ".", ".."] {
      await #expect(throws: TrackingError.unusableStream) {
        _ = try await SessionTracker(transport).track(id).all()
      }
    }
    await #expect(throws: TrackingError.unusableStream) {
      _ = try await SessionTracker(transport).track("ses_x", filter: .template("")).all()
    }
    for url in [
      "", "scribe.test/v1", "ftp://scribe.test/v1", "https:///v1", "https://scribe.test",
      "https://scribe.test/v2", "https://scribe.test/voice/api/v1", "https://u:p@scribe.test/v1",
      "https://scribe.test/v1?key=1", "https://scribe.test/v1#f", "https://scribe.test/v1//",
      "https://scribe.test/\r\nX: 1/v1", "https://scribe.test/a b/v1", "https://scribe.test/ü/v1",
      "https://scribe.test:70000/v1", "https://scribe.test:0/v1",
    ] {
      let tracker = SessionTracker(
        baseURL: url, token: { nil }, store: InMemorySessionStore(), transport: transport)
      let error = await #expect(throws: TrackingError.self) {
        _ = try await tracker.track("ses_x").all()
      }
      #expect(error.map { !"\($0)".contains("key=1") && !"\($0)".contains("u:p") } ?? false)
    }
    #expect(transport.requests.isEmpty)
  }

  @Test("has any id, and a base URL with or without a slash at its end")
  func escapedIDs() async throws {
    for (base, id, url) in [
      ("https://scribe.test/v1", "ses_x", "https://scribe.test/v1/sessions/ses_x"),
      ("https://scribe.test/v1/", "ses_x", "https://scribe.test/v1/sessions/ses_x"),
      ("http://[::1]:80/a/v1", "a/../b?c#d", "http://[::1]:80/a/v1/sessions/a%2F..%2Fb%3Fc%23d"),
      ("https://scribe.test/v1", "é%2F", "https://scribe.test/v1/sessions/%C3%A9%252F"),
    ] {
      let transport = ScriptedTransport(.report(.completed, id: id))
      let tracker = SessionTracker(
        baseURL: base, token: { nil }, store: InMemorySessionStore(), transport: transport,
        clock: LeapingClock())
      let steps = try await tracker.track(id).all()
      #expect(transport.requests.map(\.url) == [url])
      #expect(steps.map(\.verdict) == [.settled])
    }
  }
}

/// Counts up from 1.
actor Counter {
  private var count = 0

  func next() -> Int {
    count += 1
    return count
  }
}
