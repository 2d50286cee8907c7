import Foundation
import GRDB
import ScribeSession
import ScribeTalk
import Testing

@testable import ScribeBench
@testable import ScribeStore

@Suite("A store, whose writer is killed", .endsSomeTime)
struct KilledWriterFaults {
  @Test(
    "has lost nothing that was acknowledged, doubled nothing, and is whole",
    arguments: [UInt64(1), 2])
  func killed(seed: UInt64) async throws {
    var random = SplitMix64(seed: seed)
    let folder = try TemporaryFolder()
    let count = setting("STORE_KILL_ROUNDS", else: 12)
    // A store is checked whole after each round, so that one of many rounds would take for ever.
    for start in stride(from: 1, through: count, by: 20) {
      try await kill(
        in: start...min(start + 19, count), seed, folder.file("\(start).sqlite"), &random)
    }
  }

  private func kill(
    in rounds: ClosedRange<Int>, _ seed: UInt64, _ path: String, _ random: inout SplitMix64
  ) async throws {
    var acknowledged = 0
    for round in rounds {
      let comment = Comment(rawValue: "seed \(seed), round \(round)")
      // What was not acknowledged is sent again, as who was killed would.
      let writer = try SecondProcess(
        "write", path, "ses_x", "a", "\(acknowledged + 1)", "100000",
        random.isOne(in: 2) ? "full" : "normal")
      for _ in 0...random.number(below: 40) {
        acknowledged = max(acknowledged, Int(await writer.line() ?? "") ?? 0)
      }
      // Wherever in its next transactions it is by then.
      try await Task.sleep(for: .microseconds(random.number(below: 3_000)))
      writer.kill()
      for line in await writer.lines() {
        acknowledged = max(acknowledged, try #require(Int(line), comment))
      }
      #expect(await writer.status() == nil, comment)

      let store =
        try random.isOne(in: 2) ? SessionStore(reading: path) : SessionStore(path: path)
      let stored = try await store.session(.x).version
      #expect((acknowledged...acknowledged + 1).contains(stored), comment)
      #expect(try store.verifyNow().findings.isEmpty, comment)
      acknowledged = stored
    }
    let steps = try await SessionStore(reading: path).allSteps()
    #expect(acknowledged > 0)
    #expect(steps.map(\.version) == Array(1...acknowledged), "seed \(seed)")
    #expect(Set(steps.map(\.poll.sentAt)).count == acknowledged, "seed \(seed)")
  }

  @Test("is made anew by the next one where it was killed while making it")
  func killedWhileMaking() async throws {
    var random = SplitMix64(seed: 3)
    let folder = try TemporaryFolder()
    for round in 1...setting("STORE_KILL_ROUNDS", else: 12) {
      let path = folder.file("\(round).sqlite")
      let writer = try SecondProcess("open", path)
      try await Task.sleep(for: .microseconds(random.number(below: 60_000)))
      writer.kill()
      _ = await writer.status()
      try await expectAnEmptyStore(path, "round \(round)")
    }
  }

  /// What a crash leaves of the transaction that makes the tables: some pages, and the journal by
  /// which they are taken back.
  @Test("is made anew where some of its pages had been written", arguments: [0, 1, 2, 9, 99])
  func halfMade(pageCount: Int) async throws {
    let folder = try TemporaryFolder()
    let (made, crashed) = (folder.file("made.sqlite"), folder.file("crashed.sqlite"))
    try StoreFile.newQueue(made).close()
    try await DatabaseQueue(path: made).writeWithoutTransaction { db in
      // Pages go to the file, and so the journal is written, before the transaction ends.
      try db.execute(sql: "PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE")
      try db.execute(sql: Schema.migrations[0])
      try db.execute(sql: "PRAGMA user_version = \(Schema.version)")
      try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
      #expect(SecondProcess.run("/bin/cp", made + "-journal", crashed + "-journal"))
      try db.execute(sql: "COMMIT")
    }
    let journal = try Data(contentsOf: URL(filePath: crashed + "-journal"))
    #expect(journal.starts(with: [0xD9, 0xD5, 0x05, 0xF9]), "the journal was not written yet")
    let pages = try Data(contentsOf: URL(filePath: made)).prefix(pageCount * 4096)
    try pages.write(to: URL(filePath: crashed))
    await allowError(naming: crashed) {
      let steps = try await SessionStore(reading: crashed).allSteps()
      #expect(steps.isEmpty)
    }
    try await expectAnEmptyStore(crashed, "\(pageCount) pages")
  }

  private func expectAnEmptyStore(
    _ path: String, _ comment: Comment, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let store = try SessionStore(path: path)
    #expect(try await store.allSteps().isEmpty, comment, sourceLocation: sourceLocation)
    #expect(try store.verifyNow().findings.isEmpty, comment, sourceLocation: sourceLocation)
    try await store.store(SmallStore.polls)
    #expect(try store.verifyNow().findings.isEmpty, comment, sourceLocation: sourceLocation)
  }

  @Test(
    "gives everything back that was acknowledged, from a copy of its files while it writes",
    arguments: ["", "-shm"])
  func leftBehind(without suffix: String) async throws {
    let folder = try TemporaryFolder()
    let (path, copy) = (folder.file("a.sqlite"), folder.file("copy.sqlite"))
    let store = try SessionStore(path: path)
    try await store.store(Array(SmallStore.polls.prefix(5)))
    try await checkpoint(store)
    try await store.store(Array(SmallStore.polls.dropFirst(5)))
    for file in ["", "-wal", "-shm"] where file != suffix || suffix.isEmpty {
      #expect(SecondProcess.run("/bin/cp", path + file, copy + file))
    }
    let all = try await store.allSteps().map(\.contents)
    #expect(all.count == SmallStore.polls.count)
    for isReading in [true, false] {
      let opened = try isReading ? SessionStore(reading: copy) : SessionStore(path: copy)
      #expect(try await opened.allSteps().map(\.contents) == all)
      #expect(try opened.verifyNow(against: store.anchorNow()).findings.isEmpty)
    }
    let opened = try SessionStore(path: copy)
    try await opened.store([.answer(404, "", at: 99, session: "ses_new")])
    #expect(try opened.verifyNow().findings.isEmpty)
  }

  @Test("lacks what was in a log that is gone, which its anchor shows")
  func logGone() async throws {
    let folder = try TemporaryFolder()
    let (path, copy) = (folder.file("a.sqlite"), folder.file("copy.sqlite"))
    let store = try SessionStore(path: path)
    try await store.store(Array(SmallStore.polls.prefix(5)))
    try await checkpoint(store)
    try await store.store(Array(SmallStore.polls.dropFirst(5)))
    #expect(SecondProcess.run("/bin/cp", path, copy))
    let opened = try SessionStore(reading: copy)
    #expect(try await opened.allSteps().count == 5)
    #expect(
      try opened.verifyNow(against: store.anchorNow()).findings.contains(where: \.isIntegrityFault))
  }

  private func checkpoint(_ store: SessionStore) async throws {
    _ = try await (store.database as? DatabasePool)?.writeWithoutTransaction {
      try $0.checkpoint(.truncate)
    }
  }
}
