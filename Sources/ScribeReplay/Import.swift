package import ScribeRecording
import ScribeSession
package import ScribeStore

/// Takes recordings into a store: what is there already is known again, and left alone.
///
/// Polls go in by hundreds, one transaction each, as long as they are new; one by one where some are
/// there already, since each is decided from the state after the ones before it.
package struct Import {
  /// How many polls, and how many bytes of bodies, share a transaction.
  private static let batchSize = 256
  private static let batchByteCount = 1 << 23
  /// How many streams are remembered, and how many bytes of their bodies.
  private static let knownLimit = 1 << 14
  private static let heldByteLimit = 1 << 24
  /// How often a poll is decided anew because somebody else has appended.
  private static let attempts = 10

  /// What became of the polls.
  package struct Counts: Hashable, Sendable {
    /// Polls that are stored now.
    package var stored = 0
    /// Polls that were there already.
    package var alreadyThere = 0
    /// Polls that ask for no session's state.
    package var ignored = 0
    /// Polls of sessions that were erased, here or where they come from.
    package var erased = 0
    /// The streams that the polls were of.
    package var streams = 0

    /// All that were read.
    package var all: Int { stored + alreadyThere + ignored + erased }
  }

  /// Of the recording so far.
  package private(set) var counts = Counts()

  private let store: SessionStore
  private var known: [PollStream: Known] = [:]
  private var batch: [Poll] = []
  private var batchByteCount = 0
  private var seen: Set<PollStream> = []
  private var heldByteCount = 0
  /// Whether the last polls were there already.
  private var isKnownGround = false

  /// Where a stream stands.
  private struct Known {
    var session: Session
    var version: Int
    var reader = PollReader()
  }

  package init(into store: SessionStore) {
    self.store = store
  }

  /// Takes in a poll, sooner or later: ``finish()`` makes sure.
  package mutating func add(_ recorded: RecordedPoll) throws(StoreError) {
    if recorded.decision == nil {
      try add(recorded.poll)
    } else {
      // Without its body it would come to mean something else.
      counts.erased += 1
    }
  }

  private mutating func add(_ poll: Poll) throws(StoreError) {
    guard PollStream(method: poll.method, url: poll.url) != nil else {
      counts.ignored += 1
      return
    }
    batch.append(poll)
    batchByteCount += poll.answer?.body?.count ?? 0
    if batch.count >= Self.batchSize || batchByteCount >= Self.batchByteCount { try finish() }
  }

  /// Stores what was added and is not stored yet.
  package mutating func finish() throws(StoreError) {
    // Between batches everything that is remembered is stored.
    if known.count > Self.knownLimit {
      known.removeAll()
      heldByteCount = 0
    }
    let polls = batch
    batch = []
    batchByteCount = 0
    if try storeTogether(polls) { return }
    var stored = 0
    for poll in polls {
      if case .stored = try store(poll) { stored += 1 }
    }
    isKnownGround = stored == 0
  }

  /// Stores all in one transaction; false, and nothing stored, where that does not work out.
  private mutating func storeTogether(_ polls: [Poll]) throws(StoreError) -> Bool {
    guard !isKnownGround, polls.count > 1 else { return polls.isEmpty }
    var steps: [NewStep] = []
    for poll in polls {
      guard let stream = poll.stream else { continue }
      var known = try takeKnown(stream)
      let step = known.session.observe(poll, reader: &known.reader)
      steps.append(NewStep(poll, step, expecting: known.version))
      known.version += 1
      keep(known, stream)
    }
    do {
      let appended = try store.appendNow(steps)
      for (step, result) in zip(steps, appended) { count(result, of: step.step.session.stream) }
      return true
    } catch {
      guard error.isOutdated || error.isErased else { throw error }
      for step in steps { forget(step.step.session.stream) }
      return false
    }
  }

  private mutating func store(_ poll: Poll) throws(StoreError) -> AppendResult? {
    guard let stream = poll.stream else { return nil }
    var attempt = 1
    while true {
      var known = try takeKnown(stream)
      let step = known.session.observe(poll, reader: &known.reader)
      do {
        let result = try store.appendNow([NewStep(poll, step, expecting: known.version)])[0]
        known.version += 1
        keep(known, stream)
        count(result, of: stream)
        return result
      } catch .erased {
        counts.erased += 1
        return nil
      } catch {
        // Where somebody else has appended it is decided anew, from there.
        guard error.isOutdated, attempt < Self.attempts else { throw error }
        attempt += 1
      }
    }
  }

  private mutating func count(_ result: AppendResult, of stream: PollStream?) {
    switch result {
    case .stored: counts.stored += 1
    case .alreadyThere:
      counts.alreadyThere += 1
      // The step changed nothing, and what was made of it is to be forgotten.
      forget(stream)
    }
  }

  private mutating func takeKnown(_ stream: PollStream) throws(StoreError) -> Known {
    if let known = known.removeValue(forKey: stream) {
      heldByteCount -= known.reader.heldByteCount
      return known
    }
    if seen.insert(stream).inserted { counts.streams += 1 }
    let stored = try store.sessionNow(stream)
    return Known(session: stored.session, version: stored.version)
  }

  private mutating func forget(_ stream: PollStream?) {
    guard let stream, let known = known.removeValue(forKey: stream) else { return }
    heldByteCount -= known.reader.heldByteCount
  }

  private mutating func keep(_ known: Known, _ stream: PollStream) {
    if heldByteCount + known.reader.heldByteCount > Self.heldByteLimit {
      for stream in self.known.keys { self.known[stream]?.reader = PollReader() }
      heldByteCount = 0
    }
    heldByteCount += known.reader.heldByteCount
    self.known[stream] = known
  }
}

extension Poll {
  fileprivate var stream: PollStream? { PollStream(method: method, url: url) }
}
