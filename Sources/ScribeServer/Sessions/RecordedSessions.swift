import Foundation
import ScribeRecording
public import ScribeSession

/// Recorded sessions that can be polled again: what the service answers, without a socket.
///
/// ```swift
/// let sessions = try RecordedSessions(paths: ["visit.jsonl"])
/// let tracker = SessionTracker(
///   baseURL: "https://scribe.test/voice/v1", token: { "any" }, store: InMemorySessionStore(),
///   transport: FunctionTransport { try await sessions.outcome(of: $0.url, $0.headers) })
/// ```
///
/// Each stream, a session whole or through one filter, has a position of its own. A filter that was not
/// recorded is applied to the answers of the whole session, with a status of its own. What is not a
/// poll of a session is left out. Bodies stay where they are recorded and are read for each answer;
/// a poll takes about 120 bytes of memory.
public final class RecordedSessions: Sendable {
  /// How answers are given.
  public let settings: ServiceSettings

  private let sources: [any PollSource]
  private let streams: [PollStream: RecordedStream]
  /// When a session's first poll was asked for.
  private let starts: [ExactText: Instant]
  /// The sessions' ids, in the order in which they were recorded first.
  package let ids: [String]
  private let positions: ServedPositions
  private let clock: @Sendable () -> Duration

  /// Reads through poll logs, HAR files or scripts, told apart by content, and remembers where each poll
  /// stands.
  ///
  /// Throws a `RecordingError` where a file cannot be read or is no recording, and a ``ScriptError`` where
  /// a script is wrong.
  public convenience init(
    paths: [String], settings: ServiceSettings = ServiceSettings()
  ) throws {
    try self.init(
      sources: paths.map { path in
        try SessionScript(ifScript: path) ?? RecordingPolls(path: path) as any PollSource
      }, settings: settings)
  }

  /// Reads through sources of polls and remembers where each poll stands.
  ///
  /// Of a session that several have, the polls of the first come first. Throws what a source throws.
  public convenience init(
    sources: [any PollSource], settings: ServiceSettings = ServiceSettings()
  ) throws {
    let start = ContinuousClock.now
    try self.init(sources: sources, settings: settings) { ContinuousClock.now - start }
  }

  /// - Parameter clock: how much time has passed since some moment.
  package init(
    sources: [any PollSource], settings: ServiceSettings, clock: @escaping @Sendable () -> Duration
  ) throws {
    var streams: [PollStream: RecordedStream] = [:]
    var starts: [ExactText: Instant] = [:]
    var clocks: [ExactText: RecorderClock] = [:]
    var ids: [String] = []
    for (number, source) in sources.enumerated() {
      try source.forEach { poll, place in
        guard let stream = PollStream(method: poll.method, url: poll.url) else { return }
        if clocks[stream.id] == nil { ids.append(stream.id.text) }
        let askedAt = clocks[stream.id, default: RecorderClock()].askedAt(poll)
        starts[stream.id] = min(starts[stream.id] ?? askedAt, askedAt)
        streams[stream, default: RecordedStream()].add(
          poll, askedAt: askedAt, source: number, place: place)
      }
    }
    for stream in streams.keys { streams[stream]?.seal() }
    self.sources = sources
    self.streams = streams
    self.starts = starts
    self.ids = ids
    self.settings = settings
    self.clock = clock
    positions = ServedPositions()
  }

  /// How many answers are recorded, all sessions together.
  package var count: Int { streams.values.reduce(0) { $0 + $1.entries.count } }

  /// How many answers are recorded of a stream.
  package func count(of stream: PollStream) -> Int { streams[stream]?.entries.count ?? 0 }

  /// Whether every recorded stream was given its last answer, at least once.
  package var isFinished: Bool { positions.finishedCount >= streams.count }

  /// Whether there is a time at which nobody listened.
  var hasRefusalsByTime: Bool {
    settings.advance == .time
      && streams.values.contains { $0.entries.contains(where: \.isRefusal) }
  }

  /// Whether nobody is to listen now: all that is polled has come, by time, to where nobody did.
  var isRefusing: Bool {
    let ages = positions.ages(clock())
    return !ages.isEmpty
      && ages.allSatisfy { stream, age in
        guard let recorded = streams[stream] ?? streams[PollStream(id: stream.id)] else {
          return true
        }
        return recorded.entries[place(in: recorded, stream.id, age.scaled(by: settings.speed))]
          .isRefusal
      }
  }

  private func place(in recorded: RecordedStream, _ id: ExactText, _ age: Duration) -> Int {
    recorded.place(at: age, after: starts[id] ?? recorded.entries[0].askedAt, settings.afterLast)
  }

  /// What a request is answered with; the position goes on.
  ///
  /// - Parameters:
  ///   - method: the HTTP method.
  ///   - target: path and query, or the whole URL.
  ///   - authorization: the Authorization header.
  public func answer(
    method: String = "GET", _ target: String, authorization: String?
  ) -> ServedAnswer {
    guard let stream = PollStream(method: "GET", url: target) else { return own(.unknownResource) }
    guard method == "GET" else { return own(.wrongMethod) }
    if let refusal = refusal(of: authorization) { return own(refusal) }
    if let recorded = streams[stream] {
      return answer(of: stream, recorded, appliesFilter: false)
    }
    guard stream.filter != nil, let whole = streams[PollStream(id: stream.id)] else {
      return own(.unknownSession)
    }
    return answer(of: stream, whole, appliesFilter: true)
  }

  /// An answer that nobody recorded.
  private func own(_ answer: Poll.Answer) -> ServedAnswer {
    ServedAnswer(.answer(answer.dated(Self.timeOfDay)))
  }

  /// What a poll of this URL with these header fields comes to, for a client without sockets.
  ///
  /// Waits as long as the answer takes. What no answer comes to is told at once: a timeout needs no
  /// patience.
  public func outcome(of url: String, _ headers: [HeaderField]) async throws -> Poll.Outcome {
    let authorization = headers.first { $0.isNamed("authorization") }?.value
    let served = answer(url, authorization: authorization)
    if case .failure(let kind) = served.outcome { return .noAnswer(Poll.Failure(kind)) }
    if served.latency > .zero { try await Task.sleep(for: served.latency) }
    switch served.outcome {
    case .answer(let answer): return .answer(answer)
    case .cut: return .noAnswer(Poll.Failure(.closed))
    case .failure(let kind): return .noAnswer(Poll.Failure(kind))
    }
  }

  private func refusal(of authorization: String?) -> Poll.Answer? {
    let parts = (authorization ?? "").split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer",
      case let token = parts[1].drop(while: { $0 == " " }), !token.isEmpty
    else { return .unauthorized }
    guard let wanted = settings.token, !wanted.isEmpty, !token.utf8.elementsEqual(wanted.utf8)
    else { return nil }
    return .wrongToken
  }
}

extension RecordedSessions {
  private func answer(
    of stream: PollStream, _ recorded: RecordedStream, appliesFilter: Bool
  ) -> ServedAnswer {
    let chance = Chance(seed: settings.seed, stream)
    let turn = positions.next(
      of: stream, count: recorded.entries.count, isRecorded: !appliesFilter, settings, now: clock(),
      fault: { chance.fault(ofPoll: $0, self.settings.faults) },
      hasBody: { recorded.entries[$0].hasBody },
      place: { self.place(in: recorded, stream.id, $0) })
    var served = outcome(
      of: recorded.entries[turn.place], stream, appliesFilter: appliesFilter, turn.fault)
    served.stream = stream
    served.number = turn.number + 1
    served.latency = settings.latency.duration(
      recorded: .microseconds(recorded.entries[turn.place].latency), speed: settings.speed,
      chance.numbers(ofPoll: ~turn.number))
    if let next = turn.nextPlace {
      let isResetNext = chance.fault(ofPoll: turn.number + 1, settings.faults) == .reset
      served.isBeforeFailure = recorded.entries[next].isFailure || isResetNext
    }
    return served
  }

  private func outcome(
    of entry: IndexEntry, _ stream: PollStream, appliesFilter: Bool, _ fault: Fault?
  ) -> ServedAnswer {
    switch fault {
    case .drop: return ServedAnswer(.failure(.timeout))
    case .reset: return ServedAnswer(.failure(.reset))
    case .status(let fault):
      let date = settings.dateHeader == .now ? Self.timeOfDay : entry.endedAt
      return ServedAnswer(
        .answer(.status(fault.status, retryAfter: fault.retryAfter).dated(date)))
    case .cut, .duplicate, .reorder, nil: break
    }
    do {
      let poll = try sources[entry.source].poll(at: entry.place)
      // A file that was changed meanwhile must not give one session's answer for another's.
      let recorded = appliesFilter ? PollStream(id: stream.id) : stream
      guard PollStream(method: poll.method, url: poll.url) == recorded else {
        return unreadable("\(sources[entry.source].name): another poll stands where this one was")
      }
      var answer: Poll.Answer
      switch poll.outcome {
      case .noAnswer(let failure): return ServedAnswer(.failure(failure.kind))
      case .answer(let recorded):
        answer = recorded.served(for: poll, settings.dateHeader, now: Self.timeOfDay)
      }
      if appliesFilter, let filter = stream.filter { answer = answer.filtered(by: filter) }
      guard fault == .cut, let count = answer.body?.count, count > 0 else {
        return ServedAnswer(.answer(answer))
      }
      return ServedAnswer(.cut(answer, after: count / 2))
    } catch {
      return unreadable("\(error)")
    }
  }

  private func unreadable(_ problem: String) -> ServedAnswer {
    var served = own(.unreadableRecording)
    served.problem = problem
    return served
  }

  private static var timeOfDay: Instant {
    Instant(microsecondsSinceEpoch: Int64(Date().timeIntervalSince1970 * 1e6))
  }
}
