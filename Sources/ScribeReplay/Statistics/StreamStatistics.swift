import ScribeJSON
package import ScribeRecording
package import ScribeSession

/// How one session was polled, or how all of a corpus were, added up.
package struct StreamStatistics {
  /// A pause that was longer than asked for by more than this is a gap.
  static let gapTolerance: Duration = .seconds(10)

  /// A pause that was much longer than asked for.
  struct Gap: Equatable {
    /// The number of the poll that ended it; nil in a corpus.
    let poll: Int?
    let pause: Duration
  }

  /// Duplicates included.
  private(set) var polls = 0
  /// Polls that were recorded twice; nothing else of them is counted.
  private(set) var duplicates = 0
  private(set) var bodyBytes = 0
  /// Polls whose answer was byte for byte the one before.
  private(set) var wastedPolls = 0
  private(set) var wastedBytes = 0
  /// From one answer to the next.
  private(set) var intervals = Percentiles()
  private(set) var latencies = Percentiles()
  private(set) var gapCount = 0
  /// The longest gap, of a corpus that of any session.
  private(set) var longestGap: Gap?
  private(set) var timeInPhases: [Phase: Duration] = [:]
  /// From the end, as the server tells it, to the poll that first told it.
  private(set) var delays = Percentiles()
  private(set) var firstReceivedAt: Instant?
  private(set) var lastReceivedAt: Instant?

  private var phase = Phase.unseen
  private var next = Next.poll(after: .zero)
  private var lastBody: Body?
  /// When the last poll that found the session open was answered, by the server's clock.
  private var lastOpenAt: Instant?

  /// An answer as far as it is compared with the next one.
  private struct Body: Equatable {
    let status: Int
    let byteCount: Int
    let fingerprint: Fingerprint
  }

  package init() {}

  /// Takes the next poll of the stream in.
  mutating func observe(_ replayed: ReplayedPoll, _ step: Step) {
    let poll = replayed.poll
    polls += 1
    if step.verdict == .duplicate {
      duplicates += 1
      return
    }
    if let sentAt = poll.sentAt, sentAt <= poll.receivedAt {
      latencies.add(sentAt.duration(to: poll.receivedAt))
    }
    observePause(replayed)
    observeBody(poll)
    if let lastReceivedAt {
      timeInPhases[phase, default: .zero] += max(
        .zero, lastReceivedAt.duration(to: poll.receivedAt))
    }
    observeEnd(step)
    firstReceivedAt = firstReceivedAt ?? poll.receivedAt
    lastReceivedAt = poll.receivedAt
    phase = step.session.phase
    next = step.next
  }

  private mutating func observePause(_ replayed: ReplayedPoll) {
    guard let lastReceivedAt else { return }
    let interval = lastReceivedAt.duration(to: replayed.poll.receivedAt)
    if interval >= .zero { intervals.add(interval) }
    let pause = lastReceivedAt.duration(to: replayed.poll.sentAt ?? replayed.poll.receivedAt)
    // Who polls on after a stop was not asked to wait.
    guard case .poll(let asked) = next, pause > asked + Self.gapTolerance else { return }
    gapCount += 1
    if longestGap.map({ $0.pause < pause }) ?? true {
      longestGap = Gap(poll: replayed.number, pause: pause)
    }
  }

  private mutating func observeBody(_ poll: Poll) {
    guard let answer = poll.answer, let bytes = answer.body else {
      lastBody = nil
      return
    }
    let body = Body(
      status: answer.status, byteCount: bytes.count,
      fingerprint: Fingerprint(of: bytes[...], key: .constant))
    bodyBytes += bytes.count
    if body == lastBody {
      wastedPolls += 1
      wastedBytes += bytes.count
    }
    lastBody = body
  }

  /// The first poll that tells the end tells how long ago that was, by the server's own clock.
  private mutating func observeEnd(_ step: Step) {
    guard let record = step.session.lastPoll else { return }
    let now = step.session.phase
    // A poll that told nothing has not found it open.
    if now.isOpen, step.transitionRule != nil { lastOpenAt = record.serverTime }
    guard !phase.isSettled, now.isSettled else { return }
    let member: InstantMember = now == .expired ? .expiredAt : .completedAt
    guard let end = step.session.content.instant(member), end <= record.serverTime,
      // Where it was found open after that, the end that is told is an earlier one; servers tell
      // their times in whole seconds.
      lastOpenAt.map({ end >= $0.advanced(by: .seconds(-1)) }) ?? true
    else { return }
    delays.add(end.duration(to: record.serverTime))
  }

  /// Adds what another session was polled like.
  package mutating func add(_ other: StreamStatistics) {
    polls += other.polls
    bodyBytes += other.bodyBytes
    wastedPolls += other.wastedPolls
    wastedBytes += other.wastedBytes
    duplicates += other.duplicates
    intervals.add(other.intervals)
    latencies.add(other.latencies)
    gapCount += other.gapCount
    if let gap = other.longestGap, longestGap.map({ $0.pause < gap.pause }) ?? true {
      longestGap = Gap(poll: nil, pause: gap.pause)
    }
    timeInPhases.merge(other.timeInPhases, uniquingKeysWith: +)
    delays.add(other.delays)
  }
}

/// The statistics of a recording, a session each.
package struct RecordingStatistics {
  /// The streams in the order of their first poll.
  package private(set) var streams: [(stream: PollStream, statistics: StreamStatistics)] = []
  private var replay = Replay()

  package init() {}

  /// Takes the next poll of the recording in.
  package mutating func observe(_ recorded: RecordedPoll) {
    let replayed = replay.observe(recorded)
    guard let effect = replayed.effect else { return }
    if effect.place == streams.count { streams.append((effect.stream, StreamStatistics())) }
    streams[effect.place].statistics.observe(replayed, effect.step)
  }
}
