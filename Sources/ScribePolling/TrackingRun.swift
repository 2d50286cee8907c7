/// Has the polls of one session made, one after the other, each when it is due and asked for.
///
/// ```
///          next()            alarm             told
///  idle ──────────▶ waiting ───────▶ polling ────────▶ idle
///                      ▲                │  told nothing
///                      └────────────────┘
///  cancelled, at its end, or failed: ended
/// ```
///
/// While it waits there is a callback in the alarm and no frame of a poll anywhere: those have some
/// 20 KB, and a task keeps what its frames once took. So each poll has a task of its own.
final class TrackingRun: Sendable {
  fileprivate typealias Continuation = CheckedContinuation<TrackedStep?, any Error>

  fileprivate enum Stage {
    case idle
    case waiting(Continuation, WaitingLine.Ticket)
    case polling(Continuation, Task<Void, Never>)
    case ended
  }

  fileprivate struct State {
    var stage = Stage.idle
    var tracking: Tracking?
    /// When the next poll is due; that of one that was not begun, at once.
    var due: Due?
    var isCancelled = false
  }

  private let steps: TrackedSteps
  private let state = Locked(State())

  init(_ steps: TrackedSteps) {
    self.steps = steps
  }

  /// The next step; nil after the last one, or where the task is cancelled.
  func next() async throws -> TrackedStep? {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { wait($0) }
    } onCancel: {
      cancel()
    }
  }

  private func wait(_ continuation: Continuation) {
    let isOver = state.withLock { state in
      guard case .idle = state.stage, !state.isCancelled else { return true }
      wait(continuation, until: state.due ?? Due(time: steps.tracker.clock.elapsed), &state)
      return false
    }
    if isOver { continuation.resume(returning: nil) }
  }

  /// Waits until a poll is due, or has it made where it is.
  private func wait(_ continuation: Continuation, until due: Due, _ state: inout State) {
    let gate = steps.tracker.gate
    let now = steps.tracker.clock.elapsed
    var due = due
    // To begin is not to poll.
    if state.tracking != nil, due.time <= now,
      let later = gate.later(than: now, latest: due.latest)
    {
      due.time = later
    }
    state.due = due
    if due.time > now {
      let ticket = gate.alarm.callBack(atElapsed: due.time) { [self] _ in ring() }
      state.stage = .waiting(continuation, ticket)
    } else {
      let task = Task { [self, due, tracking = state.tracking] in await run(tracking, due) }
      state.stage = .polling(continuation, task)
    }
  }

  private func ring() {
    state.withLock { state in
      guard case .waiting(let continuation, _) = state.stage, let due = state.due else { return }
      wait(continuation, until: due, &state)
    }
  }

  private func run(_ tracking: Tracking?, _ due: Due) async {
    do {
      finish(.success(try await turn(tracking, due)))
    } catch {
      finish(.failure(error))
    }
  }

  /// What is done when the session is due: it is begun, or polled.
  private func turn(_ tracking: Tracking?, _ due: Due) async throws -> Tracking.Turn {
    if let tracking { return try await tracking.poll(due) }
    let new = try await Tracking(steps.stream, steps.policy, of: steps.tracker)
    state.withLock { $0.tracking = new }
    return .again(await new.firstDue())
  }

  private func finish(_ result: Result<Tracking.Turn, any Error>) {
    let resume = state.withLock { state -> (@Sendable () -> Void)? in
      guard case .polling(let continuation, _) = state.stage else { return nil }
      switch result {
      case .success(.again(let due)) where !state.isCancelled:
        wait(continuation, until: due, &state)
        return nil
      case .success(.told(let step, let due?)):
        state.due = due
        state.stage = .idle
        return { continuation.resume(returning: step) }
      case .success(.told(let step, nil)):
        state.end()
        return { continuation.resume(returning: step) }
      case .success(.again), .success(.ended):
        state.end()
        return { continuation.resume(returning: nil) }
      case .failure(let error):
        let isCancelled = state.isCancelled && error is CancellationError
        state.end()
        return {
          if isCancelled {
            continuation.resume(returning: nil)
          } else {
            continuation.resume(throwing: error)
          }
        }
      }
    }
    resume?()
  }

  /// Ends where nobody is left who could ask for a further step.
  func abandon() {
    state.withLock { state in
      if case .idle = state.stage { state.end() }
    }
  }

  private func cancel() {
    let afterwards = state.withLock { state -> (@Sendable () -> Void)? in
      state.isCancelled = true
      switch state.stage {
      case .idle, .ended: return nil
      case .waiting(let continuation, let ticket):
        steps.tracker.gate.alarm.cancel(ticket)
        state.end()
        return { continuation.resume(returning: nil) }
      case .polling(_, let task): return { task.cancel() }
      }
    }
    afterwards?()
  }
}

extension TrackingRun.State {
  /// Gives up the session's place, too: at once, since the task of the last poll may hold on to it for a
  /// moment after it has told its step.
  fileprivate mutating func end() {
    stage = .ended
    tracking?.giveUpPlace()
    tracking = nil
  }
}
