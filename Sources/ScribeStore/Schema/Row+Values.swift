import Foundation
import GRDB
import GRDBSQLite
import ScribeSession

// Columns by their place, read as what the schema says they are, and absent where they are not that:
// a file may be damaged. Texts are read byte for byte, since GRDB reads and binds strings up to their
// first NUL only.

extension Row {
  func bytes(_ column: Int) -> [UInt8]? { (self[column] as StoredBytes?)?.value }

  func text(_ column: Int) -> String? {
    bytes(column).map { String(decoding: $0, as: UTF8.self) }
  }

  func integer(_ column: Int) -> Int? { (self[column] as StoredInteger?)?.value }
}

/// The bytes of a text or a blob, copied once.
private struct StoredBytes: DatabaseValueConvertible, StatementColumnConvertible {
  let value: [UInt8]?

  init(sqliteStatement: SQLiteStatement, index: CInt) {
    guard [SQLITE_BLOB, SQLITE_TEXT].contains(sqlite3_column_type(sqliteStatement, index)) else {
      value = nil
      return
    }
    let start = sqlite3_column_blob(sqliteStatement, index)
    let count = Int(sqlite3_column_bytes(sqliteStatement, index))
    value = Array(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
  }

  private init(_ value: [UInt8]?) {
    self.value = value
  }

  var databaseValue: DatabaseValue { value.map { Data($0) }.databaseValue }

  /// Of a row that was copied, whose texts were read up to their first NUL.
  static func fromDatabaseValue(_ value: DatabaseValue) -> StoredBytes? {
    switch value.storage {
    case .blob(let data): StoredBytes(Array(data))
    case .string(let text): StoredBytes(Array(text.utf8))
    case .null, .int64, .double: StoredBytes(nil)
    }
  }
}

/// An integer.
private struct StoredInteger: DatabaseValueConvertible, StatementColumnConvertible {
  let value: Int?

  init(sqliteStatement: SQLiteStatement, index: CInt) {
    value =
      sqlite3_column_type(sqliteStatement, index) == SQLITE_INTEGER
      ? Int(sqlite3_column_int64(sqliteStatement, index)) : nil
  }

  private init(_ value: Int?) {
    self.value = value
  }

  var databaseValue: DatabaseValue { value.databaseValue }

  static func fromDatabaseValue(_ value: DatabaseValue) -> StoredInteger? {
    guard case .int64(let integer) = value.storage else { return StoredInteger(nil) }
    return StoredInteger(Int(integer))
  }
}

extension String {
  /// Binds all bytes, where the statement says `CAST(? AS TEXT)`.
  var data: Data { Data(utf8) }
}

extension Instant {
  init(stored microseconds: Int) {
    self.init(microsecondsSinceEpoch: Int64(microseconds))
  }
}

extension PollStream.Filter {
  init?(storedTemplate template: String, document: String) {
    self.init(
      templateID: template.isEmpty ? nil : ExactText(template),
      documentID: document.isEmpty ? nil : ExactText(document))
  }
}

extension PollStream {
  init(row: Row, from column: Int) {
    self.init(
      id: ExactText(row.text(column) ?? ""),
      filter: Filter(
        storedTemplate: row.text(column + 1) ?? "", document: row.text(column + 2) ?? ""))
  }

  /// The three columns that name it, as bytes: a row that is copied reads texts up to their first
  /// NUL only.
  static let columns = """
    CAST(streams.session AS BLOB), CAST(streams.template_id AS BLOB),
    CAST(streams.document_id AS BLOB)
    """

  /// What the three columns hold, to be bound.
  var columns: [Data] {
    [id.text.data, (filter?.templateID?.text ?? "").data, (filter?.documentID?.text ?? "").data]
  }
}
