public import ScribeSession

/// Why a store could not do what was asked, and what to do about it.
///
/// Its text is one line, `file: what: way out`, without payload.
public enum StoreError: Error, Hashable, Sendable {
  /// The stream is not at the version that the caller decided from: somebody else has appended.
  ///
  /// Nothing was stored. Read the session again and decide anew.
  case conflict(expected: Int, actual: Int)
  /// The step was decided from another state than the stored one, whatever its version.
  case diverged(version: Int)
  /// The poll asks for no session's state, so that it belongs nowhere.
  case ignoredPoll
  /// There is no such file, it cannot be opened, or reading or writing it failed.
  case unreadable(file: String, reason: String)
  /// A store was to be made where there is a file already.
  case exists(file: String)
  /// The file is something else than a store.
  case notAStore(file: String, reason: String)
  /// The file was written by a newer version of this library.
  case newerSchema(file: String, found: Int, supported: Int)
  /// Another process holds the file for longer than was waited.
  case locked(file: String)
  /// The file or its folder cannot be written.
  case readOnly(file: String)
  /// A body or another text is longer than SQLite stores, a billion bytes as it is built by default.
  case tooLarge(file: String)
  /// There is no room for more.
  case full(file: String)
  /// The file's content contradicts itself.
  case damaged(file: String, reason: String)
  /// Bodies are sealed, and no key was given.
  case keyNeeded(file: String)
  /// The key that was given does not wrap or unwrap; the name is that of the key that is needed.
  case keyUnusable(file: String, keyName: String)
  /// The session was erased: nothing more is stored of it.
  case erased(file: String, session: String)
  /// The session is held until then, and must not be erased.
  case held(file: String, session: String, until: Instant)
  /// Nothing is stored of the session.
  case unknownSession(file: String, session: String)
}

extension StoreError {
  /// Whether a step was decided from a state that is no longer the stored one: read the session
  /// again and decide anew.
  package var isOutdated: Bool {
    switch self {
    case .conflict, .diverged: true
    case .ignoredPoll, .unreadable, .exists, .notAStore, .newerSchema, .locked, .readOnly,
      .tooLarge, .full, .damaged, .keyNeeded, .keyUnusable, .erased, .held, .unknownSession:
      false
    }
  }
}

extension StoreError {
  /// Whether the session was erased.
  package var isErased: Bool {
    if case .erased = self { true } else { false }
  }
}

extension StoreError: CustomStringConvertible {
  /// One line: where, what, and the way out.
  public var description: String {
    switch self {
    case .conflict(let expected, let actual):
      "conflict: expected version \(expected), found \(actual): "
        + "somebody else has appended, read the session again"
    case .diverged(let version):
      "the step was not decided from the stored state of version \(version): "
        + "read the session again"
    case .ignoredPoll: "the poll asks for no session's state, so it cannot be stored"
    case .unreadable(let file, let reason): "\(file): \(reason)"
    case .exists(let file): "\(file): there already: name another file"
    case .notAStore(let file, let reason): "\(file): not a store: \(reason)"
    case .newerSchema(let file, let found, let supported):
      "\(file): a store of schema version \(found), and this version reads up to \(supported): "
        + "a newer one will read it"
    case .locked(let file):
      "\(file): locked by another process: try again once it is done, or wait longer"
    case .readOnly(let file):
      "\(file): cannot be written: open it for writing, "
        + "or check the permissions of the file and its folder"
    case .tooLarge(let file):
      "\(file): a body is too large for SQLite, the poll was not stored: store it without its body"
    case .full(let file):
      "\(file): no room left on the disk: what was acknowledged is stored, make room and go on"
    case .damaged(let file, let reason):
      "\(file): damaged: \(reason): keep the file, and go on with a backup"
    case .keyNeeded(let file):
      "\(file): bodies are sealed: give the key that they are sealed with"
    case .keyUnusable(let file, let keyName):
      "\(file): the key that was given is not the one that is needed, or was refused: give the key "
        + "named \(keyName)"
    case .erased(let file, let session):
      "\(file): session \(session) was erased: nothing more is stored of it"
    case .held(let file, let session, let until):
      "\(file): session \(session) is held until \(until): it must not be erased before, "
        + "nor held for less unless it is released"
    case .unknownSession(let file, let session):
      "\(file): nothing is stored of session \(session)"
    }
  }
}
