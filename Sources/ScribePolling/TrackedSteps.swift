import ScribeSession

/// The steps of one session as its polls are made, each stored before it is told.
///
/// Ends after the step whose `step.next` says stop, which has the reason. A stop `unauthorized` is
/// gone on from, once, where the token closure gives another token. Ends at once where the task is
/// cancelled: a request that is under way is given up and leaves no poll, an answer that has come is
/// still stored. The session at the service is never touched.
///
/// Iterating throws ``TrackingError`` where the session cannot be polled at all, a `StoreError` where a
/// poll could not be stored, which is then not told, and what the token closure throws. Each can be
/// gone on from by tracking the session again.
public struct TrackedSteps: AsyncSequence, Sendable {
  /// One poll, and what it did to the session.
  public typealias Element = TrackedStep

  let tracker: SessionTracker
  let stream: PollStream
  let policy: SharedPolicy

  /// Begins with the state that the store has when the first step is asked for.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(handle: Handle(TrackingRun(self)))
  }

  /// What an iterator holds of a run, and nobody else does: that it goes tells that the loop was left.
  fileprivate final class Handle: Sendable {
    let run: TrackingRun

    init(_ run: TrackingRun) {
      self.run = run
    }

    deinit { run.abandon() }
  }

  /// Makes a poll whenever it is asked for the next step.
  public struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate let handle: Handle

    /// The next step, once its poll is due, made and stored; nil after the last one, or where the task
    /// is cancelled.
    public mutating func next() async throws -> TrackedStep? { try await handle.run.next() }
  }
}
