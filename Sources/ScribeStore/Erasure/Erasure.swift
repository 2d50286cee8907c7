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
    let note: AuditNote
    let wasErasedBefore: Bool
    let bodies: Int
    let bodyBytes: Int
    let keys: Int
    let heads: [Anchor.Head]
  }

  static func isErased(_ session: ExactText, _ db: Database) throws -> Bool {
    let statement = try db.cachedStatement(
      sql: "SELECT 1 FROM audit WHERE session = CAST(? AS TEXT) AND action = 'erased' LIMIT 1")
    return try Int.fetchOne(statement, arguments: [session.text.data]) != nil
  }

  static func erase(
    _ session: ExactText, what: String?, _ note: AuditNote, file: String, _ db: Database
  ) throws -> Done {
    let heads = try SessionStore.heads(of: session, db)
    if heads.isEmpty { throw StoreError.unknownSession(file: file, session: session.text) }
    let before = try AuditTrail.erasure(of: session, db)
    if before == nil {
      if let until = try AuditTrail.hold(on: session, db), note.at < until {
        throw StoreError.held(file: file, session: session.text, until: until)
      }
      try AuditTrail.append(AuditEntry(.erased, session: session, what: what, note), db)
    }
    let streams = "stream IN (SELECT id FROM streams WHERE session = CAST(? AS TEXT))"
    let counts = try Row.fetchOne(
      db,
      sql: """
        SELECT count(*), coalesce(sum(bytes), 0) FROM bodies WHERE \(streams) AND data NOT NULL
        """, arguments: [session.text.data])
    try db.execute(
      sql: "UPDATE bodies SET data = NULL WHERE \(streams) AND data NOT NULL",
      arguments: [session.text.data])
    try db.execute(
      sql: """
        UPDATE secrets SET clear = NULL, wrapped = NULL
        WHERE \(streams) AND (clear NOT NULL OR wrapped NOT NULL)
        """, arguments: [session.text.data])
    var keys = db.changesCount
    try db.execute(
      sql: "UPDATE keys SET fingerprint = x'' WHERE \(streams) AND fingerprint <> x''",
      arguments: [session.text.data])
    keys += db.changesCount
    return Done(
      note: before?.note ?? note, wasErasedBefore: before != nil, bodies: counts?.integer(0) ?? 0,
      bodyBytes: counts?.integer(1) ?? 0, keys: keys, heads: heads)
  }
}
