#if Server
  import ScribePolling
  import ScribeServer
  import ScribeSession
  import ScribeStore
  import Testing

  @Suite("A tracker that is given recorded answers")
  struct ServedSessionTests {
    /// What each poll of a stream is answered with, and what that means.
    private struct Expected {
      let stream: PollStream
      var verdicts: [Verdict] = []
      var outcomes: [Poll.Outcome] = []
    }

    private func expected(_ path: String) async throws -> [Expected] {
      let sessions = try RecordedSessions(paths: [path])
      let polls = try Recordings.polls(path)
      let streams = Set(polls.compactMap { PollStream(method: $0.method, url: $0.url) })
      var all: [Expected] = []
      for stream in streams {
        var expected = Expected(stream: stream)
        var session = Session()
        for place in 0..<sessions.count(of: stream) {
          let url = try SessionTracker.url(
            ofSession: stream.id.text, filter: stream.filter, below: "https://scribe.test/v1")
          let outcome = try await sessions.outcome(
            of: url, [HeaderField(name: "Authorization", value: "Bearer any")])
          let time = Instant.at(Double(place))
          let poll = Poll(sentAt: time, receivedAt: time, url: url, outcome: outcome)
          expected.verdicts.append(session.observe(poll).verdict)
          expected.outcomes.append(outcome)
        }
        all.append(expected)
      }
      return all
    }

    @Test("without a socket comes to what a replay says", arguments: Recordings.paths)
    func withoutSocket(path: String) async throws {
      let sessions = try RecordedSessions(paths: [path])
      let transport = FunctionTransport { request in
        try await sessions.outcome(of: request.url, request.headers)
      }
      for expected in try await expected(path) {
        try await expect(expected, "https://scribe.test/v1", transport)
      }
    }

    @Test(
      "by the recorded service comes to the same, also where connections end without an answer",
      arguments: TransportKind.allCases, Recordings.paths)
    func throughSockets(kind: TransportKind, path: String) async throws {
      let service = try await RecordedService.start(RecordedSessions(paths: [path]))
      for expected in try await expected(path)
      where !expected.outcomes.contains(where: { $0.failure == .timeout }) {
        try await expect(expected, service.baseURL, kind.make())
      }
      await service.stop()
    }

    private func expect(
      _ expected: Expected, _ baseURL: String, _ transport: any PollTransport
    ) async throws {
      var settings = TrackerSettings.exact
      settings.redirectLimit = 0
      let store = InMemorySessionStore()
      let tokens = Counter()
      let tracker = SessionTracker(
        baseURL: baseURL, token: { "t0ken-\(await tokens.next())" }, store: store,
        settings: settings, transport: transport, clock: LeapingClock())
      var verdicts: [Verdict] = []
      while verdicts.count < expected.verdicts.count {
        for try await step in tracker.track(expected.stream.id.text, filter: expected.stream.filter)
        {
          verdicts.append(step.verdict)
          if verdicts.count == expected.verdicts.count { break }
        }
      }
      #expect(verdicts == expected.verdicts)
      let bodies = await store.steps(of: expected.stream, after: 0, limit: .max)
        .map(\.poll.answer?.body)
      #expect(bodies == expected.outcomes.map(\.answer?.body))
    }
  }
#endif
