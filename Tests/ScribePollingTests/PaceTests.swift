import Foundation
import ScribeSession
import ScribeStore
import TestRun
import Testing

@testable import ScribePolling

@Suite("Many sessions of one tracker")
struct PaceTests {
  @Test("pause together where the host asks one of them to")
  func sharedPause() async throws {
    let clock = LeapingClock()
    var settings = TrackerSettings.exact
    settings.startSpacing = .milliseconds(1)
    settings.requestsAtOnce = 1
    let times = Locked<[(String, Duration)]>([])
    let transport = ScriptedTransport { number, request in
      let id = String(request.url.suffix(2))
      times.withLock { $0.append((id, clock.elapsed)) }
      if number == 3 { return .answer(429, "", ["Retry-After": "90"]) }
      return clock.elapsed < .seconds(100)
        ? .report(.processing, id: "ses_" + id) : .report(.completed, id: "ses_" + id)
    }
    let tracker = SessionTracker(transport, clock, settings: settings)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for id in 10..<20 {
        group.addTask { _ = try await tracker.track("ses_\(id)").all() }
      }
      try await group.waitForAll()
    }
    let polls = times.withLock { $0 }
    let refusedAt = polls[2].1
    let during = polls.dropFirst(3).filter { $0.1 < refusedAt + .seconds(90) }
    #expect(during.isEmpty)
    #expect(Set(polls.map(\.0)).count == 10)
  }

  @Test("that begin within a pause wait for its end, or their deadline, and need no token before")
  func beginWithinPause() async throws {
    let clock = LeapingClock()
    let asked = Locked<[Duration]>([])
    let transport = ScriptedTransport(.report(.processing))
    let tracker = SessionTracker(
      transport, clock,
      token: {
        let milliseconds = Int((clock.elapsed / .milliseconds(1)).rounded())
        asked.withLock { $0.append(.milliseconds(milliseconds)) }
        return nil
      })
    tracker.gate.pause(untilElapsed: .seconds(90))
    var policy = PollPolicy()
    policy.deadline = .at(5)
    _ = try await tracker.track("ses_x", policy: policy).all()
    #expect(asked.withLock { $0 } == [.seconds(5)])
    for try await _ in tracker.track("ses_x") { break }
    #expect(asked.withLock { $0 } == [.seconds(5), .seconds(90)])
  }

  @Test("that back off longer than a pause lasts are not woken by its end")
  func backoffBeyondPause() async throws {
    let clock = LeapingClock()
    let store = InMemorySessionStore()
    let transport = ScriptedTransport { number, _ in
      number < 4 ? .failure(.refused) : .report(.completed)
    }
    let tracker = SessionTracker(transport, clock, store: store)
    for try await step in tracker.track("ses_x") {
      tracker.gate.pause(untilElapsed: clock.elapsed + .milliseconds(500))
      #expect(step.version <= 4)
    }
    #expect(clock.sleeps == [.seconds(1), .seconds(2), .seconds(4)])
  }

  @Test("pause for as long as the host asks, whatever that session does next", arguments: [1, 2])
  func pauseBesideDeadline(deadline: Int) async throws {
    let clock = LeapingClock()
    var settings = TrackerSettings.exact
    settings.requestsAtOnce = 1
    let times = Locked<[Duration]>([])
    let transport = ScriptedTransport { number, _ in
      times.withLock { $0.append(clock.elapsed) }
      if number == 1 { return .answer(429, "", ["Retry-After": "60"]) }
      return .report(.completed, id: "ses_y")
    }
    let tracker = SessionTracker(transport, clock, settings: settings)
    var policy = PollPolicy()
    // In two seconds, or at the first poll already.
    policy.deadline = deadline == 1 ? .at(2) : .at(-1)
    for try await _ in tracker.track("ses_x", policy: policy) { break }
    _ = try await tracker.track("ses_y").all()
    #expect(times.withLock { $0 }.map { $0 >= .seconds(60) } == [false, true])
  }

  @Test("begin at once, however long another one has to wait that was resumed")
  func resumedBesideNew() async throws {
    let store = InMemorySessionStore()
    let clock = HandClock()
    let asked = ScriptedTransport(.answer(503, "", ["Retry-After": "120"]))
    for try await _ in SessionTracker(asked, clock, store: store).track("ses_x") { break }
    var settings = TrackerSettings.exact
    settings.startSpacing = .milliseconds(1)
    let transport = ScriptedTransport(.report(.completed, id: "ses_y"))
    let tracker = SessionTracker(transport, clock, store: store, settings: settings)
    let resumed = Task { try await tracker.track("ses_x").all() }
    try await clock.untilSomebodySleeps(until: .seconds(120))
    let task = Task { try await tracker.track("ses_y").all() }
    try await clock.untilSomebodySleeps(until: .milliseconds(1))
    clock.advance(by: .milliseconds(1))
    #expect(try await task.value.count == 1)
    resumed.cancel()
    _ = try await resumed.value
  }

  @Test("have one timer, which rings when the next of them is due and at no other time")
  func oneTimer() async throws {
    let clock = HandClock()
    var settings = TrackerSettings.exact
    settings.policy.interval = .seconds(3600)
    settings.startSpacing = .milliseconds(1)
    let transport = ScriptedTransport { _, request in
      .report(.processing, id: String(request.url.split(separator: "/").last ?? ""))
    }
    let tracker = SessionTracker(transport, clock, settings: settings)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for id in 0..<500 {
        group.addTask { _ = try? await tracker.track("ses_\(id)").all() }
      }
      // All wait for their first poll, the first few have been made.
      clock.advance(by: .seconds(1))
      while transport.requests.count < 500 {
        clock.advance(by: .milliseconds(1))
        try? await Task.sleep(for: .microseconds(200))
      }
      try await eventually("500 wait for their polls") { tracker.gate.alarm.waitingCount == 500 }
      // The timer is a task, too, and sets out when it gets a thread.
      try await eventually("it is set for the first of them") {
        clock.ends.contains { (.seconds(3600)..<(.seconds(4000))).contains($0) }
      }
      let sleeps = clock.sleepCount
      // One timer for polls, one for requests, whose last one rings for nobody.
      #expect(clock.ends.count <= 2)
      clock.advance(by: .seconds(3000))
      try? await Task.sleep(for: .milliseconds(20))
      #expect(clock.sleepCount == sleeps)
      #expect(transport.requests.count == 500)
      group.cancelAll()
    }
  }

  @Test("are tracked and cancelled at any moment, and none hangs")
  func trackedAndCancelled() async throws {
    for round in 0..<20 {
      var settings = TrackerSettings.exact
      settings.policy.interval = .microseconds(100)
      settings.requestsAtOnce = 4
      let transport = ScriptedTransport { _, request in
        await Task.yield()
        return .report(.processing, id: String(request.url.split(separator: "/").last ?? ""))
      }
      let store = InMemorySessionStore()
      let tracker = SessionTracker(transport, SystemClock(), store: store, settings: settings)
      let told = Locked(0)
      await withTaskGroup(of: Void.self) { group in
        for id in 0..<100 {
          group.addTask {
            do {
              for try await _ in tracker.track("ses_\(id)") { told.withLock { $0 += 1 } }
            } catch {
              Issue.record(error)
            }
          }
        }
        try? await Task.sleep(for: .microseconds(round * 500))
        group.cancelAll()
      }
      #expect(tracker.gate.freePlaceCount == 4)
      let stored = try await store.allSteps().count
      #expect(stored >= told.withLock { $0 })
    }
  }
}
