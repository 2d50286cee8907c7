import Foundation
import ScribePolling
import ScribeSession

/// The clocks as they were when a recording was made: a poll is sent and answered when it was.
final class RecordedClock: PollClock, @unchecked Sendable {
  private let lock = NSLock()
  private var time: Duration = .zero
  private var timeOfDay = Instant(microsecondsSinceEpoch: 0)

  var elapsed: Duration { lock.withLock { time } }
  var now: Instant { lock.withLock { timeOfDay } }

  /// The next poll is about to be sent.
  func willSend(_ poll: Poll?) {
    guard let poll else { return }
    lock.withLock { timeOfDay = poll.sentAt ?? poll.receivedAt }
  }

  /// It is being answered.
  func willAnswer(_ poll: Poll) {
    lock.withLock {
      time += max(.zero, timeOfDay.duration(to: poll.receivedAt))
      timeOfDay = poll.receivedAt
    }
  }

  func sleep(untilElapsed end: Duration) async throws {
    let isLong = lock.withLock {
      if end - time > .seconds(50 * 86_400) { return true }
      time = max(time, end)
      return false
    }
    if isLong { try await Task.sleep(for: .seconds(86_400)) }
    try Task.checkCancellation()
  }
}
