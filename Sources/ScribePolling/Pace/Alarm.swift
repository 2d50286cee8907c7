/// Wakes many tasks, each at its time, with one timer for all of them.
///
/// Nothing runs between two of these times. The timer is set anew only for an earlier time than the
/// one it is set for; where the task that it was set for has gone, it rings once for nobody.
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
    state.withLock { $0.timer?.cancel() }
  }

  /// Waits until that much time has elapsed; false where the task was cancelled.
  func sleep(untilElapsed time: Duration) async -> Bool {
    if time <= clock.elapsed { return !Task.isCancelled }
    return await state.wait(at: time) { set(&$0) }
  }

  /// Sets the timer for the first in the line, unless it rings before that anyway.
  private func set(_ state: inout State) {
    guard let time = state.line.firstTime() else { return }
    if let ringsAt = state.ringsAt, ringsAt <= time { return }
    state.timer?.cancel()
    state.ringsAt = time
    state.timer = Task { [weak self, clock] in
      do {
        try await clock.sleep(untilElapsed: time)
      } catch {
        return
      }
      self?.ring(time)
    }
  }

  private func ring(_ time: Duration) {
    state.withLock { state in
      // A timer that was set anew while it rang is of no account.
      guard state.ringsAt == time else { return }
      state.ringsAt = nil
      let now = max(time, clock.elapsed)
      while let first = state.line.firstTime(), first <= now {
        state.line.popFirst()?.resume(returning: true)
      }
      set(&state)
    }
  }
}
