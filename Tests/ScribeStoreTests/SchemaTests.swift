import Foundation
import GRDB
import ScribeSession
import Testing

@testable import ScribeStore

@Suite("A store's file", .serialized)
struct SchemaTests {
  private func store() async throws -> (store: SessionStore, folder: TemporaryFolder) {
    let folder = try TemporaryFolder()
    let store = try SessionStore(path: folder.file("a.sqlite"))
    try await store.store(
      AppendingContract.life + [
        .answer(404, "", at: 1, session: "ses_y", query: "?template_id=soap"),
        .answer(
          200,
          """
          {"session_id":"ses_z","status":"completed","transcript":"One.","odd":1,
          "templates":[{"soap":{"document_id":"d1","status":"success","data":{"a":1}}}]}
          """, at: 2, session: "ses_z"),
        .answer(200, #"{"session_id":"ses_z","status":"completed"}"#, at: 3, session: "ses_z"),
      ])
    try await store.record(.shown, note: AuditNote(who: "somebody", at: .at(4)))
    return (store, folder)
  }

  @Test("has the tables, triggers and views that are written down")
  func schema() throws {
    let text = try Schema.expected().joined(separator: ";\n") + ";\n"
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Golden/schema.sql")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try Data(text.utf8).write(to: file)
    }
    let written = try String(contentsOf: file, encoding: .utf8)
    #expect(text == written)
  }

  @Test("says what it is, and of which version")
  func header() async throws {
    let (store, folder) = try await store()
    let pragmas = try store.readNow { db in
      try ["application_id", "user_version", "journal_mode"].map {
        try Row.fetchOne(db, sql: "PRAGMA \($0)")?[0] as DatabaseValue?
      }
    }
    #expect(pragmas == [0x5363_7262.databaseValue, 2.databaseValue, "wal".databaseValue])
    withExtendedLifetime(folder) {}
  }

  @Test("is made for its owner only, and so is what SQLite puts beside it")
  func permissions() async throws {
    let (store, folder) = try await store()
    for suffix in ["", "-wal", "-shm"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: store.path + suffix)
      #expect((attributes[.posixPermissions] as? Int).map { $0 & 0o077 } == 0, "\(suffix)")
    }
    withExtendedLifetime(folder) {}
  }

  @Test(
    "is written with the durability that was asked for, also once it is opened again",
    arguments: [(SessionStore.Durability.full, 2), (.normal, 1)])
  func durability(durability: SessionStore.Durability, expected: Int) async throws {
    let folder = try TemporaryFolder()
    for _ in 0..<2 {
      let store = try SessionStore(path: folder.file("a.sqlite"), durability: durability)
      func synchronous() throws -> Int? {
        try store.onWritingConnection { try Int.fetchOne($0, sql: "PRAGMA synchronous") } ?? nil
      }
      #expect(try synchronous() == expected)
      try await store.store([.answer(404, "", at: 1)])
      #expect(try synchronous() == expected)
    }
    withExtendedLifetime(folder) {}
  }

  static let changes = [
    "UPDATE polls SET http = 200", "DELETE FROM polls WHERE position = 1",
    "INSERT OR REPLACE INTO polls SELECT * FROM polls WHERE position = 1",
    "INSERT INTO polls SELECT position + 100, stream, version + 100, sent_at, received_at, url, "
      + "http, failure, message, headers, body, verdict, phase, reducer, hash FROM polls LIMIT 1",
    "UPDATE events SET data = '{}'", "DELETE FROM events",
    "INSERT OR REPLACE INTO events SELECT * FROM events",
    "INSERT INTO events VALUES (1, 99, 'opened', '{}')",
    "UPDATE bodies SET data = x'00'", "DELETE FROM bodies",
    "UPDATE bodies SET data = NULL, bytes = 0",
    "INSERT OR REPLACE INTO bodies SELECT * FROM bodies",
    "UPDATE streams SET session = 'ses_q'", "DELETE FROM streams",
    "INSERT OR REPLACE INTO streams SELECT * FROM streams",
    "UPDATE secrets SET clear = x'00'", "UPDATE secrets SET clear = NULL", "DELETE FROM secrets",
    "INSERT OR REPLACE INTO secrets SELECT * FROM secrets",
    "UPDATE bodies SET data = NULL", "UPDATE audit SET who = 'nobody'", "DELETE FROM audit",
    "INSERT OR REPLACE INTO audit SELECT * FROM audit",
    "INSERT OR REPLACE INTO streams SELECT 999, session, template_id, document_id, key_sha256 "
      + "FROM streams WHERE id = 1",
  ]

  @Test("refuses to change what is recorded, from whatever program", arguments: changes)
  func appendOnly(sql: String) async throws {
    let (store, folder) = try await store()
    let queue = try DatabaseQueue(path: store.path)
    let message = try await queue.writeWithoutTransaction { db in
      do {
        try db.execute(sql: sql)
        return "changed"
      } catch let error as DatabaseError {
        return error.message ?? ""
      }
    }
    #expect(message.contains("append-only"))
    try queue.close()
    #expect(try store.verifyNow().findings.isEmpty)
    withExtendedLifetime(folder) {}
  }

  @Test("lets a body be erased, and everything else still verifies")
  func erasure() async throws {
    let (store, folder) = try await store()
    let receipt = try await store.erase("ses_x", note: AuditNote(who: "dpo", at: .at(100)))
    #expect(receipt.bodyCount > 0)
    let check = try store.verifyNow()
    #expect(check.findings.isEmpty)
    #expect(check.erasedBodyCount > 0)
    let erased = try await store.steps(of: .x, after: 0, limit: .max)
    #expect(erased.filter(\.isBodyErased).count == 7)
    #expect(erased.allSatisfy { $0.poll.answer?.body == nil })
    #expect(try await store.session(.x).version == AppendingContract.life.count)
    withExtendedLifetime(folder) {}
  }

  @Test(
    "is not whole with a table, trigger or view that is not its own",
    arguments: [
      "CREATE TRIGGER sqlitex AFTER INSERT ON polls BEGIN UPDATE bodies SET data = NULL; END",
      "CREATE TABLE sqlitexnotes (text TEXT)", "CREATE VIEW notes AS SELECT 1",
      "DROP TRIGGER polls_are_not_changed",
    ])
  func otherSchema(sql: String) async throws {
    let (store, folder) = try await store()
    try await DatabaseQueue(path: store.path).writeWithoutTransaction { try $0.execute(sql: sql) }
    let findings = try await store.verify().findings
    #expect(
      findings == [.damage("tables, triggers or views are not those of a store")])
    withExtendedLifetime(folder) {}
  }

  @Test(
    "answers questions in SQL",
    arguments: [
      (
        "SELECT session, phase, polls, transcript_bytes, first_received_at FROM sessions",
        """
        ses_x|completed|9|9|2026-06-06T14:00:00.000Z
        ses_y|unseen|1||2026-06-06T14:00:01.000Z
        ses_z|completed|2|4|2026-06-06T14:00:02.000Z
        """
      ),
      (
        "SELECT n, http, failure, verdict, phase, changes, body_bytes FROM timeline WHERE n < 4 AND session = 'ses_x'",
        """
        1|404||held|unseen||0
        2||timeout|held|unseen||
        3|202||forward|recording|phaseChanged audioFilesChanged anomalyBegan anomalyBegan anomalyBegan anomalyBegan anomalyBegan|68
        """
      ),
      (
        "SELECT session, template_id, document_id, status, data_bytes FROM documents",
        "ses_z|soap|d1|success|7"
      ),
      (
        "SELECT n, code, severity, path, ended_n FROM anomalies WHERE session = 'ses_z' AND code = 'unknown-field'",
        "1|unknown-field|note|$.odd|2"
      ),
      ("SELECT template_id FROM sessions WHERE session = 'ses_y'", "soap"),
    ])
  func views(sql: String, expected: String) async throws {
    let (store, folder) = try await store()
    let lines = try store.readNow { db in
      try Row.fetchAll(db, sql: sql).map { row in
        row.databaseValues.map { value in
          value.isNull ? "" : String.fromDatabaseValue(value) ?? "\(value.storage.value ?? "")"
        }.joined(separator: "|")
      }
    }
    #expect(lines.joined(separator: "\n") == expected)
    withExtendedLifetime(folder) {}
  }

  @Test("holds no text that a patient could have said outside of its bodies")
  func patientData() async throws {
    let folder = try TemporaryFolder()
    let store = try SessionStore(path: folder.file("a.sqlite"))
    try await store.store([
      .answer(
        200,
        """
        {"session_id":"ses_x","status":"completed","transcript":"CANARY","message":"CANARY",
        "CANARY field":1,"model_used":"of CANARY","language_detected":"CANARY lang",
        "patient_details":{"name":"CANARY"},"additional_data":{"x":"CANARY"},
        "error":{"code":"CANARY code","message":"CANARY"},"upload_url":"https://x/?s=CANARY",
        "processing_errors":[{"type":"a CANARY","message":"CANARY","file":"a CANARY.webm"}],
        "audio_files":["CANARY.webm"],
        "templates":[{"soap":{"document_id":"d1","status":"the CANARY","data":{"a":"CANARY"}}}]}
        """, at: 1)
    ])
    try store.readNow { db in
      for table in ["streams", "polls", "events", "states", "keys", "secrets", "audit"] {
        for row in try Row.fetchAll(db, sql: "SELECT * FROM \(table)") {
          for value in row.databaseValues {
            #expect(!"\(value)".contains("CANARY"), "\(table)")
          }
        }
      }
      let bodies = try Data.fetchAll(db, sql: "SELECT data FROM bodies")
      #expect(bodies.contains { String(decoding: $0, as: UTF8.self).contains("CANARY") })
    }
    withExtendedLifetime(folder) {}
  }
}
