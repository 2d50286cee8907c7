/// Wakes many, each at its time, with one timer for all of them.
///
/// Nothing runs between two of these times. The timer is set anew only for an earlier time than the
/// one it is set for; where the one that it was set for has gone, it rings once for nobody.
final class Alarm: Sendable {
  private struct State: HasWaitingLine {
    var line = WaitingLine()
    /// What the timer is set for.
    var ringsAt: Duration?
    var timer: Task<Void, Never>?
  }

  private let clock: any PollClock
  private let state = Locked(State())

  init(_ clock: any PollClock) {
    self.clock = clock
  }

  deinit {
    state.withLock { $0.timer }?.cancel()
  }

  /// Waits until that much time has elapsed; false where the task was cancelled.
  func sleep(untilElapsed time: Duration) async -> Bool {
    if time <= clock.elapsed { return !Task.isCancelled }
    return await state.wait(at: time) { state in
      guard let timer = set(&state) else { return nil }
      return { timer.cancel() }
    }
  }

  /// Calls back once that much time has elapsed, never before it returns; ``cancel(_:)`` revokes it.
  func callBack(atElapsed time: Duration, _ body: @escaping WaitingLine.Wake) -> WaitingLine.Ticket
  {
    let (ticket, timer) = state.withLock { state in
      let ticket = state.line.takeTicket()
      _ = state.line.enter(ticket, at: time, body)
      return (ticket, set(&state))
    }
    timer?.cancel()
    return ticket
  }

  /// Revokes a call that has not been made yet.
  func cancel(_ ticket: WaitingLine.Ticket) {
    state.withLock { _ = $0.line.remove(ticket) }
  }

  /// How many wait.
  var waitingCount: Int { state.withLock { $0.line.count } }

  /// Sets the timer for the first in the line, unless it rings before that anyway; the timer that it
  /// takes the place of is to be cancelled after unlocking.
  private func set(_ state: inout State) -> Task<Void, Never>? {
    guard let time = state.line.firstTime() else { return nil }
    if let ringsAt = state.ringsAt, ringsAt <= time { return nil }
    let before = state.ringsAt == nil ? nil : state.timer
    state.ringsAt = time
    // Not of the task that happens to come first: its priority and its values are not those of others.
    state.timer = Task.detached { [weak self, clock] in
      try? await clock.sleep(untilElapsed: time)
      // A clock that fails rings early, and is then asked again.
      if !Task.isCancelled { self?.ring(time) }
    }
    return before
  }

  private func ring(_ time: Duration) {
    let due = state.withLock { state -> [WaitingLine.Wake] in
      // A timer that was set anew while it rang is of no account.
      guard state.ringsAt == time else { return [] }
      state.ringsAt = nil
      let now = max(time, clock.elapsed)
      var due: [WaitingLine.Wake] = []
      while let first = state.line.firstTime(), first <= now {
        if let wake = state.line.popFirst() { due.append(wake) }
      }
      // Nothing is to be cancelled: the timer before is this one.
      _ = set(&state)
      return due
    }
    for wake in due { wake(true) }
  }
}
