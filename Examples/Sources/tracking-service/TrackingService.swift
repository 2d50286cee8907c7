import Logging
import ScribePolling
import ScribeSession
import ScribeStore
import ServiceLifecycle

/// Follows many sessions at once, each in a task of its own that no other can end.
struct TrackingService: Service {
  let store: SessionStore
  let tracker: SessionTracker
  /// The ids of sessions to follow, as they come; those that are not finished in the store are
  /// followed first.
  let ids: AsyncStream<String>
  /// How long what went wrong is left alone before the session is gone on with.
  let pause: Duration
  let logger: Logger

  /// Ends once no more ids come and each session has ended, or where it is to shut down.
  ///
  /// To shut down is to cancel: what was told is in the store, and the next process goes on from it.
  func run() async throws {
    try await cancelWhenGracefulShutdown {
      let unfinished = try await store.summaries().filter { !$0.phase.isSettled }
      logger.info("begins", metadata: ["unfinished": "\(unfinished.count)"])
      await withDiscardingTaskGroup { group in
        for summary in unfinished { group.addTask { await follow(summary.stream) } }
        for await id in ids { group.addTask { await follow(PollStream(id: ExactText(id))) } }
      }
    }
  }

  private func follow(_ stream: PollStream) async {
    while !Task.isCancelled {
      do {
        var next: Next?
        for try await step in tracker.track(stream) {
          next = step.next
        }
        guard case .stop(let reason) = next, reason.passes else { return }
      } catch TrackingError.alreadyTracked {
        return
      } catch {
        // Errors of the library are one line, without payload or token. Ids are quoted, since
        // somebody else wrote them.
        logger.error(
          "not followed",
          metadata: ["session": "\(stream.id.text.debugDescription)", "error": "\(error)"])
        if error is TrackingError { return }
      }
      try? await Task.sleep(for: pause)
    }
  }
}

extension StopReason {
  /// Whether it may be otherwise after a while: another token, a server that is there again.
  fileprivate var passes: Bool {
    switch self {
    case .unauthorized, .unreachable, .unrecognised: true
    case .settled, .overdue, .notFound, .vanished, .rejected, .deadline: false
    }
  }
}
