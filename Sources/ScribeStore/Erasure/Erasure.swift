import Foundation
import GRDB
import ScribeSession

/// Destroys a session's bodies and keys, within a transaction of the writing connection.
///
/// What SQLite frees it overwrites with zeros, on every connection that writes (`secure_delete`); rows
/// of bodies and keys are only ever added and made shorter, so that no page is rebuilt that could
/// leave a copy behind.
enum Erasure {
  /// What was destroyed.
  struct Done {
    let wasErasedBefore: Bool
    let bodyCount: Int
    let bodyByteCount: Int
    let keyCount: Int
    let heads: [Anchor.Head]
    let hasPlainDigests: Bool
  }

  static func isErased(_ session: ExactText, _ db: Database) throws -> Bool {
    let statement = try db.cachedStatement(
      sql: "SELECT 1 FROM audit WHERE session = CAST(? AS TEXT) AND action = 'erased' LIMIT 1")
    return try Int.fetchOne(statement, arguments: [session.text.data]) != nil
  }

  static func erase(
    _ session: ExactText, what: String?, note: AuditNote, file: String, _ db: Database
  ) throws -> Done {
    guard try isKnown(session, db) else {
      throw StoreError.unknownSession(file: file, session: session.text)
    }
    let wasErasedBefore = try isErased(session, db)
    if !wasErasedBefore, let until = try AuditTrail.hold(on: session, db), note.at < until {
      throw StoreError.held(file: file, session: session.text, until: until)
    }
    try AuditTrail.append(AuditEntry(.erased, session: session, what: what, note: note), db)
    let streams = "stream IN (SELECT id FROM streams WHERE session = CAST(? AS TEXT))"
    func count(_ what: String) throws -> Int {
      let sql = "SELECT \(what) AND \(streams)"
      return try Int.fetchOne(db, sql: sql, arguments: [session.text.data]) ?? 0
    }
    // A damaged length must not keep anything from being erased.
    let bodyByteCount = try count(
      "coalesce(sum(bytes), 0) FROM bodies WHERE data NOT NULL AND bytes BETWEEN 0 AND 1000000000")
    let plainDigests = try count("count(*) FROM keys WHERE true")
    func erase(_ sql: String) throws -> Int {
      try db.execute(sql: "\(sql) AND \(streams)", arguments: [session.text.data])
      return db.changesCount
    }
    let bodyCount = try erase("UPDATE bodies SET data = NULL WHERE data NOT NULL")
    let keyCount =
      try erase(
        "UPDATE secrets SET clear = NULL, wrapped = NULL WHERE (clear NOT NULL OR wrapped NOT NULL)"
      )
      + erase("UPDATE keys SET fingerprint = x'' WHERE fingerprint <> x''")
    return Done(
      wasErasedBefore: wasErasedBefore, bodyCount: bodyCount, bodyByteCount: bodyByteCount,
      keyCount: keyCount, heads: try SessionStore.heads(of: session, db),
      hasPlainDigests: plainDigests > 0)
  }

  /// Whether anything is stored of a session.
  static func isKnown(_ session: ExactText, _ db: Database) throws -> Bool {
    let sql = "SELECT 1 FROM streams WHERE session = CAST(? AS TEXT) LIMIT 1"
    return try Int.fetchOne(db, sql: sql, arguments: [session.text.data]) != nil
  }
}
