/// The numbers by which ``Next`` is decided.
///
/// The defaults are those of TheRules, section 7.
public struct PollPolicy: Hashable, Sendable {
  /// The pause after a poll that went well.
  public var interval: Duration = .seconds(1)
  /// The pause after a first fault; it doubles with each further one.
  public var shortestBackoff: Duration = .seconds(1)
  /// The longest pause after a fault.
  public var longestBackoff: Duration = .seconds(30)
  /// How long a `Retry-After` is obeyed.
  public var longestRetryAfter: Duration = .seconds(120)
  /// How many faults in a row end polling.
  public var faultLimit = 10
  /// How many 404 in a row end polling where no report was ever applied.
  public var notFoundLimit = 10
  /// How many 404 in a row end polling where one was.
  public var vanishedLimit = 3
  /// How many settled reports in a row that HTTP contradicts end polling.
  public var disagreementLimit = 5
  /// How long after `expires_at` an open session is polled.
  public var overdueGrace: Duration = .seconds(5 * 60)
  /// How long an open session is polled that has no `expires_at`, or was re-opened.
  public var openLimit: Duration = .seconds(2 * 3600)
  /// How long an open session is polled whatever the server's clock says.
  public var absoluteLimit: Duration = .seconds(24 * 3600)
  /// When the caller wants polling to end: the last pause is clamped, one last poll made.
  public var deadline: Instant?
  /// Whether the session's `expires_at`, by the server's clock, is such a deadline too.
  public var endsAtExpiry = false
  /// Whether to go on for a while after partial or failed, which late results revise.
  public var linger: Linger?

  /// Going on at a slower pace, for a bounded time after the phase was reached.
  public struct Linger: Hashable, Sendable {
    /// The pause between polls.
    public var interval: Duration
    /// How long after the phase was reached.
    public var limit: Duration

    /// A pace and a bound.
    public init(interval: Duration, limit: Duration) {
      self.interval = interval
      self.limit = limit
    }
  }

  /// The default policy.
  public init() {}
}
