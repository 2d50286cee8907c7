/// Lets polls through when they are due: so many at once, those that are due longest first, and none
/// while the host has asked for a pause.
///
/// ```
/// due ─▶ alarm ─▶ paused? ─▶ a free place ─▶ request ─▶ leave
///          ▲         │
///          └─────────┘ again at the end of the pause, one after the other
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

  private let clock: any PollClock
  private let alarm: Alarm
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

  /// When a session begins that could begin at that time: then, unless others begin as well.
  ///
  /// Sessions that begin together would be polled together for ever.
  func start(atElapsed time: Duration) -> Duration {
    state.withLock { $0.takeStart(from: time, spacing) }
  }

  /// Waits until a poll may be made, and tells when that was due; ``leave()`` must follow.
  ///
  /// - Parameter latest: when the poll is to be made although the host has asked for a pause.
  func enter(atElapsed due: Duration, latest: Duration?) async throws(CancellationError) -> Duration
  {
    var due = due
    while true {
      guard await alarm.sleep(untilElapsed: due) else { throw CancellationError() }
      if let later = startAfterPause(latest) {
        due = later
        continue
      }
      guard await takePlace(due) else { throw CancellationError() }
      guard let later = startAfterPause(latest) else { return due }
      // The pause began while this one waited for its place.
      leave()
      due = later
    }
  }

  /// Gives the place to the one that is due longest.
  func leave() {
    state.withLock { state in
      if let next = state.line.popFirst() {
        next.resume(returning: true)
      } else {
        state.freePlaces += 1
      }
    }
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
      guard state.freePlaces > 0, let first = state.line.popFirst() else { return }
      state.freePlaces -= 1
      first.resume(returning: true)
    }
  }

  /// When to go on where there is a pause; nil where there is none.
  private func startAfterPause(_ latest: Duration?) -> Duration? {
    let now = clock.elapsed
    if let latest, latest <= now { return nil }
    return state.withLock { state -> Duration? in
      guard state.pauseEnd > now else { return nil }
      let start = state.takeStart(from: state.pauseEnd, spacing)
      return latest.map { min($0, start) } ?? start
    }
  }
}

extension PollGate.State {
  fileprivate mutating func takeStart(from time: Duration, _ spacing: Duration) -> Duration {
    let start = max(time, nextStart)
    nextStart = start + spacing
    return start
  }
}
