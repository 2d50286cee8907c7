import Foundation
import GRDB

/// Gives stored bodies back, byte for byte.
///
/// Keeps the last ones: the next body of a stream is a difference from the last, so that reading a
/// stream in order applies one difference a body. Reading one at random applies at most
/// ``BodyShelf/longestChain`` of them.
struct BodyRebuilder {
  /// How many bytes of bodies are kept, but for one, which may be longer.
  private static let keptByteLimit = 1 << 22

  private let keys: StoreKeys
  private var kept: [Int: [UInt8]] = [:]
  private var keptByteCount = 0
  /// What can be had of the keys of streams, as long as nothing can be erased in between.
  private var secrets: [Int: StreamSecret] = [:]

  init(_ keys: StoreKeys) {
    self.keys = keys
  }

  /// Begins to read in another transaction, before which sessions may have been erased.
  mutating func beginTransaction() {
    secrets.removeAll(keepingCapacity: true)
  }

  /// A row of the table of bodies.
  struct Stored {
    let stream: Int
    let byteCount: Int
    let sha256: [UInt8]
    let base: Int?
    let depth: Int
    /// Nil where the body was erased.
    let data: [UInt8]?

    var digest: BodyDigest { BodyDigest(byteCount: byteCount, sha256: sha256) }
  }

  static func stored(_ id: Int, _ db: Database) throws -> Stored? {
    let statement = try db.cachedStatement(
      sql: "SELECT bytes, sha256, base, depth, data, stream FROM bodies WHERE id = ?")
    // A row of a cursor is read in place, as long as the cursor lives.
    let rows = try Row.fetchCursor(statement, arguments: [id])
    guard let row = try rows.next() else { return nil }
    let stored = Stored(
      stream: row.integer(5) ?? 0, byteCount: row.integer(0) ?? -1, sha256: row.bytes(1) ?? [],
      base: row.integer(2),
      depth: row.integer(3) ?? -1, data: row.bytes(4))
    return withExtendedLifetime(rows) { stored }
  }

  /// The body with that id, as far as it can be had.
  mutating func body(_ id: Int, _ db: Database) throws -> StoredBody {
    if let body = kept[id] { return .bytes(body) }
    var chain: [(id: Int, stored: Stored)] = []
    var body: [UInt8]?
    var next: Int? = id
    while let current = next {
      if let known = kept[current] {
        body = known
        break
      }
      guard chain.count <= BodyShelf.longestChain else {
        throw RowFault("body \(id) has too long a chain")
      }
      guard let stored = try Self.stored(current, db) else {
        throw RowFault("body \(current) is missing")
      }
      guard stored.data != nil else { return .erased }
      // SQLite's own limit: no body was ever longer.
      guard (0...1_000_000_000).contains(stored.byteCount) else {
        throw RowFault("body \(current) cannot be as long as it is said to be")
      }
      chain.append((current, stored))
      next = stored.base
    }
    let secret = try chain.first.map { try keys.secret(ofStream: $0.stored.stream, db) }
    guard let streamKeys = secret?.keys else { return secret?.isLocked == true ? .locked : .erased }
    for (current, stored) in chain.reversed() {
      let data = try open(current, stored, streamKeys)
      let rebuilt =
        stored.base == nil
        ? data : body.flatMap { BodyDifference.apply(data, to: $0, byteCount: stored.byteCount) }
      guard let rebuilt, rebuilt.count == stored.byteCount else {
        throw RowFault("body \(current) cannot be rebuilt")
      }
      body = rebuilt
    }
    guard let body else { return .erased }
    keep(body, id)
    return .bytes(body)
  }

  /// The body of that id in a stream, as far as it can be had; and the keys of the stream.
  mutating func body(
    _ id: Int?, ofStream stream: Int, _ db: Database
  ) throws -> (body: StoredBody?, keys: StreamKeys?) {
    let secret = try secrets[stream] ?? keys.secret(ofStream: stream, db)
    secrets[stream] = secret
    switch secret {
    case .keys(let keys): return (try id.map { try body($0, db) }, keys)
    case .locked: return (id.map { _ in .locked }, nil)
    case .erased: return (id.map { _ in .erased }, nil)
    }
  }

  private func open(_ id: Int, _ stored: Stored, _ keys: StreamKeys) throws -> [UInt8] {
    do {
      return try keys.read(stored.data ?? [], of: stored.digest, base: stored.base)
    } catch {
      throw RowFault("the seal of body \(id) is broken")
    }
  }

  private mutating func keep(_ body: [UInt8], _ id: Int) {
    if keptByteCount + body.count > Self.keptByteLimit {
      kept.removeAll()
      keptByteCount = 0
    }
    kept[id] = body
    keptByteCount += body.count
  }
}

/// A body, as far as it can be had.
enum StoredBody {
  case bytes([UInt8])
  /// It, or what it is a difference from, was erased.
  case erased
  /// It is sealed, and nobody gave the key.
  case locked

  var bytes: [UInt8]? {
    if case .bytes(let bytes) = self { bytes } else { nil }
  }
}

/// The rebuilder of the last reading, so that the next page goes on where that one ended.
///
/// Unchecked: it is touched under the lock.
final class SharedRebuilder: @unchecked Sendable {
  private let keys: StoreKeys
  private let lock = NSLock()
  private var idle: BodyRebuilder?

  init(_ keys: StoreKeys) {
    self.keys = keys
  }

  /// The idle one, or another while that is in use.
  func take() -> BodyRebuilder {
    lock.withLock {
      defer { idle = nil }
      return idle ?? BodyRebuilder(keys)
    }
  }

  func give(_ rebuilder: BodyRebuilder) {
    lock.withLock { idle = rebuilder }
  }

  func forget() {
    lock.withLock { idle = nil }
  }
}
