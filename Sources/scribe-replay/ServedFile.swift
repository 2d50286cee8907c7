import ScribeRecording
import ScribeReplay
import ScribeServer
import ScribeSession
import ScribeStore

/// A file whose sessions are served: a script, a poll log, a HAR file or a store, told apart by content.
enum ServedFile {
  static func source(
    _ path: String, skippingBadLines: Bool
  ) throws -> any PollSource {
    if Tape.isStore(path) { return StoredPolls(try SessionStore(reading: path)) }
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
    while let step = try steps.next() { body(step.poll, step.position..<step.position + 1) }
  }

  func poll(at place: Place) throws -> Poll {
    guard let poll = try store.pollNow(at: place.lowerBound) else {
      throw StoreError.unreadable(file: store.path, reason: "a poll is no longer there")
    }
    return poll
  }
}
