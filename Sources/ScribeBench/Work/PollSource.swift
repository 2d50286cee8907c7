import ScribeRecording
import ScribeSession
import ScribeStore

/// What polls are read from, from the first one on each time it is opened.
struct PollSource: Sendable {
  /// Gives a function that gives the next poll, nil at the end.
  let open: @Sendable () throws -> () throws -> Poll?

  static func polls(of recording: Recording) -> () throws -> Poll? {
    var recording = recording
    return { try recording.next()?.poll }
  }

  static func polls(of store: SessionStore) -> () throws -> Poll? {
    var steps = StepCursor(store, .all(afterPosition: 0))
    return { try steps.next()?.poll }
  }
}
