package import ScribeJSON
package import ScribeRecording
package import ScribeSession

/// The sessions of a recording, each told its polls as they came, interleaved.
///
/// Holds one state a stream, and of the streams that were polled last the bodies beside which the
/// next ones are read.
package struct Replay {
  /// How many bytes of bodies are held, but for one, which may be longer.
  private static let heldByteLimit = 1 << 24

  /// What is known of one stream so far.
  package struct Stream {
    package let stream: PollStream
    package fileprivate(set) var session: Session
    /// All its polls, duplicates included.
    package fileprivate(set) var pollCount = 0
    package fileprivate(set) var firstReceivedAt: Instant?
    package fileprivate(set) var lastReceivedAt: Instant?
    /// How many polls carried each code.
    package fileprivate(set) var anomalyCounts: [Anomaly.Code: Int] = [:]

    /// What to do after the last poll, also where that was a duplicate.
    package fileprivate(set) var next = Session().next()
  }

  /// The streams in the order of their first poll.
  package private(set) var streams: [Stream] = []
  private var places: [PollStream: Int] = [:]
  private var readers: [Int: PollReader] = [:]
  private var heldByteCount = 0
  private let fingerprintKey: FingerprintKey?

  /// - Parameter fingerprintKey: of all sessions, so that they can be compared; else of those that a
  ///   store holds their own, and of others the key that is no secret.
  package init(fingerprintKey: FingerprintKey? = nil) {
    self.fingerprintKey = fingerprintKey
  }

  /// Takes the next poll of the recording in.
  package mutating func observe(_ recorded: RecordedPoll) -> ReplayedPoll {
    observe(recorded.number, recorded.poll, recorded.decision, recorded.fingerprintKey)
  }

  /// Takes the next poll of the recording in.
  ///
  /// - Parameters:
  ///   - decision: what was decided about it, where that is all there is.
  ///   - ownKey: the key of its session's fingerprints, where it has one of its own.
  package mutating func observe(
    _ number: Int, _ poll: Poll, _ decision: RecordedDecision? = nil,
    _ ownKey: FingerprintKey? = nil
  ) -> ReplayedPoll {
    guard let stream = PollStream(method: poll.method, url: poll.url) else {
      return ReplayedPoll(
        number: number, poll: poll, isRecalled: false, isKeyed: false, effect: nil)
    }
    let place = place(of: stream, fingerprintKey ?? ownKey ?? .constant)
    let lastReceivedAt = streams[place].lastReceivedAt
    let step =
      decision.map { streams[place].session.recall($0.verdict, $0.events) }
      ?? observe(poll, at: place)
    streams[place].next = step.next
    streams[place].pollCount += 1
    streams[place].firstReceivedAt = streams[place].firstReceivedAt ?? poll.receivedAt
    streams[place].lastReceivedAt = poll.receivedAt
    for code in Set(step.anomalies.map(\.code)) {
      streams[place].anomalyCounts[code, default: 0] += 1
    }
    return ReplayedPoll(
      number: number, poll: poll, isRecalled: decision != nil,
      isKeyed: streams[place].session.fingerprintKey != .constant,
      effect: .init(stream: stream, place: place, step: step, lastReceivedAt: lastReceivedAt))
  }

  private mutating func observe(_ poll: Poll, at place: Int) -> Step {
    var reader = readers.removeValue(forKey: place) ?? PollReader()
    heldByteCount -= reader.heldByteCount
    let step = streams[place].session.observe(poll, reader: &reader)
    heldByteCount += reader.heldByteCount
    if heldByteCount > Self.heldByteLimit {
      readers.removeAll()
      heldByteCount = reader.heldByteCount
    }
    readers[place] = reader
    return step
  }

  private mutating func place(of stream: PollStream, _ key: FingerprintKey) -> Int {
    if let place = places[stream] { return place }
    places[stream] = streams.count
    streams.append(Stream(stream: stream, session: Session(fingerprintKey: key)))
    return streams.count - 1
  }
}

/// One poll of a recording and what it did.
package struct ReplayedPoll {
  /// Its place in the recording, from 1.
  package let number: Int
  package let poll: Poll
  /// Whether this is what was decided when it was stored, its body being erased or sealed.
  package let isRecalled: Bool
  /// Whether the fingerprints in its events are under a key that is a secret.
  package let isKeyed: Bool
  /// What it did; nil for a poll that is ignored.
  package let effect: Effect?

  package struct Effect {
    package let stream: PollStream
    /// The stream's place among those of the recording, from 0.
    package let place: Int
    package let step: Step
    /// When the poll before it in its stream was received.
    package let lastReceivedAt: Instant?
  }
}

/// What is kept of a poll where its body need not be: what it was and where it led.
struct PollSummary {
  let number: Int
  let receivedAt: Instant
  /// What came of it, the body left out.
  let outcome: Poll.Outcome
  let stream: PollStream
  let verdict: Verdict
  /// The session after it.
  let session: Session
  let next: Next

  init(_ replayed: ReplayedPoll, _ effect: ReplayedPoll.Effect) {
    number = replayed.number
    receivedAt = replayed.poll.receivedAt
    switch replayed.poll.outcome {
    case .answer(let answer):
      outcome = .answer(Poll.Answer(status: answer.status, body: nil))
    case .noAnswer: outcome = replayed.poll.outcome
    }
    stream = effect.stream
    verdict = effect.step.verdict
    session = effect.step.session
    next = effect.step.next
  }
}
