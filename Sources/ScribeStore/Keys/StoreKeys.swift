import Foundation
import GRDB
import ScribeJSON
import ScribeSession

/// The keys of a store's streams, each unwrapped once.
///
/// Unchecked: what it remembers is touched under the lock.
final class StoreKeys: @unchecked Sendable {
  /// How many streams are remembered.
  private static let limit = 1 << 14
  /// What the value is wrapped for by which the right wrapping key is known.
  private static let storeContext = Array("scribe-store-1".utf8)

  private let wrapping: (any KeyWrapping)?
  /// What errors call the file.
  let file: String
  private let lock = NSLock()
  private var known: [Int: StreamKeys] = [:]

  init(_ wrapping: (any KeyWrapping)?, file: String) {
    self.wrapping = wrapping
    self.file = file
  }

  func forget() { lock.withLock { known.removeAll() } }

  // MARK: Of a stream

  /// The keys of a stream, as far as they can be had.
  func secret(ofStream id: Int, _ db: Database) throws -> StreamSecret {
    if let keys = lock.withLock({ known[id] }) {
      // Another process may have erased it.
      if try !isErased(stream: id, db) { return .keys(keys) }
      _ = lock.withLock { known.removeValue(forKey: id) }
    }
    let statement = try db.cachedStatement(
      sql: """
        SELECT keys.fingerprint, secrets.stream, secrets.clear, secrets.wrapped, secrets.wrapped_by,
          \(PollStream.columns), streams.key_sha256
        FROM streams LEFT JOIN keys ON keys.stream = streams.id
          LEFT JOIN secrets ON secrets.stream = streams.id
        WHERE streams.id = ?
        """)
    guard let row = try Row.fetchOne(statement, arguments: [id]) else {
      throw RowFault("stream \(id) is missing")
    }
    let secret = try self.secret(row, ofStream: id)
    if let keys = secret.keys {
      // Under another key everything would look changed, and that would be written for good.
      guard row.bytes(8) == keys.digest else {
        throw RowFault("the key of stream \(id) is not the one that was stored")
      }
      lock.withLock {
        if known.count >= Self.limit { known.removeAll() }
        known[id] = keys
      }
    }
    return secret
  }

  private func isErased(stream id: Int, _ db: Database) throws -> Bool {
    let statement = try db.cachedStatement(
      sql: """
        SELECT coalesce(
          (SELECT clear IS NULL AND wrapped IS NULL FROM secrets WHERE stream = ?1),
          (SELECT fingerprint = x'' FROM keys WHERE stream = ?1))
        """)
    return try Int.fetchOne(statement, arguments: [id]) == 1
  }

  private func secret(_ row: Row, ofStream id: Int) throws -> StreamSecret {
    guard row.integer(1) != nil else {
      guard let bytes = row.bytes(0) else { throw RowFault("the key of stream \(id) is missing") }
      if bytes.isEmpty { return .erased }
      guard let key = FingerprintKey(stored: bytes) else {
        throw RowFault("the key of stream \(id) is none")
      }
      return .keys(StreamKeys(fingerprint: key))
    }
    if let material = row.bytes(2) {
      guard let keys = StreamKeys(material: material, isSealed: false) else {
        throw RowFault("the keys of stream \(id) are none")
      }
      return .keys(keys)
    }
    guard let wrapped = row.bytes(3) else { return .erased }
    guard let wrapping else { return .locked }
    let material = try unwrap(
      wrapped, with: wrapping, keyName: row.text(4) ?? "",
      context: Self.context(of: PollStream(row: row, from: 5)))
    guard let keys = StreamKeys(material: material, isSealed: true) else {
      throw RowFault("the keys of stream \(id) are none")
    }
    return .keys(keys)
  }

  /// The columns of a new stream's keys: wrapped, where the store is sealed.
  struct Columns {
    fileprivate var clear: Data?
    fileprivate var wrapped: Data?
    fileprivate var wrappedBy: String?
  }

  /// What is to be stored of a new stream's keys; throws where they cannot be wrapped, before anything
  /// of the stream is written.
  func columns(for material: [UInt8], of stream: PollStream, _ db: Database) throws -> Columns {
    guard let wrapping else {
      if try isSealed(db) { throw StoreError.keyNeeded(file: file) }
      return Columns(clear: Data(material))
    }
    let wrapped = try wrap(material, with: wrapping, context: Self.context(of: stream))
    return Columns(wrapped: Data(wrapped), wrappedBy: wrapping.keyName)
  }

  func insert(_ columns: Columns, ofStream id: Int, _ db: Database) throws {
    try db.cachedStatement(
      sql: "INSERT INTO secrets (stream, clear, wrapped, wrapped_by) VALUES (?, ?, ?, ?)"
    ).execute(arguments: [id, columns.clear, columns.wrapped, columns.wrappedBy])
  }

  /// Whether the bodies of a new stream are sealed.
  var seals: Bool { wrapping != nil }

  /// Whether that key is another one than the key at hand.
  func isOther(_ keyName: String) -> Bool { wrapping?.keyName != keyName }

  // MARK: Of the store

  /// Makes sure that the right key is at hand where the store is sealed, and from now on seals a store
  /// that has one.
  ///
  /// Waits for nobody unless there is something to write.
  func settle(_ db: Database) throws {
    if try fits(db) { return }
    try db.inTransaction(.immediate) {
      // Another process may have been here first.
      if let wrapping, try !fits(db) {
        let value = FingerprintKey.random().stored
        try db.execute(
          sql: "INSERT INTO sealing (id, wrapped_by, wrapped) VALUES (1, ?, ?)",
          arguments: [
            wrapping.keyName, Data(try wrap(value, with: wrapping, context: Self.storeContext)),
          ])
      }
      return .commit
    }
  }

  /// Whether the store is sealed with the key at hand, or neither is; throws where it is sealed
  /// otherwise.
  private func fits(_ db: Database) throws -> Bool {
    guard try isSealed(db) else { return wrapping == nil }
    if wrapping == nil { throw StoreError.keyNeeded(file: file) }
    try check(db)
    return true
  }

  /// Makes sure that the key at hand is the one that the store is sealed with, where it is sealed.
  func check(_ db: Database) throws {
    guard let wrapping, try isSealed(db) else { return }
    guard let row = try Row.fetchOne(db, sql: "SELECT wrapped_by, wrapped FROM sealing") else {
      throw RowFault("sessions are sealed, and what the key is known by is missing")
    }
    _ = try unwrap(
      row.bytes(1) ?? [], with: wrapping, keyName: row.text(0) ?? "", context: Self.storeContext)
  }

  private func isSealed(_ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (SELECT 1 FROM sealing) OR EXISTS (SELECT 1 FROM secrets WHERE wrapped NOT NULL)
        """) ?? false
  }

  // MARK: Wrapping

  /// What the keys of a stream are wrapped for.
  private static func context(of stream: PollStream) -> [UInt8] {
    Array("scribe-session-key-1".utf8) + HashChain.start(of: stream, keyDigest: [])
  }

  private func wrap(
    _ key: [UInt8], with wrapping: any KeyWrapping, context: [UInt8]
  ) throws(StoreError) -> [UInt8] {
    do {
      return try wrapping.wrap(key, context: context)
    } catch {
      throw .keyUnusable(file: file, keyName: wrapping.keyName)
    }
  }

  private func unwrap(
    _ wrapped: [UInt8], with wrapping: any KeyWrapping, keyName: String, context: [UInt8]
  ) throws -> [UInt8] {
    do {
      return try wrapping.unwrap(wrapped, keyName: keyName, context: context)
    } catch is WrappedKeyChanged {
      throw RowFault("a wrapped key is not the one that was stored")
    } catch {
      throw StoreError.keyUnusable(file: file, keyName: keyName)
    }
  }
}
