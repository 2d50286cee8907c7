import ScribeSession
import ScribeStore

/// Tracks one session, step by step, from the state on that the store has.
///
/// ```
///  due ─▶ gate ─▶ token ─▶ poll ─▶ decide ─▶ store ─▶ told
///   ▲                                │ conflict: read the state again, decide anew
///   └──────── next: poll after ──────┘
/// ```
///
/// What an answer means and what to do next is decided by ``ScribeSession`` alone.
struct TrackingRun {
  /// How often a poll is decided anew because somebody else has appended meanwhile.
  private static let attempts = 16
  /// From how many bytes on a body is held, so that the next one is read beside it: reading a shorter
  /// one from its first byte takes a few microseconds.
  private static let shortestHeldBody = 1 << 14

  private let tracker: SessionTracker
  private let policy: PollPolicy
  private let target: PollTarget
  private let place: TrackedStreams.Place
  private let stream: PollStream

  private var known: StoredSession
  private var reader = PollReader()
  /// When the next poll is due; nil once polling has ended.
  private var due: Duration?
  /// When it is made whatever the host asks for.
  private var latest: Duration?
  /// The entity tag of the report that was applied last.
  private var entityTag: String?
  /// The token that the last answer refused, where another one has not been asked for yet.
  private var refused: Refusal?
  /// Whether the last poll was made with a token that was asked for because of a refusal.
  private var isLastTry = false

  private struct Refusal {
    let token: BearerToken?
  }

  init(
    _ stream: PollStream, _ policy: PollPolicy, of tracker: SessionTracker
  ) async throws {
    target = try PollTarget(stream, below: tracker.baseURL)
    guard let place = tracker.tracked.begin(stream) else {
      throw TrackingError.alreadyTracked(stream)
    }
    self.place = place
    self.tracker = tracker
    self.policy = policy
    self.stream = stream
    known = try await tracker.store.session(stream)
    let pause = known.session.pauseBeforeResuming(at: tracker.clock.now, policy: policy)
    due = tracker.gate.start(atElapsed: tracker.clock.elapsed + pause)
  }

  /// Makes polls until one has told something, and gives what it told; nil once there are no more.
  mutating func nextStep() async throws -> Step? {
    while let due {
      let dueAt = try await tracker.gate.enter(atElapsed: due, latest: latest)
      let token: BearerToken?
      let result: PollExchange.Result
      let decided: Step
      do {
        defer { tracker.gate.leave() }
        token = try await tracker.exchange.currentToken()
        if let refused, refused.token == token { break }
        result = try await tracker.exchange.poll(target, token, ifNoneMatch: entityTag)
        decided = decide(result.poll)
        // Before anybody else is let through.
        pauseAll(decided, result)
      }
      let times = PollTelemetry.Times(
        lateness: max(.zero, result.sentAt - dueAt), latency: result.receivedAt - result.sentAt)
      tracker.telemetry.polled(result.poll, times)
      let phase = known.session.phase
      guard let step = try await store(result.poll, decided) else {
        self.due = result.receivedAt + policy.interval
        continue
      }
      tracker.telemetry.decided(step, from: phase, result.poll, times)
      remember(step, result.poll)
      goOn(after: step, result, token)
      return step
    }
    due = nil
    return nil
  }

  private mutating func decide(_ poll: Poll) -> Step {
    var session = known.session
    return session.observe(poll, reader: &reader, policy: policy)
  }

  /// Where the host refuses one session because there are too many polls, it is asked by none.
  private func pauseAll(_ step: Step, _ result: PollExchange.Result) {
    guard result.poll.answer?.status == 429, case .poll(let pause) = step.next else { return }
    tracker.gate.pause(untilElapsed: result.receivedAt + pause)
    tracker.telemetry.paused(pause)
  }

  /// Stores a poll and what was made of it; nil where the store has it already, so that it told
  /// nothing.
  private mutating func store(_ poll: Poll, _ decided: Step) async throws(StoreError) -> Step? {
    var step = decided
    var attempt = 1
    while true {
      do {
        let appended = try await tracker.store.append(poll, step, expecting: known.version)
        guard case .stored(let version, _) = appended else {
          known = try await tracker.store.session(stream)
          return nil
        }
        known = StoredSession(step.session, version: version)
        return step
      } catch {
        guard error.isOutdated, attempt < Self.attempts else { throw error }
        attempt += 1
        known = try await tracker.store.session(stream)
        step = decide(poll)
      }
    }
  }

  /// Keeps what the next poll is better off with.
  private mutating func remember(_ step: Step, _ poll: Poll) {
    if step.report != nil { entityTag = poll.answer?.entityTag }
    let count = reader.heldByteCount
    if count < Self.shortestHeldBody || !place.mayHold(count) {
      reader = PollReader()
      _ = place.mayHold(0)
    }
  }

  /// Says when the next poll is due.
  private mutating func goOn(
    after step: Step, _ result: PollExchange.Result, _ token: BearerToken?
  ) {
    isLastTry = refused != nil
    refused = nil
    switch step.next {
    case .poll(let pause):
      let bounds = step.session.pauseBounds(policy)
      due = result.receivedAt + tracker.jitter.varied(pause, bounds)
      latest = bounds.longest.map { result.receivedAt + $0 }
    case .stop(.unauthorized) where !isLastTry:
      // A new token is asked for once; the same one would be refused again, and is not sent.
      refused = Refusal(token: token)
      due = result.receivedAt
    case .stop: due = nil
    }
  }
}

extension Answer {
  /// The entity tag, where it can be sent back as it came.
  fileprivate var entityTag: String? {
    guard let tag = header("etag"), !tag.isEmpty,
      tag.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    return tag
  }
}
