package import ScribeRecording
package import ScribeSession
package import ScribeStore

/// A poll log that a live session is recorded in: its state is that of the polls that the log holds.
package actor PollLogStore: StepStoring {
  private let file: PollLogFile
  private var known: [PollStream: StoredSession] = [:]
  /// When the polls of the log were asked, where it was gone on with.
  private var askedAt: [PollStream: Set<Instant>] = [:]

  /// A log that is begun anew.
  package init(creating path: String) throws(RecordingError) {
    file = try PollLogFile(creating: path)
  }

  /// A log that is gone on with.
  package init(resuming path: String) throws(RecordingError) {
    var replay = Replay()
    var askedAt: [PollStream: Set<Instant>] = [:]
    file = try PollLogFile(resuming: path) { poll in
      guard let stream = replay.observe(0, poll).effect?.stream else { return }
      askedAt[stream, default: []].insert(poll.sentAt ?? poll.receivedAt)
    }
    self.askedAt = askedAt
    for stream in replay.streams {
      known[stream.stream] = StoredSession(stream.session, version: stream.pollCount)
    }
  }

  /// The number of the line that was cut off because it was not whole.
  package var tornLine: Int? { file.tornLine }

  package func session(_ stream: PollStream) -> StoredSession {
    known[stream] ?? StoredSession(Session(), version: 0)
  }

  /// Writes polls, each of which follows the last one of its stream: none is looked for among those
  /// that are there.
  package func append(_ steps: [NewStep]) throws(StoreError) -> [AppendResult] {
    var appended: [AppendResult] = []
    for new in steps {
      guard let stream = new.step.session.stream, new.step.verdict != .ignored else {
        throw .ignoredPoll
      }
      let version = session(stream).version
      guard version == new.expectedVersion else {
        throw .conflict(expected: new.expectedVersion, actual: version)
      }
      try write(new.poll)
      known[stream] = StoredSession(new.step.session, version: version + 1)
      appended.append(.stored(version: version + 1, position: 0))
    }
    return appended
  }

  /// Writes those polls of a stream that a store has and the log has not, as after a crash between the
  /// two; how many there were.
  package func catchUp(with store: SessionStore, on stream: PollStream) throws(StoreError) -> Int {
    var steps = StepCursor(store, .session(stream.id, afterPosition: 0))
    let known = askedAt[stream] ?? []
    var count = 0
    while let step = try steps.next() {
      guard step.stream == stream,
        !known.contains(step.poll.sentAt ?? step.poll.receivedAt)
      else { continue }
      try write(step.poll)
      count += 1
    }
    return count
  }

  /// Writes a poll that is kept elsewhere.
  package func write(_ poll: Poll) throws(StoreError) {
    do {
      try file.append(poll)
    } catch {
      switch error {
      case .full(let file): throw .full(file: file)
      case .unreadable(let file, let reason), .unwritable(let file, let reason),
        .notARecording(let file, let reason):
        throw .unreadable(file: file, reason: reason)
      case .exists(let file): throw .exists(file: file)
      case .badLine, .badEntry:
        throw .unreadable(file: file.name, reason: error.description)
      }
    }
  }
}

/// A store, and a poll log that gets whatever is stored in it.
///
/// The store comes first. Where the log cannot be written then, the poll is in the store alone, from
/// which it can be exported.
package struct LoggedStore: StepStoring {
  private let store: any StepStoring
  private let log: PollLogStore

  package init(_ store: any StepStoring, _ log: PollLogStore) {
    self.store = store
    self.log = log
  }

  package func session(_ stream: PollStream) async throws(StoreError) -> StoredSession {
    try await store.session(stream)
  }

  package func append(_ steps: [NewStep]) async throws(StoreError) -> [AppendResult] {
    let appended = try await store.append(steps)
    for (step, result) in zip(steps, appended) {
      if case .stored = result { try await log.write(step.poll) }
    }
    return appended
  }
}
