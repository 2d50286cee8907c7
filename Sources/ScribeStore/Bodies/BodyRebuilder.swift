import GRDB

/// Gives stored bodies back, byte for byte.
///
/// Keeps the last ones: the next body of a stream is a difference from the last, so that reading a
/// stream in order applies one difference a body. Reading one at random applies at most
/// ``BodyShelf/longestChain`` of them.
struct BodyRebuilder {
  /// How many bytes of bodies are kept, but for one, which may be longer.
  private static let keptByteLimit = 1 << 22

  private var kept: [Int: [UInt8]] = [:]
  private var keptByteCount = 0

  /// A row of the table of bodies.
  struct Stored {
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
      sql: "SELECT bytes, sha256, base, depth, data FROM bodies WHERE id = ?")
    // A row of a cursor is read in place, as long as the cursor lives.
    let rows = try Row.fetchCursor(statement, arguments: [id])
    guard let row = try rows.next() else { return nil }
    let stored = Stored(
      byteCount: row.integer(0) ?? -1, sha256: row.bytes(1) ?? [],
      base: row.integer(2),
      depth: row.integer(3) ?? -1, data: row.bytes(4))
    return withExtendedLifetime(rows) { stored }
  }

  /// The body with that id; nil where it, or what it is a difference from, was erased.
  ///
  /// - Parameter keys: of its stream.
  mutating func body(_ id: Int, under keys: StreamKeys, _ db: Database) throws -> [UInt8]? {
    if let body = kept[id] { return body }
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
      guard stored.data != nil else { return nil }
      // SQLite's own limit: no body was ever longer.
      guard (0...1_000_000_000).contains(stored.byteCount) else {
        throw RowFault("body \(current) cannot be as long as it is said to be")
      }
      chain.append((current, stored))
      next = stored.base
    }
    for (current, stored) in chain.reversed() {
      let data = try open(current, stored, keys)
      let rebuilt =
        stored.base == nil
        ? data : body.flatMap { BodyDifference.apply(data, to: $0, byteCount: stored.byteCount) }
      guard let rebuilt, rebuilt.count == stored.byteCount else {
        throw RowFault("body \(current) cannot be rebuilt")
      }
      body = rebuilt
    }
    if let body { keep(body, id) }
    return body
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
