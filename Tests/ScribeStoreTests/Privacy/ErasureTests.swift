import Crypto
import Foundation
import GRDB
import ScribeJSON
import ScribeSession
import Testing

@testable import ScribeStore

@Suite("A session that was erased", .serialized)
struct ErasureTests {
  private static let note = AuditNote(who: "dpo", at: .at(100), reason: "asked by the patient")

  @Test(
    "is in no byte of the file, nor of what SQLite keeps beside it",
    arguments: [nil, WrappingKey.first])
  func bytes(key: WrappingKey?) async throws {
    let planted = try await PlantedStore(key)
    let (x, y) = (PlantedStore.needles(of: "ses_x"), PlantedStore.needles(of: "ses_y"))
    let (storedX, storedY) = try (planted.stored(of: "ses_x"), planted.stored(of: "ses_y"))
    #expect(storedX.count > 6 && storedY.count > 6)
    #expect(try planted.found(storedX) == Set(storedX))
    // In clear, everything that was said can be found.
    #expect(try planted.found(x) == (key == nil ? Set(x) : []))
    let store = try SessionStore(administering: planted.path)
    let receipt = try await store.erase("ses_x", note: Self.note)
    #expect(receipt.isLogEmptied && receipt.bodyCount > 6 && receipt.keyCount == 2)
    #expect(try planted.found(x + storedX).isEmpty)
    #expect(try planted.found(y) == (key == nil ? Set(y) : []))
    #expect(try planted.found(storedY) == Set(storedY))
    // What was moved about by the first is gone with the second.
    try await store.erase("ses_y", note: Self.note)
    #expect(try planted.found(x + y + storedX + storedY).isEmpty)
    store.close()
    #expect(try planted.found(x + y + storedX + storedY).isEmpty)
  }

  @Test(
    "leaves its timeline, its chain and every other session", arguments: [nil, WrappingKey.first])
  func rest(key: WrappingKey?) async throws {
    let planted = try await PlantedStore(key)
    let store = try SessionStore(reading: planted.path, keys: key)
    let before = try await store.allSteps()
    let anchor = try await store.anchor()
    let receipt = try await SessionStore(administering: planted.path).erase(
      "ses_x", note: Self.note)
    let after = try await store.allSteps()
    #expect(before.map(\.events) == after.map(\.events))
    #expect(before.map(\.verdict) == after.map(\.verdict))
    #expect(before.map(\.phase) == after.map(\.phase))
    for (old, new) in zip(before, after) {
      #expect(new.isBodyErased == (old.stream.id == "ses_x"))
      #expect(new.poll.answer?.body == (new.isBodyErased ? nil : old.poll.answer?.body))
    }
    let check = try await store.verify(against: anchor)
    #expect(check.findings.isEmpty)
    #expect(check.erasedBodyCount >= receipt.bodyCount && check.lockedBodyCount == 0)
    #expect(receipt.heads == anchor.heads.filter { $0.stream.id == "ses_x" })
    #expect(try await store.summaries().count == 4)
    #expect(try await store.session(.x).session.phase == .completed)
  }

  @Test("is written down with who, when and why, each time")
  func entry() async throws {
    let planted = try await PlantedStore()
    let store = try SessionStore(administering: planted.path)
    let first = try await store.erase("ses_x", what: "erase", note: Self.note)
    #expect(!first.wasErasedBefore && first.note == Self.note)
    let later = AuditNote(who: "another", at: .at(200))
    let second = try await store.erase("ses_x", note: later)
    #expect(second.wasErasedBefore && second.note == later)
    #expect(second.bodyCount == 0 && second.keyCount == 0)
    #expect(
      try await store.auditTrail()
        == [
          AuditEntry(.erased, session: "ses_x", what: "erase", note: Self.note),
          AuditEntry(.erased, session: "ses_x", note: later),
        ])
  }

  @Test("takes no more polls, through no filter", arguments: StoreKind.allCases)
  func closed(kind: StoreKind) async throws {
    let (store, folder) = try kind.make()
    try await store.store(AppendingContract.life)
    try await store.erase("ses_x", note: Self.note)
    for poll in [
      Poll.answer(404, "", at: 99), .answer(404, "", at: 99, query: "?template_id=soap"),
      AppendingContract.life[2],
    ] {
      let error = await #expect(throws: StoreError.self) { try await store.store([poll]) }
      #expect(error?.isErased == true)
    }
    #expect(try await store.allSteps().count == AppendingContract.life.count)
    #expect(try await store.allSteps().allSatisfy { $0.poll.answer?.body == nil })
    // Others that come with it are stored.
    try await store.store([.answer(404, "", at: 99, session: "ses_y")])
    withExtendedLifetime(folder) {}
  }

  @Test("was stored: nothing is erased of another", arguments: StoreKind.allCases)
  func unknown(kind: StoreKind) async throws {
    let (store, folder) = try kind.make()
    try await store.store([.answer(404, "", at: 1)])
    let error = await #expect(throws: StoreError.self) {
      try await store.erase("ses_nobody", note: Self.note)
    }
    guard case .unknownSession = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    withExtendedLifetime(folder) {}
  }

  @Test("was not held any more")
  func hold() async throws {
    let planted = try await PlantedStore()
    let store = try SessionStore(administering: planted.path)
    try await store.hold("ses_x", until: .at(150), note: Self.note)
    let held = StoreError.held(file: planted.path, session: "ses_x", until: .at(150))
    await #expect(throws: held) { try await store.erase("ses_x", note: Self.note) }
    #expect(try planted.found(PlantedStore.needles(of: "ses_x")).count == 8)
    // Nor with another program.
    let message = try await DatabaseQueue(path: planted.path).writeWithoutTransaction { db in
      do {
        try db.execute(
          sql: "INSERT INTO audit VALUES (2, 0, 'x', 'erased', 'ses_x', '', '', NULL, x'00')")
        return ""
      } catch let error as DatabaseError {
        return error.message ?? ""
      }
    }
    #expect(message.contains("the session is held"))
    // Of another session it says nothing.
    try await store.erase("ses_y", note: Self.note)
    // For less it is not held, but for longer.
    await #expect(throws: held) { try await store.hold("ses_x", until: .at(120), note: Self.note) }
    try await store.hold("ses_x", until: .at(1000), note: Self.note)
    try await store.release("ses_x", note: Self.note)
    try await store.erase("ses_x", note: Self.note)
    #expect(
      try await store.auditTrail().map(\.action) == [.held, .erased, .held, .released, .erased])
    await #expect(throws: StoreError.erased(file: planted.path, session: "ses_x")) {
      try await store.hold("ses_x", until: .at(1000), note: Self.note)
    }
  }

  @Test("was held until then")
  func holdEnds() async throws {
    let planted = try await PlantedStore()
    let store = try SessionStore(administering: planted.path)
    try await store.hold("ses_x", until: .at(150), note: Self.note)
    let receipt = try await store.erase("ses_x", note: AuditNote(who: "dpo", at: .at(150)))
    #expect(receipt.bodyCount > 0)
  }

  @Test("is said to be there as long as somebody reads")
  func reader() async throws {
    let planted = try await PlantedStore()
    // Some of it is in the log only.
    let store = try SessionStore(path: planted.path, patience: .milliseconds(20))
    let said = PlantedStore.needles(of: "ses_x")[0]
    try await store.store([.answer(502, String(decoding: said, as: UTF8.self), at: 90)])
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: planted.path, configuration: configuration)
    try await other.writeWithoutTransaction { db in
      try db.execute(sql: "BEGIN; SELECT count(*) FROM bodies")
    }
    #expect(try await !store.erase("ses_x", note: Self.note).isLogEmptied)
    #expect(try !planted.found([said]).isEmpty)
    try await other.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
    try other.close()
    let again = try await store.erase("ses_x", note: Self.note)
    #expect(again.isLogEmptied && again.wasErasedBefore)
    #expect(try planted.found([said]).isEmpty)
  }

  @Test("is erased under one name of the file only, where the log of that name is")
  func severalNames() async throws {
    let planted = try await PlantedStore()
    let other = planted.folder.file("other.sqlite")
    try FileManager.default.linkItem(atPath: planted.path, toPath: other)
    let store = try SessionStore(administering: other)
    let error = await #expect(throws: StoreError.self) {
      try await store.erase("ses_x", note: Self.note)
    }
    guard case .unreadable(file: other, reason: let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.hasPrefix("has several names"))
    #expect(try await store.auditTrail().isEmpty)
  }

  @Test("goes although what its rows say is damaged")
  func damaged() async throws {
    let planted = try await PlantedStore()
    try await DatabaseQueue(path: planted.path).writeWithoutTransaction { db in
      try db.execute(
        sql: """
          DROP TRIGGER bodies_are_only_erased; DELETE FROM states;
          UPDATE bodies SET bytes = 9223372036854775807
          """)
    }
    let receipt = try await SessionStore(administering: planted.path).erase(
      "ses_x", note: Self.note)
    #expect(receipt.bodyCount > 6 && receipt.isLogEmptied)
    #expect(try planted.found(PlantedStore.needles(of: "ses_x")).isEmpty)
  }

  @Test("confirms no guess from what is left")
  func guesses() async throws {
    let planted = try await PlantedStore()
    let store = try SessionStore(path: planted.path)
    let key = try await store.session(.x).session.fingerprintKey
    let body = try #require(try await store.steps(of: .x, after: 0, limit: 1)[0].poll.answer?.body)
    /// All that the store holds beside its bodies.
    func rest() throws -> Data {
      try store.readNow { db in
        try ["streams", "polls", "events", "states", "keys", "secrets", "audit"].reduce(
          into: Data()
        ) {
          for row in try Row.fetchAll(db, sql: "SELECT * FROM \($1)") {
            for value in row.databaseValues { $0 += Data.fromDatabaseValue(value) ?? Data() }
          }
        } + Data.fetchAll(db, sql: "SELECT sha256 FROM bodies").joined()
      }
    }
    // Whoever has the key finds the fingerprint of what he guesses.
    var session = Session(fingerprintKey: key)
    let guessed = session.observe(
      .answer(202, String(decoding: body, as: UTF8.self), at: 0)
    ).events
    let digests = guessed.compactMap { event in
      if case .passThroughChanged(.patientDetails, from: _, to: let digest) = event {
        "\(digest.fingerprint)"
      } else {
        nil
      }
    }
    #expect(digests.count == 1)
    #expect(try rest().range(of: Data(digests[0].utf8)) != nil)
    try await store.erase("ses_x", note: Self.note)
    // Without it, not even one who guesses a whole body does.
    let left = try rest()
    var unkeyed = Session()
    var guesses = [
      Data(SHA256.hash(data: body)), Data(Insecure.SHA1.hash(data: body)),
      Data(Insecure.MD5.hash(data: body)),
    ]
    guesses += guesses.map { Data($0.map { String(format: "%02x", $0) }.joined().utf8) }
    for event in unkeyed.observe(.answer(202, String(decoding: body, as: UTF8.self), at: 0)).events
    {
      if case .passThroughChanged(_, from: _, to: let digest) = event {
        guesses.append(Data("\(digest.fingerprint)".utf8))
      }
    }
    #expect(guesses.count == 7)
    #expect(guesses.allSatisfy { left.range(of: $0) == nil })
    #expect(try planted.found([Data(key.stored)]).isEmpty)
    #expect(try await store.session(.x).session.fingerprintKey == .constant)
  }
}
