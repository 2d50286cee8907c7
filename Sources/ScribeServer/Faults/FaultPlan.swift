/// What goes wrong on top of what was recorded, each as a chance from 0 to 1 of one poll.
///
/// A fault takes no recorded answer: what was to be given is given to the next poll, so that a client
/// that survives sees the whole recording. Only ``duplicate`` and ``reorder``, which need the order of
/// calls, change which answer is given.
public struct FaultPlan: Hashable, Sendable {
  /// The request is left without an answer, the connection open.
  public var drop = 0.0
  /// The connection is broken off.
  public var reset = 0.0
  /// The connection is closed in the middle of the body.
  public var cut = 0.0
  /// The answer before is given once more.
  public var duplicate = 0.0
  /// The next answer is given first, and this one after it.
  public var reorder = 0.0
  /// Statuses that come instead, such as 503 and 429.
  public var statuses: [StatusFault] = []

  /// A status that comes instead of what was recorded, in the documented envelope.
  public struct StatusFault: Hashable, Sendable {
    /// The HTTP status; one that has no body has none.
    public var status: Int
    /// The chance that a burst begins.
    public var chance: Double
    /// How many polls of the stream a burst lasts.
    public var burst: Int
    /// The Retry-After header, in seconds, where there is to be one.
    public var retryAfter: Int?

    /// A burst of that status.
    public init(status: Int, chance: Double, burst: Int = 1, retryAfter: Int? = nil) {
      self.status = status
      self.chance = chance
      self.burst = burst
      self.retryAfter = retryAfter
    }
  }

  /// Nothing goes wrong.
  public init() {}
}
