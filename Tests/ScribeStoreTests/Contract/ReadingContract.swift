import ScribeSession
import ScribeStore
import Testing

@Suite("A store, read", .serialized)
struct ReadingContract {
  @Test("knows nothing of what was never stored", arguments: StoreKind.allCases)
  func empty(kind: StoreKind) async throws {
    let (store, _folder) = try kind.make()
    let known = try await store.session(.x)
    #expect(known.version == 0)
    let key = known.session.fingerprintKey
    #expect(known.session == Session(fingerprintKey: key))
    #expect(try await store.session(.x).session.fingerprintKey != key)
    #expect(try await store.steps(of: .x, after: 0, limit: 9).isEmpty)
    #expect(try await store.allSteps().isEmpty)
    #expect(try await store.summaries().isEmpty)
    withExtendedLifetime(_folder) {}
  }

  @Test("gives the state after the last poll, to go on with", arguments: StoreKind.allCases)
  func state(kind: StoreKind) async throws {
    let (store, _folder) = try kind.make()
    var session = try await store.session(.x).session
    for (index, poll) in AppendingContract.life.enumerated() {
      let step = session.observe(poll)
      try await store.append(poll, step, expecting: index)
      let known = try await store.session(.x)
      #expect(known.session == session)
      #expect(known.version == index + 1)
    }
    withExtendedLifetime(_folder) {}
  }

  @Test(
    "gives a stream's steps from a version on, and everything in order",
    arguments: StoreKind.allCases)
  func pages(kind: StoreKind) async throws {
    let (store, _folder) = try kind.make()
    let polls = (0..<12).map { index -> Poll in
      let session = index % 3 == 0 ? "ses_y" : "ses_x"
      let query = index % 4 == 1 ? "?template_id=soap" : ""
      return .answer(404, "\(index)", at: Double(index), session: session, query: query)
    }
    try await store.store(polls)
    let all = try await store.allSteps()
    #expect(all.map(\.poll) == polls)
    #expect(try await store.steps(after: 5, limit: 3).map(\.position) == [6, 7, 8])
    #expect(try await store.steps(after: 12, limit: 3).isEmpty)
    for limit in [0, -1, .min] {
      #expect(try await store.steps(after: 0, limit: limit).isEmpty)
      #expect(try await store.steps(of: .x, after: 0, limit: limit).isEmpty)
    }
    let filtered = PollStream(
      id: "ses_x", filter: .init(templateID: "soap", documentID: nil))
    let streams: [PollStream] = [.x, filtered, PollStream(id: "ses_y")]
    for stream in streams {
      let own = all.filter { $0.stream == stream }
      #expect(
        try await store.steps(of: stream, after: 0, limit: .max).map(\.poll) == own.map(\.poll))
      #expect(
        try await store.steps(of: stream, after: 1, limit: 1).map(\.position)
          == own.dropFirst().prefix(1).map(\.position))
      #expect(!own.isEmpty)
    }
    withExtendedLifetime(_folder) {}
  }

  @Test("keeps ids and filters apart to the byte", arguments: StoreKind.allCases)
  func ids(kind: StoreKind) async throws {
    let (store, _folder) = try kind.make()
    // Canonically equivalent, cut off by NUL, told apart by case, and a filter's value as an id.
    let ids = ["%C3%A9", "e%CC%81", "a%00b", "a%00c", "a", "A", "%25"]
    try await store.store(ids.map { .answer(404, "", at: 1, session: $0) })
    try await store.store(
      ids.map { .answer(404, "", at: 1, session: "a", query: "?template_id=\($0)") })
    try await store.store(
      ids.map { .answer(404, "", at: 1, session: "a", query: "?document_id=\($0)") })
    let summaries = try await store.summaries()
    #expect(summaries.count == 3 * ids.count)
    #expect(summaries.map(\.pollCount) == Array(repeating: 1, count: 3 * ids.count))
    for summary in summaries {
      #expect(try await store.session(summary.stream).session.stream == summary.stream)
    }
    #expect(summaries[2].stream.id == "a\u{0}b")
    #expect(try await store.allSteps().map(\.stream) == summaries.map(\.stream))
    if let store = store as? SessionStore {
      #expect(try await store.verify(against: store.anchor()).findings.isEmpty)
    }
    withExtendedLifetime(_folder) {}
  }

  @Test("lists sessions with their phase and counts", arguments: StoreKind.allCases)
  func list(kind: StoreKind) async throws {
    let (store, _folder) = try kind.make()
    try await store.store(
      AppendingContract.life + [.answer(404, "", at: 1, session: "ses_y")])
    let summaries = try await store.summaries()
    let events = try await store.steps(of: .x, after: 0, limit: .max).flatMap(\.events)
    #expect(
      summaries == [
        StoredSummary(
          stream: .x, phase: .completed, pollCount: 9, eventCount: events.count,
          anomalyCount: events.filter { $0.name == "anomalyBegan" }.count,
          firstReceivedAt: .at(0), lastReceivedAt: .at(11)),
        StoredSummary(
          stream: PollStream(id: "ses_y"), phase: .unseen, pollCount: 1, eventCount: 2,
          anomalyCount: 0,
          firstReceivedAt: .at(1), lastReceivedAt: .at(1)),
      ])
    #expect(summaries[0].anomalyCount > 0)
    withExtendedLifetime(_folder) {}
  }

  @Test("is followed without a gap, in order, from any position on", arguments: StoreKind.allCases)
  func follow(kind: StoreKind) async throws {
    let (store, _folder) = try kind.make()
    let polls = (0..<300).map {
      Poll.answer(404, "\($0)", at: Double($0), session: "ses_\($0 % 7)")
    }
    try await store.store(Array(polls.prefix(100)))
    async let writing = store.store(Array(polls.dropFirst(100)))
    var positions: [Int] = []
    for try await step in store.follow(after: 40) {
      positions.append(step.position)
      if step.position == 300 { break }
    }
    #expect(positions == Array(41...300))
    #expect(try await writing.count == 200)
    withExtendedLifetime(_folder) {}
  }

  @Test("ends being followed when the task is cancelled", arguments: StoreKind.allCases)
  func cancelFollowing(kind: StoreKind) async throws {
    let (store, _folder) = try kind.make()
    try await store.store([.answer(404, "", at: 1)])
    let following = Task {
      var count = 0
      for try await _ in store.follow(after: 0) { count += 1 }
      return count
    }
    for try await _ in store.follow(after: 0).prefix(1) {}
    following.cancel()
    let count = try await following.value
    #expect(count <= 1)
    withExtendedLifetime(_folder) {}
  }
}
