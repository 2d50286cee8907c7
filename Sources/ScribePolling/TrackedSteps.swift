public import ScribeSession

/// The steps of one session as its polls are made, each stored before it is told.
///
/// Ends after the step whose ``Step/next`` says stop, which has the reason. A stop `unauthorized` is
/// gone on from, once, where the token closure gives another token. Ends at once where the task is
/// cancelled: a request that is under way is given up and leaves no poll, an answer that has come is
/// still stored. The session at the service is never touched.
///
/// Iterating throws ``TrackingError`` where the session cannot be polled at all, a `StoreError` where a
/// poll could not be stored, which is then not told, and what the token closure throws. Each can be
/// gone on from by tracking the session again.
public struct TrackedSteps: AsyncSequence, Sendable {
  /// What one poll did to the session.
  public typealias Element = Step

  let tracker: SessionTracker
  let stream: PollStream
  let policy: PollPolicy

  /// Begins with the state that the store has then.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(run: nil, steps: self)
  }

  /// Makes a poll whenever it is asked for the next step.
  public struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate var run: TrackingRun?
    private let steps: TrackedSteps
    private var hasEnded = false

    fileprivate init(run: TrackingRun?, steps: TrackedSteps) {
      self.run = run
      self.steps = steps
    }

    /// The next step, once its poll is due, made and stored; nil after the last one, or where the task
    /// is cancelled.
    public mutating func next() async throws -> Step? {
      guard !hasEnded, !Task.isCancelled else { return end() }
      do {
        if run == nil {
          run = try await TrackingRun(steps.stream, steps.policy, of: steps.tracker)
        }
        let step = try await run?.nextStep()
        return step ?? end()
      } catch {
        _ = end()
        if error is CancellationError, Task.isCancelled { return nil }
        throw error
      }
    }

    private mutating func end() -> Step? {
      hasEnded = true
      run = nil
      return nil
    }
  }
}
