public import ScribeSession

/// How a tracker polls, beside the policy, which says when and for how long.
public struct TrackerSettings: Sendable {
  /// The policy of sessions that are tracked without one of their own.
  public var policy = PollPolicy()
  /// By how much of itself a pause may be longer or shorter, 0.2 for ±20 %.
  ///
  /// A pause that the server asked for only becomes longer.
  public var jitter = 0.2
  /// How long a request may take, redirects and body included.
  ///
  /// One server answers after 14 s: it waits for something to happen.
  public var requestTimeout: Duration = .seconds(30)
  /// How many bytes a decoded body may have; one that is longer is no answer.
  public var bodyLimit = 64 << 20
  /// How many requests there are at once, of all sessions.
  ///
  /// Where a server answers late, because it waits for something to happen, each session that it keeps
  /// waiting has one of these places: as many are needed as there are sessions.
  public var requestsAtOnce = 64
  /// The time between the starts of two sessions, so that those that begin together are not polled
  /// together for ever.
  public var startSpacing: Duration = .milliseconds(1)
  /// How many redirects within its host a poll follows.
  public var redirectLimit = 5

  /// The default settings.
  public init() {}
}
