import Foundation
import LocalServer
import ScribePolling
import ScribeRecording
import ScribeSession
import ScribeStore
import Testing

@Suite("A recording that is served again")
struct LiveReplayTests {
  @Test(
    "is told live as it is told by a replay", arguments: TransportKind.allCases,
    Recordings.paths)
  func likeReplay(kind: TransportKind, path: String) async throws {
    let polls = try Recordings.polls(path).map(\.asServed)
    let streams = polls.compactMap { PollStream(method: $0.method, url: $0.url) }
    for stream in Set(streams) {
      try await expectLive(polls, stream, kind)
    }
  }

  /// What a replay makes of the polls of a stream, those left out that were recorded twice.
  private func replayed(
    _ polls: [Poll], _ stream: PollStream, _ unseen: Session = Session()
  ) -> [(poll: Poll, step: Step)] {
    let ofStream = polls.filter { PollStream(method: $0.method, url: $0.url) == stream }
    var session = Session()
    let once = ofStream.filter { session.observe($0).verdict != .duplicate }
    session = unseen
    return once.map { ($0, session.observe($0)) }
  }

  private func expectLive(
    _ polls: [Poll], _ stream: PollStream, _ kind: TransportKind
  ) async throws {
    let clock = RecordedClock()
    let served = Served(replayed(polls, stream).map(\.poll), clock)
    let server = try LocalServer { _ in served.next() }
    defer { server.stop() }
    let store = BegunStore()
    // Under the key that the store gives it.
    let expected = replayed(polls, stream, await store.session(stream).session)
    let tokens = Counter()
    var settings = TrackerSettings.exact
    settings.redirectLimit = 0
    let tracker = SessionTracker(
      baseURL: server.url + "/voice/v1", token: { "t0ken-\(await tokens.next())" }, store: store,
      settings: settings, transport: kind.make(), clock: clock)
    var steps: [TrackedStep] = []
    while steps.count < expected.count {
      for try await step in tracker.track(stream.id.text, filter: stream.filter) {
        steps.append(step)
        served.goOn()
        if steps.count == expected.count { break }
      }
    }
    #expect(steps.map(\.verdict) == expected.map(\.step.verdict))
    #expect(steps.map(\.session.phase) == expected.map(\.step.session.phase))
    #expect(
      steps.map { $0.anomalies.map(\.code) } == expected.map { $0.step.anomalies.map(\.code) })
    #expect(steps.map(\.next) == expected.map(\.step.next))
    #expect(steps.map(\.session.content) == expected.map(\.step.session.content))
    let bodies = await store.steps(of: stream, after: 0, limit: .max).map {
      $0.poll.answer?.body
    }
    #expect(bodies == expected.map(\.poll.answer?.body))
  }
}

/// A store whose sessions begin alike however often it is asked before the first poll.
private actor BegunStore: StepStoring {
  private let store = InMemorySessionStore()
  private var begun: [PollStream: StoredSession] = [:]

  func session(_ stream: PollStream) async -> StoredSession {
    let known = await store.session(stream)
    if known.version == 0, let first = begun[stream] { return first }
    begun[stream] = known
    return known
  }

  func append(_ steps: [NewStep]) async throws(StoreError) -> [AppendResult] {
    try await store.append(steps)
  }

  func steps(of stream: PollStream, after version: Int, limit: Int) async -> [StoredStep] {
    await store.steps(of: stream, after: version, limit: limit)
  }
}

extension Poll {
  /// The poll as HTTP can carry it: with a body, and with none where the status has none.
  fileprivate var asServed: Poll {
    guard var answer else { return self }
    answer.body = [204, 304].contains(answer.status) ? [] : answer.body ?? []
    var poll = self
    poll.outcome = .answer(answer)
    return poll
  }
}

/// The polls of a stream, answered one after the other as they were recorded.
private final class Served: @unchecked Sendable {
  private let lock = NSLock()
  private var rest: ArraySlice<Poll>
  private let clock: RecordedClock

  init(_ polls: [Poll], _ clock: RecordedClock) {
    rest = polls[...]
    self.clock = clock
    clock.willSend(polls.first)
  }

  /// The answer before has been dealt with.
  func goOn() { clock.willSend(lock.withLock { rest.first }) }

  func next() -> [Reply] {
    lock.withLock {
      // A client asks again by itself where a connection that it had kept is closed before an answer.
      let failure = [Reply.text("HTTP/1.1 200 -\r\nContent-Length: 2\r\n\r\n{"), .close]
      guard let poll = rest.popFirst() else { return failure }
      clock.willAnswer(poll)
      guard let answer = poll.answer else { return failure }
      let headers = answer.headers.filter { field in
        !["content-length", "transfer-encoding", "content-encoding", "connection"]
          .contains(field.name.lowercased())
      }
      return [.answer(answer.status, headers.map { ($0.name, $0.value) }, answer.body ?? [])]
    }
  }
}

/// The recordings of the project, and of a folder that the environment names.
enum Recordings {
  private static let folders = [
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Replays").path,
    ProcessInfo.processInfo.environment["SCRIBE_RECORDINGS"],
  ].compactMap { $0 }

  static let paths: [String] = folders.flatMap { folder in
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let found = names.filter { $0.hasSuffix(".jsonl") || $0.hasSuffix(".har") }.sorted()
    precondition(!found.isEmpty, "no recordings in \(folder)")
    return found.map { "\(folder)/\($0)" }
  }

  static func polls(_ path: String) throws -> [Poll] {
    var recording = try Recording(path: path)
    var polls: [Poll] = []
    while let recorded = try recording.next() { polls.append(recorded.poll) }
    return polls
  }
}
