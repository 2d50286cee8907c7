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
/// is fixed by the article TheRules, section by section:
///
/// - ``decide(_:)`` takes a poll and says what it adds (sections 1 to 6),
/// - `evolve` adds it,
/// - ``next(policy:)`` says what to do (section 7).
public struct Session: Hashable, Sendable {
  /// By which the rules that decide here are known, stored beside what they decided.
  ///
  /// Another one whenever a poll may be decided otherwise than before, so that a log tells whose
  /// decisions it holds.
  public static let reducerID = "scribe-reducer-1"

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

/// The content of a report that was compared with what is known and changed nothing: as long as
/// nothing else changes, the same content need not be compared again.
///
/// A shortcut and no part of the state: it tells nothing, and two sessions are equal without it.
struct AbsorbedContent: Hashable, Sendable {
  var token: ContentToken?

  static func == (left: AbsorbedContent, right: AbsorbedContent) -> Bool { true }

  func hash(into hasher: inout Hasher) {}
}
