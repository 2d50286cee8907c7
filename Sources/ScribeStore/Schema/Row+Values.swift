import Foundation
import GRDB
import ScribeSession

// Columns by their place, read as what the schema says they are; texts byte for byte, since GRDB
// reads and binds strings up to their first NUL only.

extension Row {
  func bytes(_ column: Int) -> [UInt8]? {
    (try? withUnsafeData(atIndex: column) { $0.map { [UInt8]($0) } }) ?? nil
  }

  func text(_ column: Int) -> String? {
    bytes(column).map { String(decoding: $0, as: UTF8.self) }
  }

  func integer(_ column: Int) -> Int? { Int.fromDatabaseValue(self[column]) }
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

  /// The three columns that name it.
  var columns: [Data] {
    [id.text.data, (filter?.templateID?.text ?? "").data, (filter?.documentID?.text ?? "").data]
  }
}
