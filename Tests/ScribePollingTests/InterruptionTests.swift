import Foundation
import ScribePolling
import ScribeSession
import ScribeStore
import Testing

@Suite("A session whose tracking is interrupted")
struct InterruptionTests {
  @Test("between two polls ends at once")
  func cancelledWhileWaiting() async throws {
    let clock = HandClock()
    let tracker = SessionTracker(ScriptedTransport(.report(.processing)), clock)
    let task = Task { try await tracker.track("ses_x").all().count }
    try await clock.untilSomebodySleeps(until: .seconds(1))
    task.cancel()
    #expect(try await task.value == 1)
  }

  @Test("within a request gives the request up, and leaves no poll")
  func cancelledWithinRequest() async throws {
    let store = InMemorySessionStore()
    let (sent, wasSent) = AsyncStream<Void>.makeStream()
    let transport = ScriptedTransport { _, _ in
      wasSent.yield()
      try await Task.sleep(for: .seconds(3600))
      return .report(.completed)
    }
    let tracker = SessionTracker(transport, store: store)
    let task = Task { try await tracker.track("ses_x").all().count }
    for await _ in sent { break }
    task.cancel()
    #expect(try await task.value == 0)
    #expect(try await store.allSteps().isEmpty)
    // The place is free again.
    let again = SessionTracker(ScriptedTransport(.report(.completed)), store: store)
    #expect(try await again.track("ses_x").all().count == 1)
  }

  @Test("after the answer has come stores it nevertheless")
  func cancelledWhileStoring() async throws {
    let store = InMemorySessionStore()
    let (storing, isStoring) = AsyncStream<Void>.makeStream()
    let (going, goOn) = AsyncStream<Void>.makeStream()
    let slow = WrappedStore(store) { _ in
      isStoring.yield()
      await Task.detached { for await _ in going { break } }.value
    }
    let tracker = SessionTracker(ScriptedTransport(.report(.processing)), store: slow)
    let task = Task { try await tracker.track("ses_x").all().count }
    for await _ in storing { break }
    task.cancel()
    goOn.yield()
    _ = try await task.value
    #expect(try await store.allSteps().count == 1)
  }

  @Test("by the store is not told what was not stored, and ends with the store's error")
  func storeFails() async throws {
    let store = InMemorySessionStore()
    let full = WrappedStore(store) { count throws(StoreError) in
      if count == 3 { throw .full(file: "sessions.sqlite") }
    }
    let tracker = SessionTracker(ScriptedTransport(.report(.processing)), store: full)
    var steps = 0
    let error = await #expect(throws: StoreError.self) {
      for try await _ in tracker.track("ses_x") { steps += 1 }
    }
    #expect(error == .full(file: "sessions.sqlite"))
    #expect(steps == 2)
    let stored = try await store.allSteps()
    #expect(stored.count == 2)
    // Room has been made.
    let again = SessionTracker(ScriptedTransport(.report(.completed)), store: store)
    #expect(try await again.track("ses_x").all().map(\.verdict) == [.settled])
  }

  @Test("by another writer is decided anew from what that one has stored")
  func conflict() async throws {
    let store = InMemorySessionStore()
    let clock = LeapingClock()
    let shared = WrappedStore(store) { count throws(StoreError) in
      guard count == 2 else { return }
      var session = await store.session(.x)
      var state = session.session
      let poll = Poll(
        sentAt: .at(0.4), receivedAt: .at(0.5), url: "/v1/sessions/ses_x",
        outcome: .report(.completed))
      let step = state.observe(poll)
      try await store.append(poll, step, expecting: session.version)
      session = StoredSession(state, version: session.version + 1)
    }
    let tracker = SessionTracker(
      ScriptedTransport(.report(.processing), .report(.partial)), clock, store: shared)
    let steps = try await tracker.track("ses_x").all()
    #expect(steps.map(\.verdict) == [.forward, .revised])
    #expect(try await store.allSteps().map(\.verdict) == [.forward, .settled, .revised])
  }

  @Test("by another tracker of the same store loses no poll, and stores none twice")
  func twoTrackers() async throws {
    let store = InMemorySessionStore()
    let outcomes = Array(repeating: Poll.Outcome.report(.processing), count: 30)
    try await withThrowingTaskGroup(of: Int.self) { group in
      for seed in 1...4 as ClosedRange<UInt64> {
        let transport = ScriptedTransport { number, _ in
          number <= 30 ? outcomes[number - 1] : .report(.completed)
        }
        let tracker = SessionTracker(transport, LeapingClock(), store: store, seed: seed)
        group.addTask { try await tracker.track("ses_x").all().count }
      }
      var told = 0
      for try await count in group { told += count }
      let stored = await store.session(.x)
      #expect(stored.version == told)
      #expect(told > 0)
    }
  }

  @Test("by a request that takes too long has got no answer in time")
  func timeout() async throws {
    let clock = HandClock()
    var settings = TrackerSettings.exact
    settings.requestTimeout = .seconds(30)
    let transport = ScriptedTransport { number, _ in
      if number == 1 { try await Task.sleep(for: .seconds(3600)) }
      return .report(.completed)
    }
    let tracker = SessionTracker(transport, clock, settings: settings)
    var iterator = tracker.track("ses_x").makeAsyncIterator()
    async let first = iterator.next()
    try await clock.untilSomebodySleeps(until: .seconds(30))
    clock.advance(by: .seconds(30))
    let step = try await first
    #expect(step?.session.lastPoll?.kind == .noAnswer(.timeout))
    #expect(step?.next == .poll(after: .seconds(1)))
  }

  @Test("by what an HTTP client throws has got no answer, and nothing of what it said is kept")
  func transportThrows() async throws {
    struct Unexpected: Error, CustomStringConvertible {
      let description = "failed with t0ken"
    }
    let store = InMemorySessionStore()
    let transport = ScriptedTransport { number, _ in
      switch number {
      case 1: throw Unexpected()
      case 2: throw CancellationError()
      default: .report(.completed)
      }
    }
    let steps = try await SessionTracker(transport, store: store).track("ses_x").all()
    #expect(steps.map(\.verdict) == [.held, .held, .settled])
    let failures = try await store.allSteps().prefix(2).map(\.poll.outcome)
    #expect(failures == [.noAnswer(Poll.Failure(.other)), .noAnswer(Poll.Failure(.other))])
  }

  @Test("by a body that is too long, whatever the transport minds, has got no answer")
  func bodyLimit() async throws {
    var settings = TrackerSettings.exact
    settings.bodyLimit = 100
    let transport = ScriptedTransport(
      .report(.processing, #""message":"\#(String(repeating: "x", count: 100))""#),
      .report(.completed))
    let steps = try await SessionTracker(transport, settings: settings).track("ses_x").all()
    #expect(steps.map(\.verdict) == [.held, .settled])
    #expect(steps[0].session.lastPoll?.kind == .noAnswer(.other))
  }

  @Test("by a clock that is set forward and back is polled on, in its pace")
  func clockJumps() async throws {
    let clock = LeapingClock()
    let transport = ScriptedTransport { number, _ in
      switch number {
      case 3: clock.setTimeOfDay(.seconds(3600))
      case 5: clock.setTimeOfDay(.seconds(-7200))
      default: break
      }
      return number < 8 ? .report(.processing) : .report(.completed)
    }
    let steps = try await SessionTracker(transport, clock).track("ses_x").all()
    #expect(steps.count == 8)
    #expect(clock.sleeps == Array(repeating: .seconds(1), count: 7))
    #expect(steps[4].anomalies.map(\.code).contains(.logClock))
    #expect(steps.last?.next == .stop(.settled))
  }

  @Test("by a suspension of the machine is polled once at its end, and then in its pace")
  func suspension() async throws {
    let clock = HandClock()
    let transport = ScriptedTransport(.report(.processing))
    let tracker = SessionTracker(transport, clock)
    let task = Task { try await tracker.track("ses_x").all() }
    try await clock.untilSomebodySleeps(until: .seconds(1))
    clock.advance(by: .seconds(3600))
    try await clock.untilSomebodySleeps(until: .seconds(3601))
    #expect(transport.requests.count == 2)
    clock.advance(by: .seconds(1))
    try await clock.untilSomebodySleeps(until: .seconds(3602))
    #expect(transport.requests.count == 3)
    task.cancel()
    _ = try await task.value
  }
}

/// A store, and something that happens before each append to it.
struct WrappedStore: StepStoring {
  private let store: any SessionStoring
  private let before: @Sendable (Int) async throws(StoreError) -> Void
  private let counter = Counter()

  /// - Parameter before: given the number of the append, from 1.
  init(
    _ store: any SessionStoring, before: @escaping @Sendable (Int) async throws(StoreError) -> Void
  ) {
    self.store = store
    self.before = before
  }

  func append(_ steps: [NewStep]) async throws(StoreError) -> [AppendResult] {
    try await before(counter.next())
    return try await store.append(steps)
  }

  func session(_ stream: PollStream) async throws(StoreError) -> StoredSession {
    try await store.session(stream)
  }
}
