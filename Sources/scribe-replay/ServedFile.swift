import ScribeRecording
import ScribeReplay
import ScribeServer
import ScribeSession
import ScribeStore

/// A file whose sessions are served: a script, a poll log, a HAR file or a store, told apart by content.
enum ServedFile {
  static func source(
    _ path: String, skippingBadLines: Bool, _ access: StoreAccess
  ) throws -> any PollSource {
    if Tape.isStore(path) {
      try access.note(path, session: nil)
      return StoredPolls(try SessionStore(reading: path, keys: access.key.key(for: path)))
    }
    if let script = try SessionScript(ifScript: path) { return script }
    return try RecordingPolls(path: path, skippingBadLines: skippingBadLines)
  }
}

/// The polls of a store, read from it one by one.
private struct StoredPolls: PollSource {
  private let store: SessionStore

  init(_ store: SessionStore) {
    self.store = store
  }

  var name: String { store.path }

  func forEach(_ body: (Poll, Place) -> Void) throws {
    var steps = StepCursor(store, .all(afterPosition: 0))
    while let step = try steps.next() {
      if step.isBodyLocked { throw StoreError.keyNeeded(file: store.path) }
      // Without its body it would be answered as it never was.
      if step.hasReadableBodies { body(step.poll, step.position..<step.position + 1) }
    }
  }

  func poll(at place: Place) throws -> Poll {
    guard let poll = try store.pollNow(at: place.lowerBound) else {
      throw StoreError.unreadable(file: store.path, reason: "a poll is no longer there")
    }
    return poll
  }
}
