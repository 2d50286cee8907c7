import Foundation
public import ScribeSession

/// The two clocks of polling: one that tells the time of day, and one that pauses are measured with.
///
/// Tests bring their own, so that they need not sleep.
public protocol PollClock: Sendable {
  /// The time of day, by which polls are recorded; it may be set forward and back.
  var now: Instant { get }
  /// The time since some fixed moment, which runs on evenly, also while the machine is suspended.
  var elapsed: Duration { get }
  /// Waits until that much time has elapsed, or throws where the task is cancelled.
  func sleep(untilElapsed time: Duration) async throws
}

/// The clocks of the machine.
public struct SystemClock: PollClock {
  private static let start = ContinuousClock.now
  /// What lies further ahead is not waited for by the clock's own arithmetic: a hundred years.
  private static let horizon: Duration = .seconds(3_155_760_000)

  /// The clocks of the machine.
  public init() {}

  /// The time of day, to the microsecond.
  public var now: Instant {
    Instant(microsecondsSinceEpoch: Int64(Date().timeIntervalSince1970 * 1_000_000))
  }

  /// The time since the first use of this clock.
  public var elapsed: Duration { Self.start.duration(to: .now) }

  /// Waits by the continuous clock, so that what was due during a suspension is due at its end.
  public func sleep(untilElapsed time: Duration) async throws {
    try await ContinuousClock().sleep(until: Self.start.advanced(by: min(time, Self.horizon)))
  }
}
