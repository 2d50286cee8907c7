import ScribeRecording
import ScribeSession
import ScribeStore

/// What a build is, and what it reads, writes and decides by.
enum Version {
  /// The package's, as CHANGELOG.md has it first.
  static let number = "0.1.0"

  static var text: String {
    """
    scribe-replay \(number)
    reducer \(Session.reducerID), store schema \(SessionStore.schemaVersion), \
    poll log \(PollLogWriter.version)
    """
  }
}
