public import CoreMetrics
public import Logging
public import ScribeSession
public import ScribeStore

/// Polls remote sessions, stores what comes, and tells it: any number of sessions of one service.
///
/// ```swift
/// let tracker = SessionTracker(
///   baseURL: "https://…/voice/v1", token: { try await tokens.current() }, store: store)
/// for try await step in tracker.track("ses_x") {
///   show(step.session.phase, step.verdict, step.anomalies)
/// }
/// ```
///
/// A session is polled where its steps are iterated over, in `next()`, and by nothing else: whoever
/// does not ask for the next step does not poll. Thousands are tracked by as many tasks of a task
/// group; what they share is a queue, by which few requests are made at once and those that are due
/// longest come first, one timer, and a pause where the host asks for one (HTTP 429). Only GET is ever
/// sent.
public final class SessionTracker: Sendable {
  let baseURL: String
  let settings: TrackerSettings
  let store: any StepStoring
  let clock: any PollClock
  let gate: PollGate
  let jitter: Jitter
  let exchange: PollExchange
  let telemetry: PollTelemetry
  let tracked = TrackedStreams()
  private let policy: SharedPolicy

  /// A tracker of one service.
  ///
  /// - Parameters:
  ///   - baseURL: what comes before `/sessions/{id}`; it ends in `/v1`.
  ///   - token: gives the bearer token, or nil where none is needed. It is asked before every poll,
  ///     so it should answer from memory, and once more where a token is refused; what it throws ends
  ///     tracking and can be gone on from. The token is neither stored nor shown.
  ///   - store: where polls are durable before they are told.
  ///   - settings: how many requests at once, how long they may take, and the policy.
  ///   - transport: the HTTP client; a ``URLSessionTransport`` where there is none.
  ///   - clock: the time of day and of pauses.
  ///   - randomness: where jitter comes from.
  ///   - logger: told of each poll at the level debug, of changes of phase and stops at info, and of
  ///     stops that need somebody at warning; never of any payload. None by default.
  ///   - metrics: makes the counters `scribe_polls` (by `outcome`, a status or kind of failure) and
  ///     `scribe_phase_changes` (by `phase`), the timers `scribe_poll_latency` and
  ///     `scribe_poll_lateness`, and the recorder `scribe_poll_bytes`. None by default.
  public init(
    baseURL: String, token: @escaping @Sendable () async throws -> String?,
    store: any StepStoring, settings: TrackerSettings = TrackerSettings(),
    transport: (any PollTransport)? = nil, clock: any PollClock = SystemClock(),
    randomness: sending any RandomNumberGenerator = SystemRandomNumberGenerator(),
    logger: Logger? = nil, metrics: (any MetricsFactory)? = nil
  ) {
    self.baseURL = baseURL
    self.settings = settings
    policy = SharedPolicy(settings.policy)
    self.store = store
    self.clock = clock
    gate = PollGate(
      clock, places: settings.requestsAtOnce, spacing: max(.zero, settings.startSpacing))
    jitter = Jitter(settings.jitter, randomness)
    exchange = PollExchange(
      transport: transport ?? URLSessionTransport(connections: settings.requestsAtOnce),
      token: token, clock: clock, settings: settings)
    telemetry = PollTelemetry(logger, metrics)
  }

  /// The URL that a session is polled at; throws where it cannot be polled at all.
  ///
  /// - Parameters:
  ///   - id: the session's id.
  ///   - filter: the template or the document that is asked for.
  ///   - baseURL: what comes before `/sessions/{id}`.
  package static func url(
    ofSession id: String, filter: PollStream.Filter? = nil, below baseURL: String
  ) throws(TrackingError) -> String {
    try PollTarget(PollStream(id: ExactText(id), filter: filter), below: baseURL).url
  }

  /// Throws where a token cannot be part of a header field, before it is needed.
  package static func check(token: String) throws(TrackingError) {
    if BearerToken(token) == nil { throw .unusableToken }
  }

  /// Polls a session, from the state on that the store knows, until `step.next` says stop.
  ///
  /// At least one poll is made, at once, also of a session that was stopped before: a stop is always
  /// resumable. Only where the last answer asked to be left alone (`Retry-After`) is that waited for.
  ///
  /// - Parameters:
  ///   - id: the session's id.
  ///   - filter: the template or the document that is asked for. A filtered session is a stream of its
  ///     own, with a state of its own.
  ///   - policy: that of this session, where it is not that of the settings.
  public func track(
    _ id: String, filter: PollStream.Filter? = nil, policy: PollPolicy? = nil
  ) -> TrackedSteps {
    track(PollStream(id: ExactText(id), filter: filter), policy: policy)
  }

  /// Polls a stream, such as a store's summaries name it, in the same way.
  ///
  /// - Parameters:
  ///   - stream: the session and the filter.
  ///   - policy: that of this session, where it is not that of the settings.
  public func track(_ stream: PollStream, policy: PollPolicy? = nil) -> TrackedSteps {
    TrackedSteps(
      tracker: self, stream: stream, policy: policy.map { SharedPolicy($0) } ?? self.policy)
  }
}

/// A policy that thousands of sessions share.
final class SharedPolicy: Sendable {
  let policy: PollPolicy

  init(_ policy: PollPolicy) {
    self.policy = policy
  }
}
