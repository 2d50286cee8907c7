import Foundation
import GRDB

/// Opens the file of a store, once it is known to be one.
enum StoreFile {
  static func openForWriting(
    _ path: String, _ durability: SessionStore.Durability, _ patience: Duration
  ) throws -> DatabasePool {
    let isNew = try check(path) == nil
    var configuration = Configuration()
    configuration.busyMode = .timeout(TimeInterval(patience.components.seconds) + 0.001)
    // What refers to what is checked by `verify`; each append would look it up again.
    configuration.foreignKeysEnabled = false
    configuration.label = "scribe-store"
    if isNew {
      try create(path)
      // Before WAL mode is on, so that the file says what it is from its first page on.
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.writeWithoutTransaction { try migrate($0) }
      try queue.close()
    }
    let pool = try DatabasePool(path: path, configuration: configuration)
    try pool.writeWithoutTransaction { db in
      try migrate(db)
      // After the pool has set NORMAL.
      try db.execute(sql: "PRAGMA synchronous = \(durability.pragma)")
    }
    return pool
  }

  /// Makes an empty file that only its owner can read, where there is none; what SQLite puts beside
  /// it is as readable as it is.
  static func create(_ path: String) throws {
    if FileManager.default.fileExists(atPath: path) { return }
    guard
      FileManager.default.createFile(
        atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    else {
      throw StoreError.unreadable(
        file: path, reason: "cannot be made: check its path, and the permissions of its folder")
    }
  }

  static func openForReading(_ path: String) throws -> DatabaseQueue {
    guard try check(path) != nil else {
      guard FileManager.default.fileExists(atPath: path) else {
        throw StoreError.unreadable(file: path, reason: "no such file")
      }
      throw StoreError.notAStore(file: path, reason: "empty")
    }
    return try readingQueue(path)
  }

  private static func readingQueue(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    // Streams lie scattered over the file: with SQLite's own 2 MB each page is read many times.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -65536") }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// The schema version of a file, which is not touched; nil where there is no file, or an empty one.
  private static func check(_ path: String) throws -> Int? {
    guard let file = FileHandle(forReadingAtPath: path) else {
      if FileManager.default.fileExists(atPath: path) {
        throw StoreError.unreadable(file: path, reason: "cannot be opened: check its permissions")
      }
      return nil
    }
    let head = try file.read(upToCount: 16) ?? Data()
    try file.close()
    if head.isEmpty { return nil }
    guard head.elementsEqual("SQLite format 3\0".utf8) else {
      throw StoreError.notAStore(file: path, reason: "not a SQLite file")
    }
    let queue = try readingQueue(path)
    defer { try? queue.close() }
    let (id, version) = try queue.read { db in
      (
        try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
        try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
      )
    }
    guard id == Schema.applicationID else {
      throw StoreError.notAStore(file: path, reason: "a SQLite file of another program")
    }
    guard version <= Schema.version else {
      throw StoreError.newerSchema(file: path, found: version, supported: Schema.version)
    }
    return version
  }

  /// Brings the schema up to date, each migration in a transaction of its own.
  private static func migrate(_ db: Database) throws {
    while try version(db) < Schema.version {
      try db.inTransaction(.immediate) {
        // Another process may have been here first.
        let version = try version(db)
        guard version < Schema.version else { return .commit }
        try db.execute(sql: Schema.migrations[version])
        try db.execute(sql: "PRAGMA user_version = \(version + 1)")
        try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
        return .commit
      }
    }
  }

  private static func version(_ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
  }
}
