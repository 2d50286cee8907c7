import ScribeJSON
public import ScribeSession

/// Keeps polls and events in memory, for tests and previews: the same answers as ``SessionStore``,
/// and nothing left afterwards.
public actor InMemorySessionStore: SessionStoring {
  /// What errors call it.
  private static let name = "memory"

  private struct Stream {
    var session: Session
    var positions: [Int] = []
    var summary: StoredSummary
  }

  private var steps: [StoredStep] = []
  private var streams: [PollStream: Stream] = [:]
  private var order: [PollStream] = []
  private var erasures: [ExactText: AuditNote] = [:]
  private var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
  private var nextTicket = 0

  /// A store that holds nothing.
  public init() {}

  /// Stores polls and what they added, all of them or none.
  public func append(_ new: [NewStep]) throws(StoreError) -> [Appended] {
    let (stepCount, streamCount) = (steps.count, order.count)
    var before: [PollStream: Stream?] = [:]
    do {
      var appended: [Appended] = []
      for step in new {
        if let id = step.step.session.stream, before[id] == nil { before[id] = .some(streams[id]) }
        appended.append(try append(step))
      }
      for continuation in waiting.values { continuation.resume() }
      waiting.removeAll()
      return appended
    } catch {
      steps.removeLast(steps.count - stepCount)
      order.removeLast(order.count - streamCount)
      for (id, stream) in before { streams[id] = stream }
      throw error
    }
  }

  private func append(_ new: NewStep) throws(StoreError) -> Appended {
    guard let id = new.step.session.stream, new.step.verdict != .ignored else {
      throw .ignoredPoll
    }
    if erasures[id.id] != nil { throw .erased(file: Self.name, session: id.id.text) }
    let known = streams[id]
    let version = known?.positions.count ?? 0
    if let stored = known?.positions.map({ steps[$0 - 1] }).first(where: {
      $0.poll.isSame(as: new.poll)
    }) {
      return .alreadyThere(version: stored.version)
    }
    guard version == new.expectedVersion else {
      throw .conflict(expected: new.expectedVersion, actual: version)
    }
    // The key that is no secret is of a session that no store began.
    let key = new.step.session.fingerprintKey
    guard known != nil || key != .constant else { throw .diverged(version: 0) }
    var session = known?.session ?? Session(fingerprintKey: key)
    for event in new.step.events { session.evolve(event) }
    guard session == new.step.session, !new.step.events.isEmpty else {
      throw .diverged(version: version)
    }
    let step = StoredStep(
      position: steps.count + 1, stream: id, version: version + 1,
      poll: new.poll.withoutSecrets, isBodyErased: false, verdict: new.step.verdict,
      phase: session.phase, events: new.step.events, reducer: Session.reducerID)
    if known == nil { order.append(id) }
    streams[id] = Stream(
      session: session, positions: (known?.positions ?? []) + [step.position],
      summary: StoredSummary(known?.summary, step))
    steps.append(step)
    return .stored(version: step.version, position: step.position)
  }

  /// The state of a stream and the version that it is of; a new session where nothing is stored.
  public func session(_ stream: PollStream) -> StoredSession {
    StoredSession(
      streams[stream]?.session ?? Session(fingerprintKey: .random()),
      version: streams[stream]?.positions.count ?? 0)
  }

  /// Polls and events of one stream after a version, in order, at most so many.
  public func steps(of stream: PollStream, after version: Int, limit: Int) -> [StoredStep] {
    (streams[stream]?.positions ?? []).dropFirst(max(0, version)).prefix(max(0, limit))
      .map { steps[$0 - 1] }
  }

  /// Polls and events of all streams after a position, in order, at most so many.
  public func steps(after position: Int, limit: Int) -> [StoredStep] {
    Array(steps.dropFirst(max(0, position)).prefix(max(0, limit)))
  }

  /// All streams with their phase and counts, in the order of their first poll.
  public func summaries() -> [StoredSummary] { order.compactMap { streams[$0]?.summary } }

  /// Forgets a session's bodies, and takes no more of its polls.
  @discardableResult
  public func erase(
    _ session: ExactText, what: String?, _ note: AuditNote
  ) throws(StoreError) -> ErasureReceipt {
    let own = order.filter { $0.id == session }
    if own.isEmpty { throw .unknownSession(file: Self.name, session: session.text) }
    let before = erasures[session]
    erasures[session] = before ?? note
    var (bodies, bytes) = (0, 0)
    for (place, step) in steps.enumerated() where step.stream.id == session {
      guard let body = step.poll.answer?.body else { continue }
      (bodies, bytes) = (bodies + 1, bytes + body.count)
      steps[place] = step.withoutBody
    }
    return ErasureReceipt(
      session: session, note: note, wasErasedBefore: before != nil, bodies: bodies,
      bodyBytes: bytes, keys: before == nil ? own.count : 0,
      heads: own.map {
        Anchor.Head(stream: $0, version: streams[$0]?.positions.count ?? 0, hash: [])
      }, isLogEmptied: true)
  }

  /// Steps of all streams after a position as they are appended.
  public nonisolated func follow(after position: Int) -> StepSequence {
    StepSequence(
      after: position,
      page: { position throws(StoreError) in await self.steps(after: position, limit: 128) },
      wait: { position in await self.wait(for: position) })
  }

  /// Waits until there is a step after that position, or the task is cancelled.
  private func wait(for position: Int) async {
    if steps.count > position { return }
    let ticket = nextTicket
    nextTicket += 1
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if Task.isCancelled { continuation.resume() } else { waiting[ticket] = continuation }
      }
    } onCancel: {
      Task { await self.stopWaiting(ticket) }
    }
  }

  private func stopWaiting(_ ticket: Int) {
    waiting.removeValue(forKey: ticket)?.resume()
  }
}

extension StoredStep {
  /// What is left of it once its session was erased.
  fileprivate var withoutBody: StoredStep {
    var poll = poll
    if var answer = poll.answer {
      answer.body = nil
      poll.outcome = .answer(answer)
    }
    return StoredStep(
      position: position, stream: stream, version: version, poll: poll, isBodyErased: true,
      verdict: verdict, phase: phase, events: events, reducer: reducer)
  }
}

extension Poll {
  /// The poll as it may be kept.
  fileprivate var withoutSecrets: Poll {
    var poll = self
    poll.url = url.redactedAsURL
    if case .noAnswer(let failure) = outcome {
      poll.outcome = .noAnswer(
        Poll.Failure(failure.kind, message: failure.message?.redactingURLs))
    }
    guard var answer else { return poll }
    answer.headers = answer.headers.compactMap { $0.withoutSecrets() }
      .filter { !$0.carriesDigest }
    poll.outcome = .answer(answer)
    return poll
  }

  /// Whether both record the same exchange: asked at the same time, and answered alike.
  fileprivate func isSame(as other: Poll) -> Bool {
    guard sentAt == other.sentAt, sentAt != nil || receivedAt == other.receivedAt else {
      return false
    }
    switch (outcome, other.outcome) {
    case (.answer(let answer), .answer(let otherAnswer)):
      return answer.status == otherAnswer.status && answer.body == otherAnswer.body
    case (.noAnswer(let failure), .noAnswer(let otherFailure)):
      return failure.kind == otherFailure.kind
    case (.answer, .noAnswer), (.noAnswer, .answer): return false
    }
  }
}

extension StoredSummary {
  /// The summary after a step.
  fileprivate init(_ before: StoredSummary?, _ step: StoredStep) {
    self.init(
      stream: step.stream, phase: step.phase, polls: step.version,
      events: (before?.events ?? 0) + step.events.count,
      anomalies: (before?.anomalies ?? 0) + step.events.begunAnomalyCount,
      firstReceivedAt: before?.firstReceivedAt ?? step.poll.receivedAt,
      lastReceivedAt: step.poll.receivedAt)
  }
}
