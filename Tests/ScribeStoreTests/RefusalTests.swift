import GRDB
import GRDBSQLite
import ScribeSession
import Testing

@testable import ScribeStore

@Suite("A store that cannot take a poll")
struct RefusalTests {
  private func store() async throws -> (store: SessionStore, folder: TemporaryFolder) {
    let folder = try TemporaryFolder()
    let store = try SessionStore(path: folder.file("a.sqlite"), durability: .normal)
    try await store.store([.answer(404, "a", at: 1), .answer(404, "b", at: 1, session: "ses_y")])
    return (store, folder)
  }

  @Test("says of what nobody expected that it failed, and not that a path is wrong")
  func unexpected() {
    struct Odd: Error {}
    #expect(
      StoreError(Odd(), file: "a").description == "a: failed unexpectedly (Odd): try again")
  }

  @Test("says that a body is too large, stores nothing of the poll, and goes on")
  func tooLarge() async throws {
    let (store, folder) = try await store()
    _ = try store.onWritingConnection { db in
      sqlite3_limit(db.sqliteConnection, SQLITE_LIMIT_LENGTH, 20_000)
    }
    let large = Poll.answer(
      502, bytes: (0..<30_000).map { UInt8(truncatingIfNeeded: $0 * $0 >> 5) }, at: 2)
    await #expect(throws: StoreError.tooLarge(file: store.path)) { try await store.store([large]) }
    #expect(try await store.allSteps().count == 2)
    try await store.store([.answer(502, "small", at: 3)])
    #expect(try await store.verify().findings.isEmpty)
    #expect(try await store.allSteps().last?.poll.answer?.body == Array("small".utf8))
    withExtendedLifetime(folder) {}
  }

  @Test(
    "says that a stream is damaged, and takes the polls of others in the same transaction",
    arguments: [
      "UPDATE states SET hash = x'00' WHERE stream = 1",
      "UPDATE states SET version = 9223372036854775807 WHERE stream = 1",
      "UPDATE states SET events = 9223372036854775807 WHERE stream = 1",
      "DELETE FROM states WHERE stream = 1",
      "DROP TRIGGER secrets_are_not_removed; DELETE FROM secrets WHERE stream = 1",
    ])
  func damagedStream(sql: String) async throws {
    let (store, folder) = try await store()
    let known = try await (store.session(.x), store.session(PollStream(id: "ses_y")))
    try await DatabaseQueue(path: store.path).writeWithoutTransaction { try $0.execute(sql: sql) }
    let steps = [(known.0, "ses_x"), (known.1, "ses_y")].map { known, id in
      var session = known.session
      let poll = Poll.answer(404, "c", at: 5, session: id)
      return NewStep(poll, session.observe(poll), expecting: known.version)
    }
    let results = try #require(
      try store.onWritingConnection { db in
        try StoreWriter(StoreKeys(nil, file: store.path), file: store.path).append(
          steps.map { [$0] }, db)
      })
    guard case .failure(.damaged(file: store.path, reason: _)) = results[0] else {
      Issue.record("\(results[0])")
      return
    }
    #expect(results[1] == .success([.stored(version: 2, position: 3)]))
    withExtendedLifetime(folder) {}
  }

  @Test(
    "refuses numbers that would overflow, and never traps",
    arguments: [
      #"replace(state, '"polls":1', '"polls":9223372036854775807')"#,
      #"replace(state, '"not_founds":1', '"not_founds":9223372036854775807')"#,
      #"replace(state, '"faults":0', '"faults":9223372036854775807')"#,
      "'{}'", "'not JSON'",
    ])
  func damagedState(expression: String) async throws {
    let (store, folder) = try await store()
    try await DatabaseQueue(path: store.path).writeWithoutTransaction { db in
      try db.execute(sql: "UPDATE states SET state = \(expression) WHERE stream = 1")
      #expect(db.changesCount == 1)
    }
    // The log is the truth, and is folded anew.
    try await store.store([.answer(404, "c", at: 5)])
    #expect(try await store.session(.x).session.pollCount == 2)
    #expect(try await store.verify().findings.isEmpty)
    withExtendedLifetime(folder) {}
  }
}
