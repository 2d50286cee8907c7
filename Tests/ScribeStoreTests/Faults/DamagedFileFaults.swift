import Foundation
import ScribeSession
import ScribeTalk
import Testing

@testable import ScribeBench
@testable import ScribeStore

@Suite("A store, whose file was damaged")
struct DamagedFileFaults {
  /// Opens a file both ways and expects each time an error that names the file, a finding, or
  /// everything that was stored.
  private func expectReportOrEverything(
    _ bytes: Data, of small: SmallStore, _ comment: Comment,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    for isReading in [true, false] {
      let path = try small.file(bytes)
      await allowError(naming: path, sourceLocation: sourceLocation) {
        let store = try isReading ? SessionStore(reading: path) : SessionStore(path: path)
        if let contents = await store.contentsUnlessReported() {
          #expect(contents == small.steps, comment, sourceLocation: sourceLocation)
        }
      }
    }
  }

  @Test("is never taken for a whole one of fewer polls when its end is missing")
  func truncated() async throws {
    let small = try await SmallStore()
    let pageSize = 4096
    #expect(small.bytes.count.isMultiple(of: pageSize))
    let pages = stride(from: pageSize, to: small.bytes.count, by: pageSize)
    #expect(pages.underestimatedCount > 8)
    var random = SplitMix64(seed: 5)
    let between = (0..<20).map { _ in 1 + random.number(below: small.bytes.count - 1) }
    for length in Array(pages) + between {
      try await expectReportOrEverything(
        small.bytes.prefix(length), of: small, "the first \(length) bytes")
    }
    let path = try small.file(Data())
    #expect(throws: StoreError.self) { _ = try SessionStore(reading: path) }
  }

  @Test("is never taken for a whole one when a page was overwritten", arguments: [UInt8(0), 0xFF])
  func overwrittenPages(byte: UInt8) async throws {
    let small = try await SmallStore()
    for start in stride(from: 0, to: small.bytes.count, by: 4096) {
      var bytes = small.bytes
      bytes.replaceSubrange(start..<start + 4096, with: repeatElement(byte, count: 4096))
      try await expectReportOrEverything(bytes, of: small, "the page at \(start)")
    }
  }

  @Test("is never taken for a whole one when two pages were exchanged")
  func exchangedPages() async throws {
    let small = try await SmallStore()
    let pages = Array(stride(from: 4096, to: small.bytes.count, by: 4096))
    for (first, second) in zip(pages, pages.dropFirst()) {
      var bytes = small.bytes
      bytes.replaceSubrange(first..<first + 4096, with: small.bytes[second..<second + 4096])
      bytes.replaceSubrange(second..<second + 4096, with: small.bytes[first..<first + 4096])
      try await expectReportOrEverything(bytes, of: small, "the pages at \(first) and \(second)")
    }
  }

  @Test(
    "gives everything back as it was, or tells that it does not, whichever bit of it is another",
    arguments: [UInt64(6), 7])
  func bits(seed: UInt64) async throws {
    let small = try await SmallStore()
    var random = SplitMix64(seed: seed)
    for round in 1...setting("STORE_FLIPPED_BITS", else: 150) / 2 {
      // Pages have holes: every other flip goes where there is something.
      var place = random.number(below: small.bytes.count)
      while round.isMultiple(of: 2), small.bytes[place] == 0 {
        place = random.number(below: small.bytes.count)
      }
      let bit = random.number(below: 8)
      var bytes = small.bytes
      bytes[place] ^= 1 << UInt8(bit)
      try await expectReportOrEverything(
        bytes, of: small, "seed \(seed), round \(round): bit \(bit) of byte \(place)")
    }
  }

  @Test(
    "gives everything back as it was, or tells that it does not, whichever header byte is another")
  func header() async throws {
    let small = try await SmallStore()
    // Not the version, whose impossible values are tested in a process of their own.
    for place in 0..<100 where !(60..<64).contains(place) {
      var bytes = small.bytes
      bytes[place] ^= UInt8(1 << (place % 8))
      try await expectReportOrEverything(bytes, of: small, "byte \(place)")
    }
  }

  @Test("loses at most the end of its log to a flipped bit there, which its anchor shows")
  func log() async throws {
    let folder = try TemporaryFolder()
    let (path, copy) = (folder.file("a.sqlite"), folder.file("copy.sqlite"))
    let store = try SessionStore(path: path)
    try await store.store(SmallStore.polls)
    let all = try await store.allSteps().map(\.contents)
    let anchor = try store.anchorNow()
    // Not by this process, which would give up its locks.
    for suffix in ["", "-wal"] {
      #expect(SecondProcess.run("/bin/cp", path + suffix, copy + suffix))
    }
    let whole = try Data(contentsOf: URL(filePath: copy))
    let log = try Data(contentsOf: URL(filePath: copy + "-wal"))
    var random = SplitMix64(seed: 8)
    var lost = 0
    for round in 1...setting("STORE_FLIPPED_BITS", else: 150) / 3 {
      var bytes = log
      let place = random.number(below: log.count)
      bytes[place] ^= UInt8(1 << random.number(below: 8))
      let comment = Comment(rawValue: "round \(round): byte \(place) of the log")
      try? FileManager.default.removeItem(atPath: copy + "-shm")
      try whole.write(to: URL(filePath: copy))
      try bytes.write(to: URL(filePath: copy + "-wal"))
      await allowError(naming: copy) {
        let opened = try SessionStore(reading: copy)
        let isSeen = try opened.verifyNow(against: anchor).findings.contains(
          where: \.isIntegrityFault)
        let contents = try await opened.allSteps().map(\.contents)
        #expect(contents == Array(all.prefix(contents.count)), comment)
        #expect(isSeen == (contents.count < all.count), comment)
        if isSeen { lost += 1 }
      }
    }
    #expect(lost > 0)
  }
}
