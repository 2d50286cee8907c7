import Foundation
import GRDB
import ScribeSession
import ScribeTalk
import TestRun
import Testing

@testable import ScribeBench
@testable import ScribeStore

@Suite("A store, with no room left", .endsSomeTime)
struct FullDiskFaults {
  /// Polls whose bodies share nothing, each about so long.
  private static func poll(_ number: Int, bytes: Int = 3_000) -> Poll {
    var random = SplitMix64(seed: UInt64(number))
    let body = (0..<bytes).map { _ in UInt8(32 + random.number(below: 90)) }
    return .answer(502, bytes: body, at: Double(number))
  }

  /// Appends polls from a number on until one is refused, and gives that number and the error.
  private func fill(
    _ store: SessionStore, from first: Int
  ) async throws -> (refused: Int, error: StoreError) {
    for number in first..<first + 10_000 {
      do {
        try await store.store([Self.poll(number)])
      } catch let error as StoreError {
        return (number, error)
      }
    }
    throw CancellationError()
  }

  /// That a store is as if what was refused had never been asked for, and goes on.
  private func expectToGoOn(
    _ store: SessionStore, after count: Int, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let appended = try await store.store([Self.poll(count + 1), Self.poll(count + 2)])
    #expect(
      appended == [
        .stored(version: count + 1, position: count + 1),
        .stored(version: count + 2, position: count + 2),
      ], sourceLocation: sourceLocation)
    #expect(
      try await store.allSteps().map(\.poll) == (1...count + 2).map { Self.poll($0) },
      sourceLocation: sourceLocation)
    #expect(try store.verifyNow().findings.isEmpty, sourceLocation: sourceLocation)
  }

  @Test(
    "keeps what was acknowledged, says that the disk is full, and goes on once it is not",
    .enabled(if: MemoryDisk.isAvailable),
    arguments: [300, 424, 612, 1_200], [SessionStore.Durability.full, .normal])
  func disk(kilobytes: Int, durability: SessionStore.Durability) async throws {
    let disk = try MemoryDisk(kilobytes: kilobytes)
    let path = disk.file("a.sqlite")
    let store = try SessionStore(path: path, durability: durability)
    var refused = 1
    for _ in 1...2 {
      let (number, error) = try await fill(store, from: refused)
      #expect(error == .full(file: path))
      expectOneLine(error, naming: path)
      refused = number
    }
    // Somebody else reads, and so does who was refused.
    for reader in [store, try SessionStore(reading: path)] {
      #expect(try await reader.session(.x).version == refused - 1)
      #expect(
        try await reader.allSteps().map(\.poll) == (1..<refused).map { Self.poll($0) })
      #expect(try reader.verifyNow().findings.isEmpty)
    }
    #expect(disk.resize(kilobytes: 2 * kilobytes + 400))
    try await expectToGoOn(store, after: refused - 1)
  }

  @Test(
    "is opened again after its process has ended on a full disk",
    .enabled(if: MemoryDisk.isAvailable), arguments: [424, 700])
  func reopened(kilobytes: Int) async throws {
    let disk = try MemoryDisk(kilobytes: kilobytes)
    let path = disk.file("a.sqlite")
    let refused = try await fill(try SessionStore(path: path), from: 1).refused
    #expect(try await SessionStore(reading: path).allSteps().count == refused - 1)
    #expect(disk.resize(kilobytes: 2 * kilobytes))
    try await expectToGoOn(SessionStore(path: path), after: refused - 1)
  }

  @Test(
    "is made once there is room for it, and until then says that there is none",
    .enabled(if: MemoryDisk.isAvailable), arguments: [0, 4, 8, 24, 40, 64, 80, 96, 112])
  func making(kilobytesLeft: Int) async throws {
    let disk = try MemoryDisk(kilobytes: 128)
    let path = disk.file("a.sqlite")
    let ballast = Data(repeating: 1, count: (128 - kilobytesLeft) * 1024)
    try ballast.write(to: URL(filePath: disk.file("ballast")))
    await expectError(naming: path) {
      try await SessionStore(path: path).store([Self.poll(1)])
    } where: { error in
      // SQLite has no word of its own for a shared memory file that cannot be made.
      if case .unreadable = error { true } else { error == .full(file: path) }
    }
    #expect(disk.resize(kilobytes: 2_000))
    let store = try SessionStore(path: path)
    #expect(try await store.allSteps().isEmpty)
    try await expectToGoOn(store, after: 0)
  }

  @Test("leaves no half a copy behind", .enabled(if: MemoryDisk.isAvailable))
  func backup() async throws {
    let folder = try TemporaryFolder()
    let store = try SessionStore(path: folder.file("a.sqlite"), durability: .normal)
    try await store.store((1...100).map { Self.poll($0) })
    let disk = try MemoryDisk(kilobytes: 128)
    let copy = disk.file("copy")
    await expectError(naming: copy) {
      try store.backUp(to: copy)
    } where: {
      $0 == .full(file: copy)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path).isEmpty)
  }

  @Test("keeps what was acknowledged where the file may have no more pages")
  func pages() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.sqlite")
    let store = try SessionStore(path: path)
    let pool = try #require(store.database as? DatabasePool)
    try await pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 100") }
    let (refused, error) = try await fill(store, from: 1)
    #expect(error == .full(file: path))
    expectOneLine(error, naming: path)
    try await pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 10000") }
    try await expectToGoOn(store, after: refused - 1)
  }

  @Test("stores all steps of a call or none, and the other calls that shared its commit")
  func batch() async throws {
    let folder = try TemporaryFolder()
    let store = try SessionStore(path: folder.file("a.sqlite"))
    let pool = try #require(store.database as? DatabasePool)
    try await pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 100") }
    var session = try await store.session(.x).session
    let steps = (1...200).map { number in
      let poll = Self.poll(number)
      return NewStep(poll, session.observe(poll), expecting: number - 1)
    }
    await #expect(throws: StoreError.full(file: store.path)) { try await store.append(steps) }
    #expect(try await store.allSteps().isEmpty)
    try await expectToGoOn(store, after: 0)
  }

  @Test(
    "keeps what was acknowledged where files may not grow further",
    .disabled(if: Sanitizer.isPresent), arguments: [120, 333, 800])
  func fileSizeLimit(kilobytes: Int) async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.sqlite")
    let limited = try SecondProcess(
      "write", path, "ses_x", "a", "1", "100000", blockLimit: kilobytes)
    var lines = await limited.lines()
    let failure = lines.popLast() ?? ""
    #expect(failure.hasPrefix("failed: \(path): "), "\(failure)")
    #expect(await limited.status() == 1)
    let reader = try SessionStore(reading: path)
    #expect(lines.count > 1)
    #expect(try await reader.session(.x).version == lines.count)
    #expect(try reader.verifyNow().findings.isEmpty)
    let next = try SecondProcess("write", path, "ses_x", "a", "\(lines.count + 1)", "2")
    #expect(await next.lines() == ["\(lines.count + 1)", "\(lines.count + 2)"])
    #expect(try reader.verifyNow().findings.isEmpty)
  }
}
