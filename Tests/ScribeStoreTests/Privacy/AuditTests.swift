import Foundation
import GRDB
import ScribeSession
import Testing

@testable import ScribeStore

@Suite("The audit trail of a store", .serialized)
struct AuditTests {
  private static let entries = [
    AuditEntry(
      .shown, session: "ses_x", what: "show --show-phi",
      note: AuditNote(who: "meera", at: .at(1), reason: "complaint 12")),
    AuditEntry(.exported, what: "export", note: AuditNote(who: "nobody \u{0} 🩺", at: .at(2))),
    AuditEntry(
      .held, session: "ses_x", until: .at(9), note: AuditNote(who: "", at: .at(0), reason: "")),
  ]

  private func make() async throws -> (store: SessionStore, folder: TemporaryFolder) {
    let folder = try TemporaryFolder()
    let store = try SessionStore(path: folder.file("a.sqlite"))
    try await store.store([.answer(404, "", at: 1)])
    let notes = Self.entries.map(\.note)
    try await store.record(.shown, session: "ses_x", what: "show --show-phi", note: notes[0])
    try await store.record(.exported, what: "export", note: notes[1])
    try await store.hold("ses_x", until: .at(9), note: notes[2])
    return (store, folder)
  }

  @Test("gives back what was written down, in its order, from another process too")
  func order() async throws {
    let (store, folder) = try await make()
    #expect(try await store.auditTrail() == Self.entries)
    let other = try SessionStore(administering: store.path)
    let note = Self.entries[0].note
    try await other.record(.served, note: note)
    #expect(
      try await store.auditTrail() == Self.entries + [AuditEntry(.served, note: note)])
    #expect(try store.verifyNow().findings.isEmpty)
    withExtendedLifetime(folder) {}
  }

  @Test("is written in a task that is cancelled")
  func cancelled() async throws {
    let (store, folder) = try await make()
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      #expect(Task.isCancelled)
      try await store.record(.copied, note: Self.entries[0].note)
      try await store.hold("ses_x", until: .at(999), note: Self.entries[0].note)
    }
    try await task.value
    #expect(try await store.auditTrail().count == 5)
    withExtendedLifetime(folder) {}
  }

  @Test("cannot be written where only reading is allowed")
  func reading() async throws {
    let (store, folder) = try await make()
    let reader = try SessionStore(reading: store.path)
    await #expect(throws: StoreError.readOnly(file: store.path)) {
      try await reader.record(.shown, note: Self.entries[0].note)
    }
    withExtendedLifetime(folder) {}
  }

  @Test("shows that its end was cut off against an anchor, as it is kept outside")
  func cut() async throws {
    let (store, folder) = try await make()
    let anchor = try #require(Anchor(json: store.anchorNow().json))
    #expect(anchor.audit?.entryCount == 3)
    #expect(try store.verifyNow(against: anchor).findings.isEmpty)
    try await DatabaseQueue(path: store.path).writeWithoutTransaction { db in
      let sql = try String.fetchOne(
        db, sql: "SELECT sql FROM sqlite_master WHERE name = 'audit_are_not_removed'")
      try db.execute(sql: "DROP TRIGGER audit_are_not_removed; DELETE FROM audit WHERE id = 3")
      try db.execute(sql: try #require(sql))
    }
    #expect(try store.verifyNow().findings.isEmpty)
    #expect(
      try store.verifyNow(against: anchor).findings
        == [.damage("audit entry 3 is missing, which the anchor has")])
    withExtendedLifetime(folder) {}
  }

  @Test("has a word for each action, which is read back")
  func words() {
    #expect(
      AuditEntry.Action.allCases.map(\.name) == [
        "shown", "searched", "exported", "copied", "served", "redacted", "held", "released",
        "erased",
      ])
    for action in AuditEntry.Action.allCases {
      #expect(AuditEntry.Action(name: action.name) == action)
    }
  }
}
