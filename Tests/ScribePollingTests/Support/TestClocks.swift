import Foundation
import ScribePolling
import ScribeSession
import TestRun

/// A clock that does not wait: whoever sleeps finds that the time has come, and both times have moved on.
///
/// A sleep that is longer than an hour lasts until it is cancelled: that is the limit of a request,
/// which tests set so high.
final class LeapingClock: PollClock, @unchecked Sendable {
  static let requestTimeout: Duration = .seconds(100 * 86_400)

  private let lock = NSLock()
  private var time: Duration = .zero
  private var offset: Duration = .zero
  private var pauses: [Duration] = []

  var elapsed: Duration { lock.withLock { time } }
  /// A microsecond later each time that it is asked: no two polls are sent at the same time.
  var now: Instant {
    lock.withLock {
      offset += .microseconds(1)
      return Instant.at(0).advanced(by: time + offset)
    }
  }

  /// How long each sleep was, to the millisecond.
  var sleeps: [Duration] {
    lock.withLock {
      pauses.map { .milliseconds(Int(($0 / .milliseconds(1)).rounded())) }
    }
  }

  func sleep(untilElapsed end: Duration) async throws {
    let isLong = lock.withLock {
      if end - time > .seconds(50 * 86_400) { return true }
      pauses.append(end - time)
      time = max(time, end)
      return false
    }
    if isLong { try await Task.sleep(for: .seconds(86_400)) }
    try Task.checkCancellation()
  }

  /// Sets the time of day forward or back.
  func setTimeOfDay(_ change: Duration) { lock.withLock { offset += change } }

  /// Lets time pass, as a request does that takes long.
  func pass(_ duration: Duration) { lock.withLock { time += duration } }
}

/// A clock that a test moves by hand.
final class HandClock: PollClock, @unchecked Sendable {
  private struct Sleeper {
    let end: Duration
    let continuation: CheckedContinuation<Void, Never>
  }

  private let lock = NSLock()
  private var time: Duration = .zero
  private var sleepers: [Int: Sleeper] = [:]
  private var cancelled: Set<Int> = []
  private var count = 0

  var elapsed: Duration { lock.withLock { time } }
  var now: Instant { Instant.at(0).advanced(by: elapsed) }

  /// How many sleeps there were so far, and when those end that have not.
  var sleepCount: Int { lock.withLock { count } }
  var ends: [Duration] { lock.withLock { sleepers.values.map(\.end).sorted() } }

  func sleep(untilElapsed end: Duration) async throws {
    let id = lock.withLock {
      count += 1
      return count
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = lock.withLock {
          if time >= end || cancelled.contains(id) { return true }
          sleepers[id] = Sleeper(end: end, continuation: continuation)
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      let sleeper = lock.withLock {
        let sleeper = sleepers.removeValue(forKey: id)
        if sleeper == nil { cancelled.insert(id) }
        return sleeper
      }
      sleeper?.continuation.resume()
    }
    try Task.checkCancellation()
  }

  /// Moves time on and wakes whoever has waited for it.
  func advance(by duration: Duration) {
    let due = lock.withLock {
      time += duration
      let due = sleepers.filter { $0.value.end <= time }
      for id in due.keys { sleepers[id] = nil }
      return due.values
    }
    for sleeper in due { sleeper.continuation.resume() }
  }

  /// Waits until somebody sleeps until that time.
  func untilSomebodySleeps(until end: Duration) async throws {
    try await eventually("somebody sleeps until \(end)") { ends.contains(end) }
  }
}
