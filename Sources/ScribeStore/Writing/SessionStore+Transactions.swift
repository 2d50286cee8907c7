import Foundation
import GRDB

// Writing something else than polls.

extension SessionStore {
  /// Writes in one transaction, something else than an append.
  func write<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(StoreError) -> Value {
    guard let pool else { throw .readOnly(file: path) }
    // Not GRDB's async writing, which throws where the task is cancelled.
    let result: Result<Value, any Error> = await withCheckedContinuation { continuation in
      pool.asyncWriteWithoutTransaction { [writer] db in
        continuation.resume(returning: Result { try Self.write(writer, db, body) })
      }
    }
    return try result.mapError { StoreError($0, file: path) }.get()
  }

  /// The same on the calling thread.
  func writeNow<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    guard let pool else { throw .readOnly(file: path) }
    do {
      return try pool.writeWithoutTransaction { try Self.write(writer, $0, body) }
    } catch {
      throw StoreError(error, file: path)
    }
  }

  private static func write<Value>(
    _ writer: StoreWriter, _ db: Database, _ body: (Database) throws -> Value
  ) throws -> Value {
    var value: Value?
    // What the writer remembers is of before.
    defer { writer.forget() }
    try db.inTransaction(.immediate) {
      value = try body(db)
      return .commit
    }
    guard let value else { throw RowFault("a transaction came to nothing") }
    return value
  }

  /// Forgets bodies and keys that were read.
  func forgetBodies() {
    keys.forget()
    rebuilder.forget()
  }

  /// Empties SQLite's log into the file; false where somebody reads for longer than is waited.
  func emptyLog() throws(StoreError) -> Bool {
    guard let pool else { throw .readOnly(file: path) }
    let end = ContinuousClock.now + patience
    while true {
      do {
        // Whoever waits for readers with SQLite's patience keeps others from writing meanwhile.
        try pool.writeWithoutTransaction { db in
          let patience = try Int.fetchOne(db, sql: "PRAGMA busy_timeout") ?? 0
          try db.execute(sql: "PRAGMA busy_timeout = 0")
          defer { try? db.execute(sql: "PRAGMA busy_timeout = \(patience)") }
          _ = try db.checkpoint(.truncate)
        }
        return true
      } catch let error as DatabaseError
        where [.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode)
      {
        if ContinuousClock.now >= end { return false }
        Thread.sleep(forTimeInterval: 0.02)
      } catch {
        throw StoreError(error, file: path)
      }
    }
  }
}
