import GRDB
import ScribeSession
import ScribeTalk
import Testing

@testable import ScribeBench
@testable import ScribeStore

@Suite("A store, keeping bodies")
struct BodyStorageTests {
  private func store(
    _ bodies: [[UInt8]], status: (Int) -> Int = { _ in 202 }
  ) async throws -> (SessionStore, TemporaryFolder) {
    let folder = try TemporaryFolder()
    let store = try SessionStore(path: folder.file("a.sqlite"), durability: .normal)
    try await store.store(
      bodies.enumerated().map { .answer(status($0), bytes: $1, at: Double($0)) })
    return (store, folder)
  }

  private func rows(_ store: SessionStore) throws -> [(
    bytes: Int, base: Int?, depth: Int, stored: Int
  )] {
    try store.readNow { db in
      try Row.fetchAll(db, sql: "SELECT bytes, base, depth, length(data) FROM bodies ORDER BY id")
        .map { ($0[0], $0[1], $0[2], $0[3]) }
    }
  }

  @Test("gives each back byte for byte, whatever the server did to it", arguments: 0..<8)
  func everyRewriting(seed: UInt64) async throws {
    var random = SplitMix64(seed: seed)
    let bodies = (1...60).map { poll in
      BodyRewriting.allCases.randomElement(using: &random)?.body(poll: poll, &random) ?? []
    }
    let statuses = bodies.map { _ in
      [200, 202, 206, 410, 404, 502].randomElement(using: &random) ?? 0
    }
    let (store, folder) = try await store(bodies) { statuses[$0] }
    #expect(try await store.allSteps().map(\.poll.answer?.body) == bodies, "seed \(seed)")
    // Each by itself, from its whole body on.
    for (index, body) in bodies.enumerated() {
      let step = try await store.steps(of: .x, after: index, limit: 1)[0]
      #expect(step.poll.answer?.body == body, "seed \(seed), poll \(index + 1)")
    }
    #expect(try store.verifyNow().findings.isEmpty)
    withExtendedLifetime(folder) {}
  }

  @Test("checks each once, also one that comes again after several others")
  func checkedOnce() async throws {
    let report = BodyRecipe().body(poll: 1)
    let pages = (1...6).map { Array("<html>bad gateway, request \($0)</html>".utf8) }
    let (store, folder) = try await store([report] + pages + [report, report]) {
      (1...6).contains($0) ? 502 : 202
    }
    let check = try store.verifyNow()
    #expect(try check.bodyCount == rows(store).count)
    #expect(try check.bodyByteCount == rows(store).reduce(0) { $0 + $1.bytes })
    #expect(check.findings.isEmpty)
    withExtendedLifetime(folder) {}
  }

  @Test("keeps one that did not change once")
  func unchanged() async throws {
    let body = BodyRecipe().body(poll: 1)
    let (store, folder) = try await store(Array(repeating: body, count: 20))
    #expect(try rows(store).count == 1)
    withExtendedLifetime(folder) {}
  }

  @Test("keeps of one that grew, was signed anew and has its members shuffled what is new only")
  func differences() async throws {
    let bodies = (1...40).map { poll in
      var recipe = BodyRecipe()
      recipe.transcriptByteCount = 8_000 + 100 * poll
      recipe.areMembersShuffled = true
      return recipe.body(poll: poll)
    }
    let (store, folder) = try await store(bodies)
    let rows = try rows(store)
    #expect(rows.filter { $0.base == nil }.count == 1)
    for row in rows.dropFirst() { #expect(row.stored < 450, "of \(row.bytes) bytes") }
    withExtendedLifetime(folder) {}
  }

  @Test("keeps the bodies of an outage beside those of the session, whose chain goes on")
  func outage() async throws {
    let bodies = (1...30).map { poll -> [UInt8] in
      if poll % 3 == 0 { return Array("<html>bad gateway, request \(poll)</html>".utf8) }
      var recipe = BodyRecipe()
      recipe.transcriptByteCount = 8_000 + 100 * poll
      return recipe.body(poll: poll)
    }
    let (store, folder) = try await store(bodies) { ($0 + 1) % 3 == 0 ? 502 : 202 }
    let large = try rows(store).filter { $0.bytes > 1_000 }
    #expect(large.filter { $0.base == nil }.count == 1)
    withExtendedLifetime(folder) {}
  }

  @Test("starts a chain anew after so many differences, and where none pays")
  func keyframes() async throws {
    let count = BodyShelf.longestChain + 40
    let bodies = (1...count).map { poll -> [UInt8] in
      Array(
        #"{"status":"processing","transcript":"\#(String(repeating: "a", count: 60 + poll))"}"#.utf8
      )
    }
    let (store, folder) = try await store(bodies + [Array(#"{"status":"failed"}"#.utf8)])
    let rows = try rows(store)
    #expect(rows.map(\.depth).max() == BodyShelf.longestChain)
    #expect(
      rows.enumerated().filter { $1.base == nil }.map(\.offset) == [
        0, BodyShelf.longestChain + 1, count,
      ])
    #expect(
      try await store.steps(of: .x, after: count - 1, limit: 1)[0].poll.answer?.body
        == bodies[count - 1])
    withExtendedLifetime(folder) {}
  }

  @Test("goes on with a chain after it was opened anew, by this process or another")
  func reopened() async throws {
    let folder = try TemporaryFolder()
    for poll in 1...20 {
      var recipe = BodyRecipe()
      recipe.transcriptByteCount = 8_000 + 100 * poll
      let store = try SessionStore(path: folder.file("a.sqlite"), durability: .normal)
      try await store.store([.answer(202, bytes: recipe.body(poll: poll), at: Double(poll))])
    }
    let store = try SessionStore(path: folder.file("a.sqlite"))
    #expect(try rows(store).map(\.depth) == Array(0..<20))
    withExtendedLifetime(folder) {}
  }

  @Test("reads a difference that was damaged as none, and never past what is there")
  func damagedDifferences() throws {
    var random = SplitMix64(seed: 11)
    let base = BodyRecipe().body(poll: 1)
    let body = BodyRecipe().body(poll: 2)
    let difference = try #require(BodyDifference.make(body, from: base, changes: nil))
    #expect(BodyDifference.apply(difference, to: base, byteCount: body.count) == body)
    #expect(BodyDifference.apply(difference, to: base, byteCount: body.count + 1) == nil)
    #expect(BodyDifference.apply(difference, to: [], byteCount: body.count) == nil)
    for length in 0..<difference.count {
      #expect(
        BodyDifference.apply(Array(difference[..<length]), to: base, byteCount: body.count) == nil)
    }
    for _ in 0..<20_000 {
      var damaged = difference
      let place = Int(random.next() % UInt64(damaged.count))
      damaged[place] ^= UInt8(1 << (random.next() % 8))
      if let rebuilt = BodyDifference.apply(damaged, to: base, byteCount: body.count) {
        #expect(rebuilt.count == body.count)
      }
    }
  }
}
