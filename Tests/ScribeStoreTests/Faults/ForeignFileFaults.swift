import Foundation
import GRDB
import ScribeSession
import ScribeTalk
import Testing

@testable import ScribeBench
@testable import ScribeStore

@Suite("A file that is no store of this version")
struct ForeignFileFaults {
  /// Opens a file both ways, and expects that each fails alike and leaves the file as it is.
  private func expectRefusal(
    of path: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ isExpected: (StoreError) -> Bool
  ) async throws {
    let before = try Data(contentsOf: URL(filePath: path))
    for isReading in [true, false] {
      await expectError(naming: path, sourceLocation: sourceLocation) {
        _ = try isReading ? SessionStore(reading: path) : SessionStore(path: path)
      } where: {
        isExpected($0)
      }
      let after = try Data(contentsOf: URL(filePath: path))
      #expect(before == after, "the file was changed", sourceLocation: sourceLocation)
    }
  }

  private func isNoStore(_ error: StoreError) -> Bool {
    if case .notAStore = error { true } else { false }
  }

  @Test(
    "is refused where it is not SQLite's",
    arguments: ["text", "short", "random", "header only", "header and garbage"])
  func notSQLite(kind: String) async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.sqlite")
    var random = SplitMix64(seed: 4)
    let garbage = (0..<9_000).map { _ in UInt8(random.number(below: 256)) }
    let header = Array("SQLite format 3\0".utf8)
    let bytes: [UInt8] =
      switch kind {
      case "text": Array(#"{"kind":"poll","version":1}"#.utf8)
      case "short": [83]
      case "random": garbage
      case "header only": header
      default: header + garbage
      }
    try Data(bytes).write(to: URL(filePath: path))
    try await expectRefusal(of: path, isNoStore)
  }

  @Test("is refused for reading where it is empty, missing or a folder")
  func empty() async throws {
    let folder = try TemporaryFolder()
    try Data().write(to: URL(filePath: folder.file("empty")))
    for path in [folder.file("empty"), folder.file("missing"), folder.path] {
      await expectError(naming: path) { _ = try SessionStore(reading: path) }
    }
    #expect(!FileManager.default.fileExists(atPath: folder.file("missing")))
    await expectError(naming: folder.path) { _ = try SessionStore(path: folder.path) }
  }

  @Test("becomes a store where it is empty")
  func emptyForWriting() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("empty")
    try Data().write(to: URL(filePath: path))
    try await SessionStore(path: path).store(SmallStore.polls)
    #expect(try SessionStore(reading: path).verifyNow().findings.isEmpty)
  }

  @Test("is refused where it is another program's", arguments: ["delete", "wal"], [0, 1, 99])
  func otherProgram(journal: String, version: Int) async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("other.sqlite")
    do {
      let queue = try DatabaseQueue(path: path)
      try await queue.writeWithoutTransaction { db in
        try db.execute(
          sql: """
            PRAGMA journal_mode = \(journal);
            CREATE TABLE polls (position INTEGER PRIMARY KEY, data TEXT);
            INSERT INTO polls (data) VALUES ('one'), ('two');
            PRAGMA user_version = \(version);
            """)
      }
    }
    try await expectRefusal(of: path, isNoStore)
    #expect(
      try await DatabaseQueue(path: path).read {
        try Int.fetchOne($0, sql: "SELECT count(*) FROM polls")
      }
        == 2)
  }

  @Test("is refused where a newer version made it")
  func newer() async throws {
    let small = try await SmallStore()
    for version in [Schema.version + 1, 99, Int(Int32.max)] {
      try await DatabaseQueue(path: small.path).writeWithoutTransaction {
        try $0.execute(sql: "PRAGMA user_version = \(version)")
      }
      try await expectRefusal(of: small.path) {
        $0 == .newerSchema(file: small.path, found: version, supported: Schema.version)
      }
    }
  }

  /// In a process of its own, which may crash.
  @Test("is refused where its version is none", arguments: [-1, 0, Int(Int32.min)])
  func impossibleVersion(version: Int) async throws {
    let small = try await SmallStore()
    try await DatabaseQueue(path: small.path).writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA user_version = \(version)")
    }
    let opener = try SecondProcess("open", small.path)
    let lines = await opener.lines()
    #expect(lines.count == 1)
    #expect(lines.first?.hasPrefix("failed: \(small.path): ") == true, "\(lines)")
    #expect(await opener.status() == 1)
  }
}
