import Foundation
import GRDB
import ScribeSession
import Testing

@testable import ScribeStore

@Suite("A store of schema version 1", .serialized)
struct OldStoreTests {
  private static let id = PollStream(id: "ses_again_0011")
  private static let note = AuditNote(who: "dpo", at: .at(100))

  /// A file as the first version wrote it.
  private func make(isReadOnly: Bool = false) async throws -> (
    path: String, folder: TemporaryFolder
  ) {
    let folder = try TemporaryFolder()
    let path = folder.file("old.sqlite")
    let dump = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Golden/schema-1.sql")
    let sql = try String(contentsOf: dump, encoding: .utf8)
    let queue = try DatabaseQueue(path: path)
    try await queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA journal_mode = WAL")
      try db.execute(sql: sql)
      try db.execute(sql: "PRAGMA user_version = 1")
      try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
      try db.checkpoint(.truncate)
    }
    try queue.close()
    return (path, folder)
  }

  private func version(of path: String) throws -> Int? {
    try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
  }

  @Test("is read and verified as it is, and not changed by that")
  func reading() async throws {
    let (path, folder) = try await make()
    let before = try Data(contentsOf: URL(filePath: path))
    let store = try SessionStore(reading: path)
    let steps = try await store.allSteps()
    #expect(steps.count == 5)
    #expect(steps.allSatisfy { $0.poll.answer?.body?.isEmpty == false && !$0.isBodyErased })
    #expect(steps.map(\.verdict.name) == ["forward", "settled", "reopened", "same", "settled"])
    #expect(try store.verifyNow().findings.isEmpty)
    #expect(try await store.session(Self.id).session.phase == .completed)
    #expect(try await store.auditTrail().isEmpty)
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
    withExtendedLifetime(folder) {}
  }

  @Test("goes on where it was, with the keys it had, also once new bodies are sealed")
  func writing() async throws {
    let (path, folder) = try await make()
    let anchor = try SessionStore(reading: path).anchorNow()
    let store = try SessionStore(path: path, keys: WrappingKey.first)
    let last = try #require(try await store.allSteps().last?.poll.answer?.body)
    let url = "/voice/v1/sessions/\(Self.id.id.text)"
    let again = Poll(
      sentAt: .at(9_000), receivedAt: .at(9_001), url: url,
      outcome: .answer(Poll.Answer(status: 200, body: last)))
    try await store.store([again, .answer(404, "new", at: 9_002, session: "ses_new")])
    let steps = try await store.allSteps()
    // The same body under the same key: nothing new.
    #expect(steps[5].verdict == .same)
    #expect(steps.count == 7)
    let check = try store.verifyNow(against: anchor)
    #expect(check.findings.isEmpty && check.bodyCount == 6)
    #expect(try version(of: path) == Schema.version)
    withExtendedLifetime(folder) {}
  }

  @Test("is not read on by one who opened it before it was brought up to date")
  func migratedMeanwhile() async throws {
    let (path, folder) = try await make()
    let reader = try SessionStore(reading: path)
    #expect(try await reader.allSteps().count == 5)
    let store = try SessionStore(path: path)
    try await store.store([.answer(404, "new", at: 9_002, session: "ses_new")])
    let changed = StoreError.unreadable(
      file: path, reason: "was brought to a newer schema meanwhile: open it again")
    await #expect(throws: changed) { try await reader.allSteps() }
    await #expect(throws: changed) { try await reader.auditTrail() }
    #expect(try await SessionStore(reading: path).allSteps().count == 6)
    withExtendedLifetime(folder) {}
  }

  @Test("is erased like any other")
  func erasing() async throws {
    let (path, folder) = try await make()
    let reader = try SessionStore(reading: path)
    let said = try #require(try await reader.allSteps().first?.poll.answer?.body)
    let needle = Data(said[..<60])
    let file = URL(filePath: path)
    #expect(try Data(contentsOf: file).range(of: needle) != nil)
    let store = try SessionStore(administering: path)
    let receipt = try await store.erase(Self.id.id, note: Self.note)
    #expect(receipt.bodyCount == 5 && receipt.keyCount == 1 && receipt.isLogEmptied)
    store.close()
    #expect(try Data(contentsOf: file).range(of: needle) == nil)
    let check = try SessionStore(reading: path).verifyNow()
    #expect(check.findings.isEmpty && check.erasedBodyCount == 5)
    withExtendedLifetime(folder) {}
  }
}
