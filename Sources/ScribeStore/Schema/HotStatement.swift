import GRDB
import GRDBSQLite

/// A statement that each append runs: compiled once, its values bound without being boxed.
///
/// GRDB's own way, a dictionary of statements and arrays of boxed values, takes a quarter of an append
/// ("append 500 polls of 2 KB one by one"). What is bound is copied, and stays bound until the next
/// run.
struct HotStatement {
  /// "Copy what is bound at once": the one value of this type that SQLite gives a meaning to.
  private static let copying = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  private let statement: Statement
  private var place: CInt = 0
  /// What the first value was refused with, where one was.
  private var refusal: CInt?

  init(_ db: Database, _ sql: String) throws {
    statement = try db.makeStatement(sql: sql)
  }

  mutating func bind(_ integer: Int?) {
    place += 1
    if let integer {
      note(sqlite3_bind_int64(statement.sqliteStatement, place, Int64(integer)))
    } else {
      note(sqlite3_bind_null(statement.sqliteStatement, place))
    }
  }

  mutating func bind(text: [UInt8]?) {
    place += 1
    guard let text else {
      note(sqlite3_bind_null(statement.sqliteStatement, place))
      return
    }
    let code = text.withUnsafeBytes { buffer in
      // An empty text, not null, where there are no bytes.
      let start = buffer.baseAddress ?? UnsafeRawPointer(("" as StaticString).utf8Start)
      return sqlite3_bind_text64(
        statement.sqliteStatement, place, start.assumingMemoryBound(to: CChar.self),
        UInt64(buffer.count), Self.copying, UInt8(SQLITE_UTF8))
    }
    note(code)
  }

  mutating func bind(blob: [UInt8]) {
    place += 1
    let code = blob.withUnsafeBytes { buffer in
      let start = buffer.baseAddress ?? UnsafeRawPointer(("" as StaticString).utf8Start)
      return sqlite3_bind_blob64(
        statement.sqliteStatement, place, start, UInt64(buffer.count), Self.copying)
    }
    note(code)
  }

  private mutating func note(_ code: CInt) {
    if code != SQLITE_OK, refusal == nil { refusal = code }
  }

  /// Runs the statement with what was bound since it ran last.
  mutating func run(_ db: Database) throws {
    place = 0
    if let refusal {
      self.refusal = nil
      throw DatabaseError(
        resultCode: ResultCode(rawValue: refusal), message: db.lastErrorMessage, sql: statement.sql)
    }
    let code = sqlite3_step(statement.sqliteStatement)
    sqlite3_reset(statement.sqliteStatement)
    guard code == SQLITE_DONE else {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage, sql: statement.sql)
    }
  }
}

extension HotStatement {
  /// The integer in the only column of the only row.
  func integer(_ db: Database) throws -> Int {
    let code = sqlite3_step(statement.sqliteStatement)
    defer { sqlite3_reset(statement.sqliteStatement) }
    guard code == SQLITE_ROW else {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage, sql: statement.sql)
    }
    return Int(sqlite3_column_int64(statement.sqliteStatement, 0))
  }
}
