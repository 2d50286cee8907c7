import Foundation
import GRDB
import ScribeSession
import Testing

@testable import ScribeStore

@Suite("An anchor of a store")
struct CutTailFaults {
  /// A store without its last polls, whose projection somebody has adapted.
  private func cut(_ store: SmallStore, by count: Int) async throws -> String {
    let shorter = try store.file(store.earlier.bytes, "shorter.sqlite")
    let last = SmallStore.polls.count - count
    let path = try RowTampering(store: store).change { db in
      try db.execute(
        sql: """
          DELETE FROM events WHERE position > \(last);
          DELETE FROM polls WHERE position > \(last);
          DELETE FROM bodies WHERE id NOT IN (SELECT body FROM polls WHERE body NOT NULL);
          DELETE FROM secrets WHERE stream NOT IN (SELECT stream FROM polls);
          DELETE FROM states;
          DELETE FROM streams WHERE id NOT IN (SELECT stream FROM polls);
          """)
      let states = try DatabaseQueue(path: shorter).read {
        try Row.fetchAll($0, sql: "SELECT * FROM states")
      }
      for row in states {
        let places = row.map { _ in "?" }.joined(separator: ", ")
        try db.execute(
          sql: "INSERT INTO states VALUES (\(places))",
          arguments: StatementArguments(row.databaseValues))
      }
    }
    return try #require(path)
  }

  @Test("shows that the end was cut off, which nothing else does", arguments: 1...12)
  func cutTail(count: Int) async throws {
    let small = try await SmallStore(without: count)
    let path = try await cut(small, by: count)
    #expect(try SessionStore(reading: path).verifyNow().findings.isEmpty)
    #expect(RowTampering.isSeen(path, against: small.anchor))
    // As it is kept outside.
    let kept = try #require(Anchor(json: small.anchor.json))
    #expect(RowTampering.isSeen(path, against: kept))
  }

  @Test("says nothing of what came after it, nor does one of what is still there")
  func older() async throws {
    let small = try await SmallStore(without: 3)
    let older = small.earlier.anchor
    #expect(try SessionStore(reading: small.path).verifyNow(against: older).findings.isEmpty)
    let path = try await cut(small, by: 3)
    #expect(!RowTampering.isSeen(path, against: older))
  }

  @Test("shows that the end was written anew, with hashes that fit", arguments: 1...3)
  func rewrittenTail(count: Int) async throws {
    let small = try await SmallStore(without: count)
    let path = try small.file(small.earlier.bytes)
    // With the keys that the file holds.
    try await SessionStore(path: path).store(
      SmallStore.polls.suffix(count).map { poll in
        var poll = poll
        poll.receivedAt = Instant(
          microsecondsSinceEpoch: poll.receivedAt.microsecondsSinceEpoch + 1)
        return poll
      })
    #expect(!RowTampering.isSeen(path))
    #expect(RowTampering.isSeen(path, against: small.anchor))
  }
}
