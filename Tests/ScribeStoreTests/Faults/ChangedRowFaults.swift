import Foundation
import GRDB
import ScribeSession
import ScribeTalk
import Testing

@testable import ScribeBench
@testable import ScribeStore

@Suite("A check of a store")
struct ChangedRowFaults {
  @Test("sees any field that is another", arguments: RowTampering.tables)
  func fields(table: String) async throws {
    try expectSeen(table, of: RowTampering(store: try await SmallStore()))
  }

  @Test(
    "sees any field of a sealed store that is another", arguments: ["bodies", "secrets", "sealing"])
  func sealedFields(table: String) async throws {
    try expectSeen(table, of: RowTampering(store: try await SmallStore(keys: .first)))
  }

  private func expectSeen(_ table: String, of tampering: RowTampering) throws {
    var count = 0
    let seed = UInt64(9)
    var random = SplitMix64(seed: seed)
    let byteCount = setting("STORE_BYTES_PER_FIELD", else: 1)
    var missed: [String] = []
    for field in try StoredField.all(of: table, in: tampering.store.path) {
      for group in field.others(bytes: byteCount, &random) {
        for other in group {
          guard let path = try tampering.change({ try field.set(other, $0) }) else { continue }
          count += 1
          if !RowTampering.isSeen(path, keys: tampering.store.keys) {
            missed.append("\(field): \(shown(field.value)) became \(shown(other))")
          }
          break
        }
      }
    }
    #expect(count > 0)
    #expect(missed.isEmpty, "seed \(seed), not seen: \(missed.joined(separator: "\n"))")
  }

  private func shown(_ value: DatabaseValue) -> String {
    switch value.storage {
    case .null: "null"
    case .int64(let number): "\(number)"
    case .double(let number): "\(number)"
    case .string(let text): "'\(text)'"
    case .blob(let data): "'\(String(decoding: data, as: UTF8.self))'"
    }
  }

  @Test("sees any row that is missing", arguments: RowTampering.tables)
  func removed(table: String) async throws {
    let tampering = RowTampering(store: try await SmallStore())
    for row in Set(try StoredField.all(of: table, in: tampering.store.path).map(\.row)) {
      let path = try tampering.change { db in
        try db.execute(sql: "DELETE FROM \(table) WHERE \(row)")
      }
      // Like the end of a session, the end of the audit trail is missed by an anchor only.
      let anchor = table == "audit" ? tampering.store.anchor : nil
      #expect(
        RowTampering.isSeen(try #require(path), against: anchor), "\(table) without \(row)")
    }
  }

  /// Each is as like the others as it can be.
  @Test(
    "sees a row that was added",
    arguments: [
      "INSERT INTO streams SELECT max(id) + 1, 'ses_new', '', '', key_sha256 FROM streams",
      """
      INSERT INTO polls SELECT 15, stream, version + 1, sent_at + 1, received_at + 1, url, http,
        failure, message, headers, body, verdict, phase, reducer, hash
      FROM polls WHERE position = 14
      """,
      """
      INSERT INTO polls SELECT 15, stream, version + 1, sent_at + 1, received_at + 1, url, http,
        failure, message, headers, body, verdict, phase, reducer, hash
      FROM polls WHERE position = 14;
      INSERT INTO events SELECT 15, place, type, data FROM events WHERE position = 14;
      UPDATE states SET version = version + 1, position = 15 WHERE position = 14
      """,
      """
      INSERT INTO events SELECT position, max(place) + 1, type, data FROM events
      WHERE position = 6
      """,
      """
      INSERT INTO events SELECT position, 0, type, data FROM events WHERE position = 6 AND place = 1
      """,
      "INSERT INTO events SELECT 99, place, type, data FROM events WHERE position = 6",
      """
      INSERT INTO bodies SELECT max(id) + 1, stream, bytes, sha256, base, depth, data FROM bodies
      """,
      """
      INSERT INTO states SELECT 9, version, position, phase, events, anomalies, first_received_at,
        last_received_at, latest_asked_at, report_body, other_body, hash, state
      FROM states WHERE stream = 1
      """,
      "INSERT INTO secrets SELECT 9, clear, wrapped, wrapped_by FROM secrets WHERE stream = 1",
      "INSERT INTO keys SELECT stream, substr(clear, 1, 16) FROM secrets WHERE stream = 1",
      "INSERT INTO audit SELECT max(id) + 1, at, who, action, session, what, reason, until, hash FROM audit",
    ])
  func added(sql: String) async throws {
    let tampering = RowTampering(store: try await SmallStore())
    let path = try tampering.change { try $0.execute(sql: sql) }
    #expect(RowTampering.isSeen(try #require(path)))
  }

  @Test(
    "sees rows that were exchanged",
    arguments: [
      ("streams", "id"), ("bodies", "id"), ("states", "stream"), ("polls", "position"),
      ("polls", "version"), ("polls", "hash"), ("polls", "body"), ("events", "place"),
      ("events", "position"), ("bodies", "data"), ("bodies", "sha256"), ("states", "state"),
    ])
  func exchanged(table: String, column: String) async throws {
    let tampering = RowTampering(store: try await SmallStore())
    let fields = try StoredField.all(of: table, in: tampering.store.path)
      .filter { $0.column == column }
    var count = 0
    for (first, second) in zip(fields, fields.dropFirst()) where first.value != second.value {
      let path = try tampering.change { try StoredField.exchange(first, second, $0) }
      guard let path else { continue }
      count += 1
      #expect(RowTampering.isSeen(path), "\(first) and \(second)")
    }
    #expect(count > 0)
  }
}
