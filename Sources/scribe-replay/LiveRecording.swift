import ScribePolling
import ScribeReplay
import ScribeSession

/// A session that is recorded until it stops, with a line that says how it stands.
struct LiveRecording: Sendable {
  let tracker: SessionTracker
  let id: String
  let filter: PollStream.Filter?
  /// Whether to go on where the rules say stop, until the session is settled.
  let goesOn: Bool
  /// How long to wait before that.
  let slowPause: Duration
  /// When to end in any case.
  let deadline: Instant?
  /// Whether a token is sent with each request.
  let sendsToken: Bool

  /// How a recording ended.
  struct Result {
    /// One line for people.
    let summary: String
    /// What to do about it, where it stopped for a reason that somebody has to look into.
    let wayOut: String?
  }

  func run(_ console: Console) async throws -> Result {
    let status = LiveStatus(console)
    let task = Task { try await follow(status) }
    let interruption = Interruption { task.cancel() }
    defer {
      status.clear()
      withExtendedLifetime(interruption) {}
    }
    let reason = try await task.value
    return Result(
      summary: status.summary(reason),
      wayOut: reason.flatMap {
        LiveText.wayOut(of: $0, status.lastPoll, sentToken: sendsToken)
      })
  }

  /// Polls until it stops, and says why; nil where it was interrupted.
  private func follow(_ status: LiveStatus) async throws -> StopReason? {
    while true {
      var reason: StopReason?
      for try await step in tracker.track(id, filter: filter) {
        status.show(step.step)
        if case .stop(let why) = step.next { reason = why } else { reason = nil }
      }
      guard let reason, !Task.isCancelled else { return nil }
      guard goesOn, reason != .settled, reason != .deadline else { return reason }
      let left = deadline.map { max(.zero, SystemClock().now.duration(to: $0)) }
      do {
        try await Task.sleep(for: min(slowPause, left ?? slowPause))
      } catch {
        return nil
      }
    }
  }
}

/// The line that says how a live session stands.
final class LiveStatus: @unchecked Sendable {
  // Unchecked: told of one step after the other by one task, and read once that has ended.
  private let console: Console
  private var last: Step?
  private var polls = 0
  private var firstReceivedAt: Instant?

  init(_ console: Console) {
    self.console = console
  }

  func show(_ step: Step) {
    last = step
    polls += 1
    firstReceivedAt = firstReceivedAt ?? step.session.lastPoll?.receivedAt
    console.showProgress(LiveText.status(of: step, polls: polls))
  }

  var lastPoll: PollRecord? { last?.session.lastPoll }

  func clear() { console.showProgress(nil) }

  func summary(_ reason: StopReason?) -> String {
    LiveText.summary(of: last, polls: polls, since: firstReceivedAt, reason)
  }
}
