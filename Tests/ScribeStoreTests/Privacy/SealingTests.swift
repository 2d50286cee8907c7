import Crypto
import Foundation
import GRDB
import ScribeSession
import Testing

@testable import ScribeStore

@Suite("A store whose bodies are sealed", .serialized)
struct SealingTests {
  @Test("holds nothing that was said, in no file")
  func bytes() async throws {
    let planted = try await PlantedStore(.first)
    let said = PlantedStore.needles(of: "ses_x") + PlantedStore.needles(of: "ses_y")
    #expect(try planted.found(said).isEmpty)
    let keyBytes = Data([UInt8](repeating: 0x1F, count: 16))
    #expect(try planted.found([keyBytes]).isEmpty)
    let steps = try await SessionStore(reading: planted.path, keys: WrappingKey.first).allSteps()
    #expect(steps.allSatisfy { $0.poll.answer?.body != nil })
    let text = String(decoding: steps[0].poll.answer?.body ?? [], as: UTF8.self)
    #expect(text.contains("\(PlantedStore.words[1]) of ses_x"))
  }

  @Test("is known to be sealed, whatever is removed of that it is")
  func removedSealing() async throws {
    for sql in [
      "DROP TRIGGER sealing_are_not_removed; DELETE FROM sealing",
      "DROP TRIGGER sealing_are_not_changed; UPDATE sealing SET wrapped = zeroblob(44)",
      """
      DROP TRIGGER secrets_are_only_erased;
      UPDATE secrets SET wrapped = (SELECT wrapped FROM secrets WHERE stream = 2) WHERE stream = 1
      """,
    ] {
      let planted = try await PlantedStore(.first)
      try await DatabaseQueue(path: planted.path).writeWithoutTransaction {
        try $0.execute(sql: sql)
      }
      let error = #expect(throws: StoreError.self) { try SessionStore(path: planted.path) }
      guard case .keyNeeded = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      // Damage is damage, and not another key.
      let found = try? SessionStore(reading: planted.path, keys: WrappingKey.first).verifyNow()
        .findings
      let texts = ["what the key is known by is missing", "a wrapped key is not the one"]
      let isFound = found?.contains { finding in texts.contains { "\(finding)".contains($0) } }
      let opening = Result { () throws(StoreError) in
        try SessionStore(reading: planted.path, keys: WrappingKey.first)
      }
      if case .failure(let error) = opening {
        guard case .damaged(_, let reason) = error else {
          Issue.record("\(error)")
          continue
        }
        #expect(texts.contains { reason.contains($0) })
      } else {
        #expect(isFound == true, "\(sql)")
      }
    }
  }

  @Test("finds a key that is said to be wrapped by another, and goes on with the other sessions")
  func otherName() async throws {
    let planted = try await PlantedStore(.first)
    try await DatabaseQueue(path: planted.path).writeWithoutTransaction { db in
      let sql = try String.fetchOne(
        db, sql: "SELECT sql FROM sqlite_master WHERE name = 'secrets_are_only_erased'")
      try db.execute(
        sql:
          "DROP TRIGGER secrets_are_only_erased; UPDATE secrets SET wrapped_by = 'x' WHERE stream = 1"
      )
      try db.execute(sql: try #require(sql))
    }
    let check = try SessionStore(reading: planted.path, keys: WrappingKey.first).verifyNow()
    #expect(
      check.findings == [
        .changed(.x, version: 0, "its key was wrapped by another than the store's")
      ])
    #expect(check.streamCount == 4 && check.bodyCount > 5)
  }

  @Test("gives everything but bodies without its key, and says that they are locked")
  func locked() async throws {
    let planted = try await PlantedStore(.first)
    let open = try await SessionStore(reading: planted.path, keys: WrappingKey.first).allSteps()
    let store = try SessionStore(reading: planted.path)
    let steps = try await store.allSteps()
    #expect(steps.map(\.events) == open.map(\.events))
    #expect(steps.allSatisfy { $0.isBodyLocked && !$0.isBodyErased })
    #expect(steps.allSatisfy { $0.poll.answer?.body == nil })
    let check = try store.verifyNow()
    #expect(
      check.findings.isEmpty && check.lockedBodyCount == check.bodyCount && check.bodyCount > 10)
    #expect(try await store.session(.x).session.phase == .completed)
  }

  @Test("is not opened to be written without its key, nor with another")
  func otherKey() async throws {
    let planted = try await PlantedStore(.first)
    #expect(throws: StoreError.keyNeeded(file: planted.path)) {
      try SessionStore(path: planted.path)
    }
    let name = try #require(WrappingKey.first?.keyName)
    #expect(throws: StoreError.keyUnusable(file: planted.path, keyName: name)) {
      try SessionStore(path: planted.path, keys: WrappingKey.other)
    }
    #expect(throws: StoreError.keyUnusable(file: planted.path, keyName: name)) {
      try SessionStore(reading: planted.path, keys: WrappingKey.other)
    }
    // Nor does one who only administers it write a session in clear.
    let store = try SessionStore(administering: planted.path)
    for session in ["ses_x", "ses_new"] {
      await #expect(throws: StoreError.keyNeeded(file: planted.path)) {
        try await store.store([.answer(404, "", at: 99, session: session)])
      }
    }
    #expect(try store.verifyNow().findings.isEmpty)
  }

  @Test("leaves what was stored in clear as it is, and seals what begins")
  func mixed() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.sqlite")
    try await SessionStore(path: path).store([.answer(404, "said in clear", at: 1)])
    let store = try SessionStore(path: path, keys: WrappingKey.first)
    try await store.store([
      .answer(404, "also in clear", at: 2),
      .answer(404, "sealed at last", at: 3, session: "ses_y"),
    ])
    store.close()
    let file = try Data(contentsOf: URL(filePath: path))
    #expect(file.range(of: Data("said in clear".utf8)) != nil)
    #expect(file.range(of: Data("also in clear".utf8)) != nil)
    #expect(file.range(of: Data("sealed at last".utf8)) == nil)
    let reader = try SessionStore(reading: path, keys: WrappingKey.first)
    #expect(
      try await reader.allSteps().map {
        String(decoding: $0.poll.answer?.body ?? [], as: UTF8.self)
      }
        == ["said in clear", "also in clear", "sealed at last"])
    #expect(try reader.verifyNow().findings.isEmpty)
  }

  @Test("shows a body that was changed, or put in another's place")
  func tampering() async throws {
    for sql in [
      // One bit of the text, or of the tag.
      """
      UPDATE bodies SET data = CAST(substr(data, 1, 20)
        || CASE substr(data, 21, 1) WHEN x'00' THEN x'01' ELSE x'00' END || substr(data, 22) AS BLOB)
      WHERE id = 1
      """,
      """
      UPDATE bodies SET data = CAST(substr(data, 1, length(data) - 1)
        || CASE substr(data, -1) WHEN x'00' THEN x'01' ELSE x'00' END AS BLOB) WHERE id = 1
      """,
      // Another body of the same session, of the same stream.
      """
      UPDATE bodies SET data = (SELECT data FROM bodies AS other WHERE other.stream = 1
        AND other.base IS NULL AND other.id > 1) WHERE id = 1
      """,
    ] {
      let planted = try await PlantedStore(.first)
      try await DatabaseQueue(path: planted.path).writeWithoutTransaction { db in
        let trigger = try String.fetchOne(
          db, sql: "SELECT sql FROM sqlite_master WHERE name = 'bodies_are_only_erased'")
        try db.execute(sql: "DROP TRIGGER bodies_are_only_erased")
        try db.execute(sql: sql)
        try db.execute(sql: try #require(trigger))
      }
      let store = try SessionStore(reading: planted.path, keys: WrappingKey.first)
      #expect(try store.verifyNow().findings.contains(where: \.isIntegrityFault))
      let error = await #expect(throws: StoreError.self) { try await store.allSteps() }
      guard case .damaged = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
  }

  @Test("never gives a body in the place of another one of the same length")
  func exchanged() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.sqlite")
    let store = try SessionStore(path: path, keys: WrappingKey.first)
    try await store.store([.answer(404, "one", at: 1), .answer(404, "two", at: 2)])
    store.close()
    try await DatabaseQueue(path: path).writeWithoutTransaction { db in
      try db.execute(
        sql: """
          DROP TRIGGER bodies_are_only_erased;
          UPDATE bodies SET data = (SELECT data FROM bodies WHERE id = 2) WHERE id = 1
          """)
    }
    let error = await #expect(throws: StoreError.self) {
      try await SessionStore(reading: path, keys: WrappingKey.first).allSteps()
    }
    #expect(error == .damaged(file: path, reason: "the seal of body 1 is broken"))
  }

  @Test("never seals two bodies with one nonce, nor two sessions with one key")
  func nonces() async throws {
    let planted = try await PlantedStore(.first)
    let (nonces, wrapped) = try await DatabaseQueue(path: planted.path).read { db in
      (
        try Data.fetchAll(db, sql: "SELECT substr(data, 1, 12) FROM bodies"),
        try Data.fetchAll(db, sql: "SELECT wrapped FROM secrets")
      )
    }
    #expect(nonces.count > 10 && Set(nonces).count == nonces.count)
    #expect(wrapped.count == 4 && Set(wrapped).count == 4)
    #expect(wrapped.allSatisfy { $0.count == 12 + 48 + 16 })
  }
}
