import Foundation
package import ScribeRecording
package import ScribeSession
package import ScribeStore

/// Recorded polls in their order, whatever holds them: a poll log, a HAR file or a store, told apart
/// by content.
package struct Tape {
  /// The name that errors call it by.
  package let name: String

  /// The only session that is wanted, where it is one.
  private let wanted: ExactText?
  private let needsBodies: Bool
  /// One of the two is there; each is changed in place.
  private var recording: Recording?
  private var steps: StepCursor?

  /// Opens a file, or standard input where the path is `-`, which a store cannot come from.
  ///
  /// - Parameters:
  ///   - session: the id of the only session that is wanted, where it is one.
  ///   - skippingBadLines: whether what is not a poll is skipped and counted instead of stopping.
  ///   - keys: what unwraps the keys of a sealed store.
  ///   - needsBodies: whether sealed bodies are refused; else what was decided about them is told.
  package init(
    path: String, session: String? = nil, skippingBadLines: Bool = false,
    keys: (any KeyWrapping)? = nil, needsBodies: Bool = false
  ) throws(TapeError) {
    if Self.isStore(path) {
      do {
        self.init(
          try SessionStore(reading: path, keys: keys), session: session, needsBodies: needsBodies)
      } catch {
        throw .store(error)
      }
    } else {
      do {
        self.init(
          try Recording(path: path, skippingBadLines: skippingBadLines), session: session)
      } catch {
        throw .recording(error)
      }
    }
  }

  private init(_ recording: Recording, session: String?) {
    name = recording.name
    needsBodies = false
    wanted = session.map { ExactText($0) }
    self.recording = recording
  }

  /// The polls of a store.
  package init(_ store: SessionStore, session: String? = nil, needsBodies: Bool = false) {
    name = store.path
    self.needsBodies = needsBodies
    wanted = session.map { ExactText($0) }
    steps = StepCursor(
      store, wanted.map { .session($0, afterPosition: 0) } ?? .all(afterPosition: 0))
  }

  /// The next poll; nil at the end.
  package mutating func next() throws(TapeError) -> RecordedPoll? {
    do throws(StoreError) {
      if let step = try steps?.next() {
        if step.isBodyLocked, needsBodies { throw .keyNeeded(file: name) }
        if !step.hasReadableBodies { note(step) }
        return RecordedPoll(
          number: step.position, poll: step.poll,
          decision: step.hasReadableBodies
            ? nil : RecordedDecision(verdict: step.verdict, events: step.events),
          fingerprintKey: step.fingerprintKey)
      }
    } catch {
      throw .store(error)
    }
    do {
      while let recorded = try recording?.next() {
        if isWanted(recorded.poll) { return recorded }
      }
    } catch {
      throw .recording(error)
    }
    return nil
  }

  private mutating func note(_ step: StoredStep) {
    if step.isBodyErased { erasedSessions.insert(step.stream.id) }
    if step.isBodyLocked { lockedSessions.insert(step.stream.id) }
  }

  /// Whether one session alone is wanted.
  var isOfOneSession: Bool { wanted != nil }

  private func isWanted(_ poll: Poll) -> Bool {
    wanted == nil || PollStream(method: poll.method, url: poll.url)?.id == wanted
  }

  /// The sessions seen so far whose bodies were erased, and those whose bodies are sealed without a key.
  package private(set) var erasedSessions: Set<ExactText> = []
  package private(set) var lockedSessions: Set<ExactText> = []

  /// How many lines or entries were skipped so far.
  package var skippedCount: Int { recording?.skippedCount ?? 0 }

  /// How many entries of a HAR file, so far, carried credentials, which were left out.
  package var credentialCount: Int { recording?.credentialCount ?? 0 }

  /// The number of the last line where it was cut off; known once the end was reached.
  package var tornLine: Int? { recording?.tornLine }

  /// Whether a file is a SQLite file, and so read as a store; only what can be read twice is looked
  /// into.
  ///
  /// Not to be asked of a file that this process has open as a store: closing it here would drop
  /// SQLite's locks.
  package static func isStore(_ path: String) -> Bool {
    guard FileKind.isRegular(path), let file = FileHandle(forReadingAtPath: path) else {
      return false
    }
    defer { try? file.close() }
    let head = (try? file.read(upToCount: 16)) ?? Data()
    return head.elementsEqual("SQLite format 3\0".utf8)
  }
}

/// Why polls could not be read, and where.
package enum TapeError: Error, Hashable, Sendable, CustomStringConvertible {
  case recording(RecordingError)
  case store(StoreError)

  /// One line: where, what.
  package var description: String {
    switch self {
    case .recording(let error): error.description
    case .store(let error): error.description
    }
  }
}
