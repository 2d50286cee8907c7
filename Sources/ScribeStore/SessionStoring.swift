package import ScribeJSON
public import ScribeSession

/// What a live session needs of a store: its state, and a place for what a poll adds.
public protocol StepStoring: Sendable {
  /// Stores polls and what they added, all of them or none, and returns once they are durable.
  ///
  /// A poll that is there already changes nothing, whatever its expected version: one of the same
  /// stream, `sentAt` (without one `receivedAt`), and answer.
  ///
  /// - Throws: ``StoreError/conflict(expected:actual:)`` where a stream is at another version than
  ///   expected, ``StoreError/diverged(version:)`` where a step was decided from another state, or
  ///   why it cannot be stored.
  func append(_ steps: [NewStep]) async throws(StoreError) -> [AppendResult]

  /// The state of a stream and the version that it is of; a new session where nothing is stored.
  func session(_ stream: PollStream) async throws(StoreError) -> StoredSession
}

/// What keeps the polls and events of sessions.
///
/// A stream is a session, seen whole or through a filter; its *version* is the number of its polls.
/// All polls of all streams have a *position* as well, from 1, in the order in which they were
/// stored. Whatever implements this passes the contract suite in `Tests/ScribeStoreTests/Contract`.
public protocol SessionStoring: StepStoring {
  /// Polls and events of one stream after a version, in order, at most so many.
  func steps(
    of stream: PollStream, after version: Int, limit: Int
  ) async throws(StoreError) -> [StoredStep]

  /// Polls and events of all streams after a position, in order, at most so many.
  func steps(after position: Int, limit: Int) async throws(StoreError) -> [StoredStep]

  /// All streams with their phase and counts, in the order of their first poll.
  func summaries() async throws(StoreError) -> [StoredSummary]

  /// Destroys a session's bodies and keys, and writes down who did so, when, and why; its events stay.
  ///
  /// Nothing more is stored of the session from then on, through whichever filter. It can be erased
  /// again. `what` it is done with is a verb of the tool, say.
  ///
  /// - Throws: ``StoreError/unknownSession(file:session:)``, ``StoreError/held(file:session:until:)``
  ///   where nothing was erased, or why it cannot be done.
  @discardableResult
  func erase(
    _ session: ExactText, what: String?, note: AuditNote
  ) async throws(StoreError) -> ErasureReceipt

  /// Steps of all streams after a position as they are appended, by whomever: without a gap, in
  /// order, until the task is cancelled.
  func follow(after position: Int) -> StepSequence
}

extension StepStoring {
  /// Stores one poll and what it added, and returns once they are durable.
  ///
  /// The step is what `Session/observe(_:policy:)` made of the poll, and the version that which it was
  /// decided from, ``StoredSession/version``.
  @discardableResult
  public func append(
    _ poll: Poll, _ step: Step, expecting version: Int
  ) async throws(StoreError) -> AppendResult {
    try await append([NewStep(poll, step, expecting: version)])[0]
  }
}

extension SessionStoring {
  /// Destroys a session's bodies and keys, and writes down who did so, when, and why.
  @discardableResult
  public func erase(
    _ session: ExactText, note: AuditNote
  ) async throws(StoreError) -> ErasureReceipt {
    try await erase(session, what: nil, note: note)
  }
}

/// A poll with what it added, to be stored.
public struct NewStep: Sendable {
  /// The exchange as it came.
  public let poll: Poll
  /// What was made of it.
  public let step: Step
  /// The version of the stream that it was decided from.
  public let expectedVersion: Int

  /// A poll, what was made of it, and the version of the stream that this was decided from.
  public init(_ poll: Poll, _ step: Step, expecting version: Int) {
    self.poll = poll
    self.step = step
    expectedVersion = version
  }
}

/// What became of an append.
public enum AppendResult: Hashable, Sendable {
  /// The poll was stored: its version in its stream, and its position among all.
  case stored(version: Int, position: Int)
  /// The poll was there already, at that version of its stream; nothing was changed. Go on with the
  /// session as it was before the step.
  case alreadyThere(version: Int)
}

/// A session as a store knows it.
public struct StoredSession: Sendable {
  /// The state after all stored polls.
  public let session: Session
  /// How many there are; what the next append expects.
  public let version: Int

  /// A state and the version that it is of.
  public init(_ session: Session, version: Int) {
    self.session = session
    self.version = version
  }
}

/// A stored poll and what it added.
public struct StoredStep: Sendable {
  /// The place among all stored polls, from 1.
  public let position: Int
  /// What it belongs to.
  public let stream: PollStream
  /// The place in its stream, from 1.
  public let version: Int
  /// The exchange as it came, header fields with secrets left out.
  ///
  /// Where the body was erased, or is locked, it has none, as if it had not been recorded.
  public let poll: Poll
  /// Whether there was a body that has been erased.
  public let isBodyErased: Bool
  /// Whether there is a body that is sealed, and no key was given to open it.
  public let isBodyLocked: Bool
  /// Whether bodies of its stream can be had at all; else what was decided is all there is.
  package let hasReadableBodies: Bool
  /// The key of the fingerprints in its events, where it can be had.
  package let fingerprintKey: FingerprintKey?
  /// What the poll meant.
  public let verdict: Verdict
  /// Where the session stood after it.
  public let phase: Phase
  /// What it added.
  public let events: [Event]
  /// The id of the reducer that decided so.
  public let reducer: String

  /// A stored poll and what it added.
  public init(
    position: Int, stream: PollStream, version: Int, poll: Poll, isBodyErased: Bool,
    isBodyLocked: Bool = false, verdict: Verdict, phase: Phase, events: [Event], reducer: String
  ) {
    self.init(
      position: position, stream: stream, version: version, poll: poll, isBodyErased: isBodyErased,
      isBodyLocked: isBodyLocked, hasReadableBodies: !isBodyErased && !isBodyLocked,
      fingerprintKey: nil, verdict: verdict, phase: phase, events: events, reducer: reducer)
  }

  init(
    position: Int, stream: PollStream, version: Int, poll: Poll, isBodyErased: Bool,
    isBodyLocked: Bool, hasReadableBodies: Bool, fingerprintKey: FingerprintKey?,
    verdict: Verdict, phase: Phase, events: [Event],
    reducer: String
  ) {
    self.position = position
    self.stream = stream
    self.version = version
    self.poll = poll
    self.isBodyErased = isBodyErased
    self.isBodyLocked = isBodyLocked
    self.hasReadableBodies = hasReadableBodies
    self.fingerprintKey = fingerprintKey
    self.verdict = verdict
    self.phase = phase
    self.events = events
    self.reducer = reducer
  }
}

/// A stream with its phase and counts.
public struct StoredSummary: Hashable, Sendable {
  /// Which session this is, and through which filter it was seen.
  public let stream: PollStream
  /// Where it stands.
  public let phase: Phase
  /// How many polls are stored.
  public let pollCount: Int
  /// How many events they added.
  public let eventCount: Int
  /// How many findings have begun.
  public let anomalyCount: Int
  /// When the first poll was received.
  public let firstReceivedAt: Instant
  /// When the last poll was received.
  public let lastReceivedAt: Instant

  /// A stream with its phase and counts.
  public init(
    stream: PollStream, phase: Phase, pollCount: Int, eventCount: Int, anomalyCount: Int,
    firstReceivedAt: Instant, lastReceivedAt: Instant
  ) {
    self.stream = stream
    self.phase = phase
    self.pollCount = pollCount
    self.eventCount = eventCount
    self.anomalyCount = anomalyCount
    self.firstReceivedAt = firstReceivedAt
    self.lastReceivedAt = lastReceivedAt
  }
}

extension [Event] {
  /// How many findings begin with them.
  var begunAnomalyCount: Int {
    count { event in
      if case .anomalyBegan = event { true } else { false }
    }
  }
}
