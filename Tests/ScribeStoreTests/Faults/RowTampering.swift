import Foundation
import GRDB
import ScribeSession
import ScribeTalk

@testable import ScribeBench
@testable import ScribeStore

/// Changes rows of a store as somebody could who knows SQLite: past the triggers, which are in place
/// again afterwards.
struct RowTampering {
  let store: SmallStore

  static let tables = ["streams", "polls", "events", "bodies", "states", "secrets", "audit"]

  /// Changes a copy, and gives its path; nil where SQLite itself refuses what would come of it.
  func change(_ body: (Database) throws -> Void) throws -> String? {
    let path = try store.file(store.bytes)
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    defer { try? queue.close() }
    do {
      try queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA synchronous = OFF")
        try db.inTransaction {
          let triggers = try Row.fetchAll(
            db, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
          for trigger in triggers {
            try db.execute(sql: "DROP TRIGGER \(trigger["name"] as String)")
          }
          try body(db)
          for trigger in triggers { try db.execute(sql: trigger["sql"]) }
          return .commit
        }
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      return nil
    }
    return path
  }

  /// Whether a check of a file, against an anchor where there is one, sees that it was changed.
  static func isSeen(
    _ path: String, against anchor: Anchor? = nil, keys: WrappingKey? = nil
  ) -> Bool {
    guard let check = try? SessionStore(reading: path, keys: keys).verifyNow(against: anchor) else {
      return true
    }
    return check.findings.contains(where: \.isIntegrityFault)
  }
}

/// A field of a row in a store.
struct StoredField: CustomStringConvertible {
  let table: String
  let column: String
  let isText: Bool
  let isNullable: Bool
  let value: DatabaseValue
  /// What is true of its row alone.
  let row: String

  var description: String { "\(table).\(column) where \(row)" }

  /// All fields of a table.
  static func all(of table: String, in path: String) throws -> [StoredField] {
    try DatabaseQueue(path: path).read { db in
      let columns = try Row.fetchAll(db, sql: "PRAGMA table_info(\(table))")
      let keys: [String] = columns.filter { $0["pk"] > 0 }.map { $0["name"] }
      return try Row.fetchAll(db, sql: "SELECT * FROM \(table)").flatMap { row in
        let key = keys.map { name in "\(name) = \(row[name] as Int64)" }
          .joined(separator: " AND ")
        return columns.map { column in
          let (name, type): (String, String) = (column["name"], column["type"])
          let isRequired: Bool = column["notnull"] || keys.contains(name)
          return StoredField(
            table: table, column: name, isText: type == "TEXT", isNullable: !isRequired,
            value: row[name], row: key)
        }
      }
    }
  }

  /// Other values that the field could have, the likeliest first, in groups of which one is enough.
  ///
  /// - Parameter bytes: how many bytes of a text or blob are changed.
  func others(bytes: Int, _ random: inout SplitMix64) -> [[DatabaseValue]] {
    var others: [[DatabaseValue]] = []
    switch value.storage {
    case .null:
      others.append([1.databaseValue, Data("x".utf8).databaseValue])
    case .int64(let number):
      // The next ones may be taken.
      others.append([number + 1, number + 1000].map(\.databaseValue))
      others.append([number - 1, number - 1000].map(\.databaseValue))
    case .string, .blob:
      let content = Data.fromDatabaseValue(value) ?? Data()
      for place in content.indices.shuffled(using: &random).prefix(bytes) {
        var changed = content
        changed[place] ^= UInt8(1 << random.number(below: 8))
        others.append([changed.databaseValue])
      }
      others.append([(content + Data("x".utf8)).databaseValue])
      if !content.isEmpty { others.append([content.dropLast().databaseValue]) }
    case .double: break
    }
    if isNullable, !value.isNull {
      others.append([.null])
    }
    return others
  }

  /// Gives the field another value.
  func set(_ other: DatabaseValue, _ db: Database) throws {
    let new = isText && !other.isNull ? "CAST(? AS TEXT)" : "?"
    try db.execute(sql: "UPDATE \(table) SET \(column) = \(new) WHERE \(row)", arguments: [other])
  }

  /// Gives two fields of different rows each the other's value.
  static func exchange(_ first: StoredField, _ second: StoredField, _ db: Database) throws {
    guard case .int64 = first.value.storage else {
      try first.set(second.value, db)
      return try second.set(first.value, db)
    }
    // Both may be unique, and part of what names their rows.
    let between = 100_000
    try first.set(between.databaseValue, db)
    try second.set(first.value, db)
    let row = first.row.replacing(
      "\(first.column) = \(first.value)", with: "\(first.column) = \(between)")
    try db.execute(
      sql: "UPDATE \(first.table) SET \(first.column) = ? WHERE \(row)",
      arguments: [second.value])
  }
}
