import Foundation
import GRDB
import ScribeSession

/// The audit entries of a store, each hashed over the one before.
///
/// What is hashed is fixed for ever: the hash before, then the columns of the entry in the order of
/// its table, each with its length, as in ``HashChain``.
enum AuditTrail {
  private static let start = HashChain.digest(of: Array("scribe-store-audit-1".utf8))

  /// An entry and where it stands.
  struct Row {
    let id: Int
    let entry: AuditEntry
    let hash: [UInt8]
  }

  static func append(_ entry: AuditEntry, _ db: Database) throws {
    let last = try GRDB.Row.fetchOne(
      db.cachedStatement(sql: "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1"))
    guard Schema.counts.contains(last?.integer(0) ?? 0) else {
      throw RowFault("the number of the last audit entry cannot be")
    }
    let id = (last?.integer(0) ?? 0) + 1
    let hash = hash(of: entry, id, after: last?.bytes(1) ?? start)
    let arguments: [(any DatabaseValueConvertible)?] = [
      id, Int(entry.note.at.microsecondsSinceEpoch), entry.note.who.data, entry.action.name,
      entry.session?.text.data, entry.what?.data, entry.note.reason?.data,
      entry.until.map { Int($0.microsecondsSinceEpoch) }, Data(hash),
    ]
    try db.cachedStatement(
      sql: """
        INSERT INTO audit (id, at, who, action, session, what, reason, until, hash)
        VALUES (?, ?, CAST(? AS TEXT), ?, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), ?, ?)
        """
    ).execute(arguments: StatementArguments(arguments))
  }

  /// All entries after one, in their order.
  static func rows(after id: Int = .min, _ db: Database) throws -> [Row] {
    let cursor = try GRDB.Row.fetchCursor(
      db,
      sql: """
        SELECT id, at, who, action, session, what, reason, until, hash FROM audit WHERE id > ?
        ORDER BY id
        """, arguments: [id])
    var rows: [Row] = []
    while let row = try cursor.next() { rows.append(try self.row(row)) }
    return rows
  }

  /// Until when a session is held.
  static func hold(on session: ExactText, _ db: Database) throws -> Instant? {
    let row = try GRDB.Row.fetchOne(
      db,
      sql: """
        SELECT until FROM audit WHERE session = CAST(? AS TEXT) AND action IN ('held', 'released')
        ORDER BY id DESC LIMIT 1
        """, arguments: [session.text.data])
    return row?.integer(0).map { Instant(stored: $0) }
  }

  private static func row(_ row: GRDB.Row) throws -> Row {
    guard let id = row.integer(0), let at = row.integer(1), let who = row.text(2),
      let action = row.text(3).flatMap({ AuditEntry.Action(name: $0) }), let hash = row.bytes(8)
    else { throw RowFault("an audit entry is not readable") }
    let note = AuditNote(who: who, at: Instant(stored: at), reason: row.text(6))
    return Row(
      id: id,
      entry: AuditEntry(
        action, session: row.text(4).map { ExactText($0) }, what: row.text(5),
        until: row.integer(7).map { Instant(stored: $0) }, note: note), hash: hash)
  }

  private static func hash(of entry: AuditEntry, _ id: Int, after hash: [UInt8]) -> [UInt8] {
    var hashed = HashedFields()
    hashed.append(hash)
    hashed.append(number: id)
    hashed.append(number: Int(entry.note.at.microsecondsSinceEpoch))
    hashed.append(entry.note.who.utf8)
    hashed.append(entry.action.name.utf8)
    hashed.append(entry.session?.text.utf8)
    hashed.append(entry.what?.utf8)
    hashed.append(entry.note.reason?.utf8)
    hashed.append(number: entry.until.map { Int($0.microsecondsSinceEpoch) })
    return HashChain.digest(of: hashed.bytes)
  }

  // MARK: Checking

  /// The number and hash of the last entry; nil where there is none.
  static func head(_ db: Database) throws -> Anchor.AuditHead? {
    try GRDB.Row.fetchOne(db, sql: "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1").map {
      Anchor.AuditHead(entryCount: $0.integer(0) ?? 0, hash: $0.bytes(1) ?? [])
    }
  }

  /// What of the entries is not what was written, in words; nil where all is.
  static func fault(_ anchor: Anchor.AuditHead?, _ db: Database) throws -> String? {
    var (count, last) = (0, start)
    for row in try rows(db) {
      count += 1
      if row.id != count { return "audit entry \(count) is missing" }
      last = hash(of: row.entry, row.id, after: last)
      if last != row.hash { return "audit entry \(count) is not the one that was written" }
      if anchor?.entryCount == count, anchor?.hash != last {
        return "audit entry \(count) is not that of the anchor"
      }
    }
    if let anchor, anchor.entryCount > count {
      return "audit entry \(anchor.entryCount) is missing, which the anchor has"
    }
    return nil
  }
}
