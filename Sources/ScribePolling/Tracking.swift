import ScribeSession
import ScribeStore

/// Tracks one session, step by step, from the state on that the store has.
///
/// ```
///  due ─▶ token ─▶ gate ─▶ poll ─▶ decide ─▶ store ─▶ told
///   ▲                         ▲         │ conflict: read the state again, decide anew
///   └──── next: poll after ───┴─────────┘
/// ```
///
/// What an answer means and what to do next is decided by ``ScribeSession`` alone.
actor Tracking {
  /// How often a poll is decided anew because somebody else has appended meanwhile.
  private static let attempts = 16
  /// From how many bytes on a body is held, so that the next one is read beside it: reading a shorter
  /// one from its first byte takes a few microseconds.
  private static let shortestHeldBody = 1 << 14

  private let tracker: SessionTracker
  private let sharedPolicy: SharedPolicy
  private let target: PollTarget
  private let place: TrackedStreams.Place
  private let stream: PollStream

  private var known: StoredSession
  /// Boxed, since most sessions have none.
  private var held: HeldReader?
  /// The entity tag of the report that was applied last.
  private var entityTag: String?
  /// The token that the last answer refused, where another one has not been asked for yet.
  private var refused: Refusal?

  private final class HeldReader: Sendable {
    let reader: PollReader

    init(_ reader: PollReader) {
      self.reader = reader
    }
  }

  private struct Refusal {
    let token: BearerToken?
  }

  init(
    _ stream: PollStream, _ policy: SharedPolicy, of tracker: SessionTracker
  ) async throws {
    target = try PollTarget(stream, below: tracker.baseURL)
    guard let place = tracker.tracked.begin(stream) else {
      throw TrackingError.alreadyTracked(stream)
    }
    self.place = place
    self.tracker = tracker
    sharedPolicy = policy
    self.stream = stream
    known = try await tracker.store.session(stream)
  }

  /// Lets the session be tracked again, before everybody has let go of this.
  nonisolated func giveUpPlace() { place.giveUp() }

  /// When the first poll is due.
  func firstDue() -> Due {
    let (pause, timeLeft) = known.session.pauseBeforeResuming(
      at: tracker.clock.now, policy: policy)
    let now = tracker.clock.elapsed
    let latest = timeLeft.map { now + $0 }
    // A place among those that begin is taken now, whatever this one has to wait for.
    let start = max(tracker.gate.takeStart(), now + pause)
    return Due(time: latest.map { min($0, start) } ?? start, latest: latest)
  }

  private var policy: PollPolicy { sharedPolicy.policy }

  /// What has come of a session's turn.
  enum Turn: Sendable {
    /// A poll told something; when the next one is due, if there is one.
    case told(TrackedStep, Due?)
    /// It told nothing.
    case again(Due)
    /// There are no more.
    case ended
  }

  /// Makes a poll that is due.
  func poll(_ due: Due) async throws -> Turn {
    let token = try await tracker.exchange.currentToken()
    if let refused, refused.token == token { return .ended }
    let (result, decided, dueAt) = try await ask(due, token)
    let times = PollTelemetry.Times(
      lateness: max(.zero, result.sentAt - dueAt), latency: result.receivedAt - result.sentAt)
    tracker.telemetry.polled(result.poll, times)
    guard let (step, phase) = try await store(result.poll, decided) else {
      return self.due(known.session.next(policy: policy), result).map { .again($0) } ?? .ended
    }
    tracker.telemetry.decided(step, from: phase, result.poll, times)
    remember(step, result.poll)
    let isLastTry = refused != nil
    refused = nil
    let told = TrackedStep(result.poll, step, version: known.version)
    guard step.next == .stop(.unauthorized), !isLastTry else {
      return .told(told, self.due(step.next, result))
    }
    // A new token is asked for once; the same one would be refused again, and is not sent.
    refused = Refusal(token: token)
    return .told(told, self.due(.poll(after: .zero), result))
  }

  /// When the next poll is due by what is to be done next; nil where that is to stop.
  private func due(_ next: Next, _ result: PollExchange.Result) -> Due? {
    guard case .poll(let pause) = next else { return nil }
    let bounds = known.session.pauseBounds(policy)
    return Due(
      time: result.receivedAt + tracker.jitter.varied(pause, bounds),
      latest: bounds.longest.map { result.receivedAt + $0 })
  }

  /// Asks with a token, and says what came and when that was due in the end.
  private func ask(
    _ due: Due, _ token: BearerToken?
  ) async throws(CancellationError) -> (PollExchange.Result, Step, Duration) {
    let dueAt = try await tracker.gate.enter(due)
    defer { tracker.gate.leave() }
    let result = try await tracker.exchange.poll(target, token, ifNoneMatch: entityTag)
    let decided = decide(result.poll)
    // Where the host refuses one session because there are too many polls, it is asked by none; this
    // is said before anybody else is let through.
    if let pause = decided.session.pauseForAll(policy) {
      tracker.gate.pause(untilElapsed: result.receivedAt + pause)
      tracker.telemetry.paused(pause)
    }
    return (result, decided, dueAt)
  }

  private func decide(_ poll: Poll) -> Step {
    var session = known.session
    var reader = held?.reader ?? PollReader()
    // Given up first, so that its body is compared in place.
    held = nil
    defer { held = HeldReader(reader) }
    return session.observe(poll, reader: &reader, policy: policy)
  }

  /// Stores a poll and what was made of it, and says in which phase the session was before it; nil
  /// where the store has it already, so that it told nothing.
  private func store(
    _ poll: Poll, _ decided: Step
  ) async throws(StoreError) -> (Step, Phase)? {
    var step = decided
    var attempt = 1
    while true {
      do {
        let appended = try await tracker.store.append(poll, step, expecting: known.version)
        guard case .stored(let version, _) = appended else {
          known = try await tracker.store.session(stream)
          return nil
        }
        let phase = known.session.phase
        known = StoredSession(step.session, version: version)
        return (step, phase)
      } catch {
        guard error.isOutdated, attempt < Self.attempts else { throw error }
        attempt += 1
        known = try await tracker.store.session(stream)
        step = decide(poll)
      }
    }
  }

  /// Keeps what the next poll is better off with.
  private func remember(_ step: Step, _ poll: Poll) {
    if step.report != nil { entityTag = poll.answer?.entityTag }
    let count = held?.reader.heldByteCount ?? 0
    let isWorthIt = count >= Self.shortestHeldBody
    if !place.mayHold(isWorthIt ? count : 0) || !isWorthIt { held = nil }
  }
}

extension Poll.Answer {
  /// The entity tag, where it can be sent back as it came.
  fileprivate var entityTag: String? {
    guard let tag = header("etag"), !tag.isEmpty,
      tag.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    return tag
  }
}
