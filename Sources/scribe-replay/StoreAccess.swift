import ScribePolling
import ScribeReplay
import ScribeSession
import ScribeStore

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What a verb takes of a store, with which key; what it takes of patient data is written down first.
struct StoreAccess {
  let key: StoreKey
  /// Whether sealed bodies are refused, instead of what was decided about them being told.
  var needsBodies = false
  /// What is done with patient data; nil where none is taken.
  var action: AuditEntry.Access?
  /// What it is done with: the verb, and its options that matter.
  var what: String?
  var reason: String?

  /// Writes down what is about to be done with a store; nothing of any other recording.
  ///
  /// What cannot be written down is not done.
  func note(_ path: String, session: String?) throws {
    guard let action, Tape.isStore(path) else { return }
    let store = try SessionStore(administering: path)
    try store.recordNow(
      action, session: session.map { ExactText($0) }, what: what, note: .now(because: reason))
  }
}

extension AuditNote {
  /// Who runs this, and when.
  static func now(because reason: String?) -> AuditNote {
    AuditNote(who: user, at: SystemClock().now, reason: reason)
  }

  /// The user as the system names him; after `sudo` also the one who became root.
  private static var user: String {
    let name = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? "\(geteuid())"
    return environmentValue("SUDO_USER").map { "\(name), by sudo \($0)" } ?? name
  }
}
