/// Lets polls through when they are due: so many at once, those that are due longest first, and none
/// while the host has asked for a pause.
///
/// ```
/// due ─▶ alarm ─▶ paused? ─▶ token ─▶ a free place ─▶ paused? ─▶ request ─▶ leave
///          ▲         │                                    │
///          └─────────┴────────────────────────────────────┘
///            again at the end of the pause, one after the other
/// ```
final class PollGate: Sendable {
  fileprivate struct State: HasWaitingLine {
    /// Those that are due and wait for a place.
    var line = WaitingLine()
    var freePlaces: Int
    var pauseEnd: Duration = .zero
    /// When the next session may begin, or go on after a pause.
    var nextStart: Duration = .zero
  }

  /// Rings when polls are due.
  let alarm: Alarm

  private let clock: any PollClock
  private let spacing: Duration
  private let state: Locked<State>

  /// - Parameters:
  ///   - places: how many requests there are at once.
  ///   - spacing: the time between the starts of two sessions.
  init(_ clock: any PollClock, places: Int, spacing: Duration) {
    self.clock = clock
    self.spacing = spacing
    alarm = Alarm(clock)
    state = Locked(State(freePlaces: max(1, places)))
  }

  /// When a session begins that could begin now: now, unless others begin as well.
  ///
  /// Sessions that begin together would be polled together for ever.
  func takeStart() -> Duration {
    state.withLock { $0.takeStart(from: clock.elapsed, spacing) }
  }

  /// When a poll that is due is made instead, because the host has asked for a pause; nil where it has
  /// not.
  ///
  /// - Parameter latest: when the poll is to be made although the host has asked for a pause.
  func later(than now: Duration, latest: Duration?) -> Duration? {
    if let latest, latest <= now { return nil }
    return state.withLock { state -> Duration? in
      guard state.pauseEnd > now else { return nil }
      let start = state.takeStart(from: state.pauseEnd, spacing)
      return latest.map { min($0, start) } ?? start
    }
  }

  /// Waits for a free place, and tells when the poll was due in the end; ``leave()`` must follow.
  ///
  /// - Parameter due: when it was due, by which it stands in line.
  func enter(_ due: Due) async throws(CancellationError) -> Duration {
    var time = due.time
    while true {
      guard await takePlace(time) else { throw CancellationError() }
      guard let later = later(than: clock.elapsed, latest: due.latest) else { return time }
      // The pause began while this one waited for its place.
      leave()
      time = later
      guard await alarm.sleep(untilElapsed: time) else { throw CancellationError() }
    }
  }

  /// Gives the place to the one that is due longest.
  func leave() {
    let wake = state.withLock { state in
      let wake = state.line.popFirst()
      if wake == nil { state.freePlaces += 1 }
      return wake
    }
    wake?(true)
  }

  /// Lets nobody through before that time.
  func pause(untilElapsed time: Duration) {
    state.withLock { $0.pauseEnd = max($0.pauseEnd, time) }
  }

  /// How many are due and wait for a place.
  var waitingCount: Int { state.withLock { $0.line.count } }

  /// How many requests could be made now.
  var freePlaceCount: Int { state.withLock { $0.freePlaces } }

  private func takePlace(_ due: Duration) async -> Bool {
    let isFree = state.withLock { state in
      guard state.freePlaces > 0 else { return false }
      state.freePlaces -= 1
      return true
    }
    if isFree {
      guard Task.isCancelled else { return true }
      leave()
      return false
    }
    return await state.wait(at: due) { state in
      // One may have become free since.
      guard state.freePlaces > 0, let first = state.line.popFirst() else { return nil }
      state.freePlaces -= 1
      return { first(true) }
    }
  }
}

/// When a poll is due, and when it is made whatever the host asks for.
struct Due: Sendable {
  var time: Duration
  var latest: Duration?
}

extension PollGate.State {
  fileprivate mutating func takeStart(from time: Duration, _ spacing: Duration) -> Duration {
    let start = max(time, nextStart)
    nextStart = start + spacing
    return start
  }
}
