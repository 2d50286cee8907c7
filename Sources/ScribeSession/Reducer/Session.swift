package import ScribeJSON

/// What is known of one session, told what its polls returned.
///
/// ```
///  Poll ──▶ decide ──▶ [Event] ──▶ evolve ──▶ Session ──▶ next
///           reads the answer,      the only place          what to do,
///           changes nothing        that changes state      read off the state
/// ```
///
/// A session is a value: the fold of its events, and nothing else. It takes time from the polls,
/// does no I/O, holds no patient data, and no poll makes it trap, throw or stop. What a poll means
/// is fixed by the rules of TRANSITIONS, section by section:
///
/// - ``decide(_:)`` takes a poll and says what it adds (sections 1 to 6),
/// - `evolve` adds it,
/// - ``next(policy:)`` says what to do (section 7).
public struct Session: Hashable, Sendable {
  /// The key of this session's fingerprints.
  package let fingerprintKey: FingerprintKey

  /// Which session this is; nil before the first poll.
  public internal(set) var stream: PollStream?
  /// Where the session stands, by the server's last word.
  public internal(set) var phase: Phase = .unseen
  /// When the report that led to the phase was received.
  public internal(set) var phaseSince: Instant?
  /// The phases that lay between two polls, as documented lives go, and were not seen.
  public internal(set) var skippedPhases: [Phase] = []
  /// What is known of its content.
  public internal(set) var content = Content()
  /// The findings that have begun and not ended.
  public internal(set) var openAnomalies: [Anomaly] = []
  /// How many polls were made, duplicates and ignored ones not counted.
  public internal(set) var pollCount = 0
  /// What kind of answer the last poll got that was no duplicate.
  public internal(set) var lastPoll: PollRecord?
  /// What runs and limits are counted from.
  var runs = PollRuns()
  /// The content that a report brought and that changed nothing.
  var absorbedContent = AbsorbedContent()

  /// A session that nothing is known of.
  public init() {
    self.init(fingerprintKey: .constant)
  }

  /// A session whose fingerprints are made with a key of its own.
  package init(fingerprintKey: FingerprintKey) {
    self.fingerprintKey = fingerprintKey
  }

  /// Whether the server's last word is that the session is settled, and HTTP agreed with it.
  public var isSettledWithAgreement: Bool { phase.isSettled && runs.lastReportAgreed }

  /// The run of polls that told nothing, where the last poll is one of them.
  public var outage: Outage? { runs.outage }

  /// The session that recorded events add up to.
  public init(replaying events: some Sequence<Event>) {
    self.init(replaying: events, fingerprintKey: .constant)
  }

  /// The session that events recorded under that key add up to.
  package init(replaying events: some Sequence<Event>, fingerprintKey: FingerprintKey) {
    self.init(fingerprintKey: fingerprintKey)
    for event in events { evolve(event) }
  }

  /// Takes a poll in: decides, evolves, and says what to do next.
  ///
  /// Costs a few passes over the body. A poll that is ignored changes nothing, and what follows is
  /// a stop: whoever polls something else would go on for ever.
  public mutating func observe(_ poll: Poll, policy: PollPolicy = PollPolicy()) -> Step {
    step(decide(poll), policy)
  }

  /// Takes a poll in, read beside the one before: the same step at the price of what changed.
  ///
  /// - Parameters:
  ///   - poll: what was asked, and what came back.
  ///   - reader: what read this session's polls so far, or a new one.
  ///   - policy: the numbers by which it is decided what to do next.
  /// - Returns: what the poll did to the session.
  public mutating func observe(
    _ poll: Poll, reader: inout PollReader, policy: PollPolicy = PollPolicy()
  ) -> Step {
    let read = reader.read(
      poll, key: fingerprintKey, transcriptLength: content.transcript?.byteCount)
    return step(decide(read), policy)
  }

  private mutating func step(_ decision: Decision, _ policy: PollPolicy) -> Step {
    evolve(decision)
    return Step(
      session: self, decision: decision,
      next: decision.record.map { decideNext(after: $0, policy: policy) })
  }
}

/// What one poll did to a session.
public struct Step: Sendable {
  /// The session after the poll.
  public let session: Session
  /// What the poll meant.
  public var verdict: Verdict { decision.verdict }
  /// The row of TRANSITIONS sections 1 and 2 that fitted.
  package var readingRule: ReadingRule { ReadingRule(decision.record?.kind) }
  /// The row of TRANSITIONS section 3 that fitted, where body and HTTP status were judged.
  package var statusRule: StatusRule? { decision.statusRule }
  /// The row of TRANSITIONS section 4 that fitted, where a report was applied.
  package var transitionRule: TransitionRule? { decision.transitionRule }
  /// What kind of answer it was; nil for an ignored poll.
  var record: PollRecord? { decision.record }
  /// What it added, in order.
  public var events: [Event] { decision.events }
  /// All findings about this poll, in the order of their codes.
  public var anomalies: [Anomaly] { decision.anomalies }
  /// The view into the body of a report that was applied: the way to transcript and documents.
  ///
  /// Nil where the body is another session's, out of date, or of a word that nobody knows.
  public var report: Report? { decision.report }
  /// The view into any body that could be read.
  package var readReport: Report? { decision.readReport }
  /// What to do now.
  public let next: Next
  /// The row of TRANSITIONS section 7 that fitted; nil for an ignored poll.
  package let nextRule: NextRule?

  private let decision: Decision

  init(session: Session, decision: Decision, next: NextDecision?) {
    self.session = session
    self.decision = decision
    self.next = next?.next ?? .stop(.rejected)
    nextRule = next?.rule
  }
}

/// What is known of a session's content: lengths, fingerprints, statuses, instants, words.
public struct Content: Hashable, Sendable {
  /// How many audio files were received.
  public internal(set) var audioFilesReceived: Int?
  /// The audio files' names.
  public internal(set) var audioNames: AudioNames?
  /// How many audio files were processed.
  public internal(set) var audioFilesProcessed: Int?
  /// The transcript, where it is known and not empty.
  public internal(set) var transcript: ContentDigest?
  /// The documents by what they are known by.
  var documentsByKey: [DocumentKey: Document] = [:]
  /// The instants that the server gave.
  var instantValues = InstantValues()
  /// The model that was used.
  ///
  /// Of a text that does not look like a word, its length and fingerprint: `string(12):1f3a…`.
  public internal(set) var modelUsed: ExactText?
  /// The language that was detected; as ``modelUsed`` where it does not look like a word.
  public internal(set) var languageDetected: ExactText?
  /// The server's message to people.
  public internal(set) var message: ContentDigest?
  /// What went wrong.
  public internal(set) var error: ErrorDigest?
  /// The non-fatal failures.
  public internal(set) var processingErrors: ProcessingErrors?
  /// How audio is uploaded.
  public internal(set) var uploadMode: UploadMode?
  /// The objects that are passed through.
  var passThroughDigests = PassThroughDigests()

  /// An instant that the server gave.
  public func instant(_ member: InstantMember) -> Instant? { instantValues[member] }

  /// What an object that is passed through is known by.
  public func passThrough(_ member: PassThroughMember) -> ContentDigest? {
    passThroughDigests[member]
  }

  /// The document that is known by that key.
  public func document(_ key: DocumentKey) -> Document? { documentsByKey[key] }

  /// How many documents are known.
  package var documentCount: Int { documentsByKey.count }

  /// The documents ordered by template and key: the server's own order means nothing.
  ///
  /// Sorts them.
  public var documents: [Document] { documentsByKey.values.sorted { $0.precedes($1) } }
}

/// What runs, limits and comparisons between polls are counted from.
struct PollRuns: Hashable, Sendable {
  /// When the last poll was received, duplicates included.
  var lastReceivedAt: Instant?
  /// The identities of the last polls.
  var identities = RecentIdentities()
  /// The latest `sentAt` of an applied report since the clock last ran backwards.
  var latestReportSentAt: Instant?
  /// The end of the last `Retry-After`.
  var retryAfterEnd: Instant?
  /// The first applied report.
  var firstReport: Moment?
  /// The report that last left a settled phase for an open one.
  var reopening: Moment?
  /// Whether the last applied report carried neither `status-disagreement` nor `unexpected-http`.
  var lastReportAgreed = false
  /// Applied reports in a row that left the phase settled and did not agree.
  var disagreements = 0
  /// Faults in a row, 404 and refusals between them not counted.
  var faults = 0
  /// HTTP 404 in a row.
  var notFounds = 0
  /// Polls in a row that told nothing.
  var outage: Outage?

  /// A point in time on both clocks.
  struct Moment: Hashable, Sendable {
    let receivedAt: Instant
    let serverTime: Instant
  }
}

/// By what the last polls are known, those without an identity counted (TRANSITIONS section 1).
///
/// A ring: the next identity takes the place of the oldest, so that a poll costs no allocation.
struct RecentIdentities: Hashable, Sendable {
  static let limit = 32

  private var slots: [Fingerprint?] = []
  private var oldest = 0

  init() {}

  /// The ring after so many polls, of which these were the last ones, the newest last.
  init(_ last: some Collection<Fingerprint?>, of count: Int) {
    slots = Array(last.suffix(Self.limit))
    guard count > Self.limit, slots.count == Self.limit else { return }
    oldest = count % Self.limit
    slots = (0..<Self.limit).map { slots[($0 - oldest + Self.limit) % Self.limit] }
  }

  func contains(_ identity: Fingerprint) -> Bool { slots.contains(identity) }

  mutating func append(_ identity: Fingerprint?) {
    guard slots.count == Self.limit else {
      slots.append(identity)
      return
    }
    slots[oldest] = identity
    oldest = (oldest + 1) % Self.limit
  }
}

/// The content of a report that was compared with what is known and changed nothing: as long as
/// nothing else changes, the same content need not be compared again.
///
/// A shortcut and no part of the state: it tells nothing, and two sessions are equal without it.
struct AbsorbedContent: Hashable, Sendable {
  var token: ContentToken?

  static func == (left: AbsorbedContent, right: AbsorbedContent) -> Bool { true }

  func hash(into hasher: inout Hasher) {}
}
