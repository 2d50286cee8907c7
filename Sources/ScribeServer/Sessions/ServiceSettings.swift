/// How recorded answers are given: which one when, and what becomes of it on the way.
public struct ServiceSettings: Sendable {
  /// What leads from one answer to the next.
  public enum Advance: String, Sendable, CaseIterable {
    /// Each poll: the n-th poll of a stream is given the n-th recorded answer.
    case call
    /// Time: a poll is given the answer that was current at that age of the session, which begins
    /// with its first poll.
    case time
  }

  /// What follows the last answer.
  public enum AfterLast: Hashable, Sendable, CaseIterable {
    /// It is given again and again.
    case stays
    /// The first one: the recording begins anew.
    case loops
  }

  /// How long an answer takes.
  public enum Latency: Hashable, Sendable {
    /// As long as it has to.
    case none
    /// As long as it took when it was recorded, faster by ``ServiceSettings/speed``.
    case recorded
    /// Always the same.
    case constant(Duration)
    /// As long as chance will have it, anything between the two alike.
    case uniform(ClosedRange<Duration>)
    /// As long as chance will have it, with logarithms that are normally distributed, as those of real
    /// servers nearly are: half are faster than the median, one in a hundred is slower than `p99`.
    case logNormal(median: Duration, p99: Duration)
  }

  /// Which Date header an answer has.
  public enum DateHeader: String, Sendable, CaseIterable {
    /// The one that was recorded, else the time when the answer came in the recording: what the server
    /// says agrees with the instants in its bodies.
    case recorded
    /// The time of day.
    case now
  }

  /// What leads from one answer to the next.
  public var advance: Advance = .call
  /// How many times as fast as it was recorded time passes; above 0.
  ///
  /// It counts where ``advance`` is by time, and where ``latency`` is the recorded one.
  public var speed: Double = 1
  /// What follows the last answer.
  public var afterLast: AfterLast = .stays
  /// How long an answer takes.
  public var latency: Latency = .none
  /// Which Date header an answer has.
  public var dateHeader: DateHeader = .recorded
  /// The bearer token that is asked for; any that is not empty where it is nil.
  public var token: String?
  /// What goes wrong on top of what was recorded.
  public var faults = FaultPlan()
  /// Where chance begins: the same seed, the same faults.
  public var seed: UInt64 = 1

  /// Each answer once, in order, at once, to anybody with a token.
  public init() {}
}

extension ServiceSettings: CustomStringConvertible, CustomReflectable {
  /// How answers are given, without the token.
  public var description: String { "advance by \(advance), \(afterLast), \(speed) times as fast" }

  /// No children, so that a dump shows no token.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
