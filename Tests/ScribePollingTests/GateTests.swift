import ScribeTalk
import TestRun
import Testing

@testable import ScribePolling

@Suite("Polls that wait for their turn")
struct GateTests {
  @Test(
    "share few requests at a time, and those that are due longest come first", arguments: [1, 2, 3])
  func boundedAndFair(places: Int) async throws {
    let clock = HandClock()
    let gate = PollGate(clock, places: places, spacing: .zero)
    let order = Locked<[Int]>([])
    let (atOnce, most) = (Locked(0), Locked(0))
    clock.advance(by: .seconds(1))
    var random = SplitMix64(seed: 1)
    let numbers = (0..<40).shuffled(using: &random)
    try await withThrowingTaskGroup(of: Void.self) { group in
      // All places are taken until all others stand in line.
      for _ in 0..<places { _ = try await gate.enter(Due(time: .zero)) }
      for number in numbers {
        group.addTask {
          _ = try await gate.enter(Due(time: .milliseconds(number)))
          let count = atOnce.withLock { count in
            count += 1
            return count
          }
          most.withLock { $0 = max($0, count) }
          order.withLock { $0.append(number) }
          await Task.yield()
          atOnce.withLock { $0 -= 1 }
          gate.leave()
        }
      }
      try await eventually("40 stand in line") { gate.waitingCount == 40 }
      for _ in 0..<places { gate.leave() }
      try await group.waitForAll()
    }
    let seen = order.withLock { $0 }
    #expect(seen.sorted() == Array(0..<40))
    // Whoever has one of several places may be passed by those in the others before it gets a thread.
    if places == 1 { #expect(seen == Array(0..<40)) }
    #expect(most.withLock { $0 } <= places)
    #expect(gate.freePlaceCount == places)
  }

  @Test("give their place back where they are cancelled, waiting or not")
  func cancelledInLine() async throws {
    let clock = HandClock()
    let gate = PollGate(clock, places: 1, spacing: .zero)
    _ = try await gate.enter(Due(time: .zero))
    let tasks = (0..<20).map { _ in
      Task { try await gate.enter(Due(time: .zero)) }
    }
    try await eventually("20 stand in line") { gate.waitingCount == 20 }
    for task in tasks { task.cancel() }
    for task in tasks {
      await #expect(throws: CancellationError.self) { _ = try await task.value }
    }
    gate.leave()
    #expect(gate.freePlaceCount == 1)
    let late = Task {
      try? await Task.sleep(for: .seconds(60))
      return try await gate.enter(Due(time: .zero))
    }
    late.cancel()
    await #expect(throws: CancellationError.self) { _ = try await late.value }
    #expect(gate.freePlaceCount == 1)
  }

  @Test("begin one after the other, a single one at once")
  func spreadStarts() async throws {
    let clock = HandClock()
    let gate = PollGate(clock, places: 8, spacing: .milliseconds(1))
    clock.advance(by: .seconds(3))
    let starts = (0..<5).map { _ in gate.takeStart() }
    #expect(starts == (0..<5).map { .seconds(3) + .milliseconds($0) })
    clock.advance(by: .seconds(1))
    #expect(gate.takeStart() == .seconds(4))
  }

  @Test("go on one after the other after a pause")
  func spreadAfterPause() async throws {
    let gate = PollGate(LeapingClock(), places: 8, spacing: .milliseconds(1))
    gate.pause(untilElapsed: .seconds(90))
    try await withThrowingTaskGroup(of: Duration.self) { group in
      for _ in 0..<5 {
        group.addTask { try await gate.enter(Due(time: .seconds(1))) }
      }
      var dues: [Duration] = []
      for try await due in group { dues.append(due) }
      #expect(dues.sorted() == (0..<5).map { .seconds(90) + .milliseconds($0) })
    }
  }

  @Test("pause no longer than their deadline; then comes their last poll")
  func pauseAndDeadline() async throws {
    let clock = LeapingClock()
    let gate = PollGate(clock, places: 1, spacing: .zero)
    clock.pass(.seconds(1))
    gate.pause(untilElapsed: .seconds(90))
    #expect(gate.later(than: clock.elapsed, latest: nil) == .seconds(90))
    #expect(gate.later(than: clock.elapsed, latest: .seconds(5)) == .seconds(5))
    let due = try await gate.enter(Due(time: .seconds(1), latest: .seconds(5)))
    #expect(due == .seconds(5))
    #expect(clock.elapsed == .seconds(5))
    #expect(gate.later(than: clock.elapsed, latest: .seconds(5)) == nil)
  }

  @Test("are cancelled while others go on, and none hangs")
  func cancelledAmongOthers() async throws {
    let clock = SystemClock()
    for _ in 0..<20 {
      let gate = PollGate(clock, places: 1, spacing: .zero)
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<200 {
          group.addTask {
            guard (try? await gate.enter(Due(time: .zero))) != nil else { return }
            await Task.yield()
            gate.leave()
          }
        }
        await Task.yield()
        group.cancelAll()
      }
      #expect(gate.freePlaceCount == 1)
      let alarm = Alarm(clock)
      let now = clock.elapsed
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<500 {
          group.addTask { _ = await alarm.sleep(untilElapsed: now + .microseconds(number * 4)) }
        }
        try? await Task.sleep(for: .milliseconds(1))
        group.cancelAll()
      }
    }
  }

  @Test("wake in the order of their times, whoever of them was cancelled before")
  func alarmOrder() async throws {
    let clock = HandClock()
    let alarm = Alarm(clock)
    let woken = Locked<[Int]>([])
    var random = SplitMix64(seed: 1)
    let seconds = (1...300).shuffled(using: &random)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for second in seconds {
        group.addTask {
          let isOnTime = await alarm.sleep(untilElapsed: .seconds(second))
          if isOnTime { woken.withLock { $0.append(second) } }
        }
      }
      let late = Task { await alarm.sleep(untilElapsed: .seconds(1)) }
      late.cancel()
      #expect(await late.value == false)
      for second in 1...300 {
        try await clock.untilSomebodySleeps(until: .seconds(second))
        clock.advance(by: .seconds(1))
        try await eventually("\(second) are woken") { woken.withLock { $0.count } == second }
      }
    }
    #expect(woken.withLock { $0 } == Array(1...300))
  }
}
