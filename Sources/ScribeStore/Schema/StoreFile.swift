import Foundation
import GRDB

/// Opens the file of a store, once it is known to be one.
///
/// The file is opened by SQLite only: whoever opens and closes it besides, in the same process, drops
/// the locks that SQLite holds on it (POSIX), and the next process to come may remove a WAL that is in
/// use.
enum StoreFile {
  /// Opens the file, and makes it where there is none.
  ///
  /// Another process may be making it at the same time, when SQLite says at once that it is busy; so it
  /// is tried again for as long as a lock would be waited for.
  static func openForWriting(
    _ path: String, _ durability: SessionStore.Durability, _ patience: Duration
  ) throws -> DatabasePool {
    try refuseOther(path)
    let clock = ContinuousClock()
    let end = clock.now + patience
    while true {
      do {
        return try open(path, durability, patience)
      } catch let error as DatabaseError
        where error.resultCode == .SQLITE_BUSY && clock.now < end
      {
        Thread.sleep(forTimeInterval: 0.005)
      } catch let error as DatabaseError
        where [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(
          error.resultCode) && !isWritable(path)
      {
        throw StoreError.readOnly(file: path)
      }
    }
  }

  private static func open(
    _ path: String, _ durability: SessionStore.Durability, _ patience: Duration
  ) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.busyMode = .timeout(min(max(0.001, patience / .seconds(1)), 1_000_000))
    // What refers to what is checked by `verify`; each append would look it up again.
    configuration.foreignKeysEnabled = false
    configuration.label = "scribe-store"
    configuration.prepareDatabase(keepSecrets)
    if try versionForWriting(path, configuration) == nil {
      // Before WAL mode is on, so that the file says what it is from its first page on.
      let queue = try newQueue(path, configuration)
      try queue.writeWithoutTransaction { try migrate($0, path) }
      try queue.close()
    }
    let pool = try DatabasePool(path: sqlitePath(path), configuration: configuration)
    try pool.writeWithoutTransaction { db in
      try migrate(db, path)
      // After the pool has set NORMAL.
      try db.execute(sql: "PRAGMA synchronous = \(durability.pragma)")
    }
    return pool
  }

  /// What is freed is overwritten, and nothing goes to files that SQLite makes elsewhere.
  private static let keepSecrets: @Sendable (Database) throws -> Void = {
    try $0.execute(sql: "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY")
  }

  /// Makes a file that only its owner can read, and opens it; what SQLite puts beside it will be as
  /// readable as it is.
  static func newQueue(
    _ path: String, _ configuration: Configuration? = nil
  ) throws -> DatabaseQueue {
    var usual = Configuration()
    usual.prepareDatabase(keepSecrets)
    let configuration = configuration ?? usual
    let queue = try DatabaseQueue(path: sqlitePath(path), configuration: configuration)
    try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    return queue
  }

  /// Opens a file that is a store, for reading.
  ///
  /// Where neither it nor its folder can be written, as on a medium that was made once, it is read as
  /// one that does not change, unless a crash has left a WAL beside it.
  static func openForReading(_ path: String) throws -> DatabaseQueue {
    try refuseOther(path)
    guard hasContent(path) else {
      if !FileManager.default.fileExists(atPath: path) {
        throw StoreError.unreadable(file: path, reason: "no such file: check the path")
      }
      throw StoreError.notAStore(file: path, reason: "empty")
    }
    do {
      return try checkedQueue(sqlitePath(path), path)
    } catch let error as DatabaseError
      where [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(
        error.resultCode)
    {
      guard !isWritable(path) else { throw error }
      if hasContent(path + "-wal") {
        throw StoreError.unreadable(
          file: path,
          reason:
            "was not closed, and cannot be written: copy it, with its -wal file, to where it can")
      }
      return try checkedQueue(immutablePath(path), path)
    }
  }

  private static func checkedQueue(_ sqlitePath: String, _ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    // Streams lie scattered over the file: with SQLite's own 2 MB each page is read many times.
    configuration.prepareDatabase {
      try $0.execute(sql: "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY")
    }
    let queue = try DatabaseQueue(path: sqlitePath, configuration: configuration)
    guard let version = try queue.read({ try checkedVersion($0, path) }) else {
      throw StoreError.notAStore(file: path, reason: "nothing is in it yet")
    }
    try queue.inDatabase { try $0.execute(sql: Schema.additions(since: version)) }
    return queue
  }

  // MARK: What a file is

  /// The schema version of a file; nil where there is no file, or nothing in it.
  ///
  /// A file that is something else is not touched, but for what a crash of its own program has left to
  /// be rolled back.
  private static func versionForWriting(
    _ path: String, _ configuration: Configuration
  ) throws -> Int? {
    guard hasContent(path) else { return nil }
    // SQLite takes what is shorter than its shortest page for empty, and writes over it.
    guard byteCount(path) >= 512 else {
      throw StoreError.notAStore(file: path, reason: "not a SQLite file")
    }
    var reading = configuration
    reading.readonly = true
    do {
      return try DatabaseQueue(path: sqlitePath(path), configuration: reading)
        .read { try checkedVersion($0, path) }
    } catch let error as DatabaseError
      where [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(
        error.resultCode)
    {
      return try DatabaseQueue(path: sqlitePath(path), configuration: configuration)
        .read { try checkedVersion($0, path) }
    }
  }

  /// The schema version, where the file is a store that this version reads; nil where nothing is in it.
  private static func checkedVersion(_ db: Database, _ path: String) throws -> Int? {
    let id = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let version = try version(db)
    let tableCount = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    if id == 0, version == 0, tableCount == 0 { return nil }
    guard id == Schema.applicationID else {
      throw StoreError.notAStore(file: path, reason: "a SQLite file of another program")
    }
    guard version <= Schema.version else {
      throw StoreError.newerSchema(file: path, found: version, supported: Schema.version)
    }
    guard version > 0 else {
      throw StoreError.damaged(file: path, reason: "its schema has the version \(version)")
    }
    return version
  }

  /// Makes sure that the file is of the schema that this version writes.
  static func checkSchema(_ db: Database, _ path: String) throws {
    guard try checkedVersion(db, path) == Schema.version else {
      throw StoreError.damaged(file: path, reason: "its schema is an old one again")
    }
  }

  /// Brings the schema up to date, each migration in a transaction of its own.
  private static func migrate(_ db: Database, _ path: String) throws {
    while try settledVersion(db, path) < Schema.version {
      try db.inTransaction(.immediate) {
        // Another process may have been here first.
        let version = try checkedVersion(db, path) ?? 0
        guard version < Schema.version else { return .rollback }
        try db.execute(sql: Schema.migrations[version])
        try db.execute(sql: "PRAGMA user_version = \(version + 1)")
        try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
        return .commit
      }
    }
  }

  /// The schema version at one moment, while others may be making the file.
  private static func settledVersion(_ db: Database, _ path: String) throws -> Int {
    var version = 0
    try db.inTransaction(.deferred) {
      version = try checkedVersion(db, path) ?? 0
      return .commit
    }
    return version
  }

  static func version(_ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
  }

  // MARK: Paths

  private static func hasContent(_ path: String) -> Bool { byteCount(path) > 0 }

  private static func byteCount(_ path: String) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: resolved(path))
    return attributes?[.size] as? Int ?? 0
  }

  /// Refuses what is there and is no file: its permissions would be taken from others.
  private static func refuseOther(_ path: String) throws {
    let attributes = try? FileManager.default.attributesOfItem(atPath: resolved(path))
    switch attributes?[.type] as? FileAttributeType {
    case nil, .typeRegular: return
    case .typeDirectory:
      throw StoreError.unreadable(file: path, reason: "a folder: name a file")
    default: throw StoreError.unreadable(file: path, reason: "not a file: name one")
    }
  }

  /// Refuses a file that has several names: SQLite's log stands beside one of them, and what it holds
  /// would be missed.
  static func refuseSeveralNames(_ path: String) throws(StoreError) {
    let attributes = try? FileManager.default.attributesOfItem(atPath: resolved(path))
    guard let count = attributes?[.referenceCount] as? Int, count > 1 else { return }
    throw StoreError.unreadable(
      file: path,
      reason: "has several names (hard links): remove the others, and what is beside them")
  }

  /// Whether the file, if there is one, and its folder can be written.
  private static func isWritable(_ path: String) -> Bool {
    let files = FileManager.default
    let folder = URL(filePath: resolved(path)).deletingLastPathComponent().path
    return files.isWritableFile(atPath: folder)
      && (!files.fileExists(atPath: path) || files.isWritableFile(atPath: path))
  }

  private static func resolved(_ path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().path
  }

  /// The path as SQLite takes it for a path, also where it looks like a URI.
  private static func sqlitePath(_ path: String) -> String {
    path.hasPrefix("file:") ? "./" + path : path
  }

  private static func immutablePath(_ path: String) -> String {
    let escaped = path.map { ["%": "%25", "?": "%3f", "#": "%23"][$0] ?? String($0) }
    return "file:\(escaped.joined())?immutable=1"
  }
}
