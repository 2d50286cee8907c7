import GRDB
import ScribeSession

/// Where the bodies of one stream go: the last ones that it holds, and what the next one becomes.
///
/// Bodies that can be read are kept as differences from the last one that could, along what the
/// decoder found; others, pages of a gateway say, from the last one of their own kind, so that they
/// break no chain.
struct BodyShelf {
  /// How many differences may lead to a body from a whole one.
  ///
  /// Whole bodies are what a growing session's file mostly consists of: at 256, a session of 600
  /// polls that grows to 1 MB keeps three of them.
  static let longestChain = 256

  /// A body that is stored.
  private struct Shelved {
    let id: Int
    let bytes: [UInt8]
    let digest: BodyDigest
    let depth: Int
  }

  /// The last body that could be read, and the last other one.
  private var report: Shelved?
  private var other: Shelved?
  /// What read ``report``.
  private var reader = BodyReader()
  /// Where it was left, as long as nothing else had to be compared: rebuilding may take long.
  private var left: Left?

  /// The ids of those that were erased since, and nothing can be a difference from.
  private var erased: (report: Int?, other: Int?) = (nil, nil)

  /// The two bodies by their ids, and by their digests unless they were erased.
  private struct Left {
    let report: (id: Int, digest: BodyDigest?)?
    let other: (id: Int, digest: BodyDigest?)?
  }

  /// The ids of both.
  var ids: (report: Int?, other: Int?) {
    if let left { return (left.report?.id, left.other?.id) }
    return (report?.id ?? erased.report, other?.id ?? erased.other)
  }
  /// How many bytes it holds.
  var heldByteCount: Int { (report?.bytes.count ?? 0) + (other?.bytes.count ?? 0) }

  /// A shelf with nothing on it.
  init() {}

  /// The shelf as it was left.
  init(report: Int?, other: Int?, _ db: Database) throws {
    func stored(_ id: Int?) throws -> (Int, BodyDigest?)? {
      guard let id, let stored = try BodyRebuilder.stored(id, db) else { return nil }
      return (id, stored.data == nil ? nil : stored.digest)
    }
    left = Left(report: try stored(report), other: try stored(other))
  }

  /// Takes both bodies up again; what was erased since is not missed.
  private mutating func takeUp(_ left: Left, _ keys: StreamKeys, _ db: Database) throws {
    var rebuilder = BodyRebuilder()
    func shelved(_ id: Int?) throws -> Shelved? {
      guard let id, let bytes = try rebuilder.body(id, under: keys, db),
        let stored = try BodyRebuilder.stored(id, db)
      else { return nil }
      return Shelved(id: id, bytes: bytes, digest: stored.digest, depth: stored.depth)
    }
    let taken = (report: try shelved(left.report?.id), other: try shelved(left.other?.id))
    self.left = nil
    erased = (left.report?.id, left.other?.id)
    (report, other) = taken
    if let bytes = report?.bytes {
      _ = try? reader.read(Poll.Answer(status: 200, body: bytes))
    }
  }

  /// Stores the body of an answer unless the last one is the same, and gives its id and digest.
  mutating func store(
    _ body: [UInt8], of answer: Poll.Answer, in stream: (id: Int, keys: StreamKeys),
    _ insertion: inout HotStatement, _ db: Database
  ) throws -> (id: Int, digest: BodyDigest) {
    if let left {
      let digest = stream.keys.digest(of: body)
      let last = answer.carriesReport ? left.report : left.other
      if let last, last.digest == digest { return (last.id, digest) }
      try takeUp(left, stream.keys, db)
    }
    if answer.carriesReport, (try? reader.read(answer)) != nil {
      if let report, reader.checkedCount == 0, report.bytes == body {
        return (report.id, report.digest)
      }
      let difference = difference(
        body, from: report, changes: report == nil ? nil : reader.changes)
      let shelved = try insert(body, difference, after: report, stream, &insertion, db)
      report = shelved
      return (shelved.id, shelved.digest)
    }
    if let other, other.bytes == body { return (other.id, other.digest) }
    let fromOther = difference(body, from: other, changes: nil)
    let fromReport = difference(body, from: report, changes: nil)
    let isReportNearer =
      fromReport.map { $0.count < (fromOther?.count ?? .max) } ?? false
    let shelved = try insert(
      body, isReportNearer ? fromReport : fromOther, after: isReportNearer ? report : other,
      stream, &insertion, db)
    other = shelved
    return (shelved.id, shelved.digest)
  }

  private func difference(
    _ body: [UInt8], from base: Shelved?, changes: BodyChanges?
  ) -> [UInt8]? {
    guard let base, base.depth < Self.longestChain else { return nil }
    return BodyDifference.make(body, from: base.bytes, changes: changes)
  }

  private func insert(
    _ body: [UInt8], _ difference: [UInt8]?, after base: Shelved?,
    _ stream: (id: Int, keys: StreamKeys), _ insertion: inout HotStatement, _ db: Database
  ) throws -> Shelved {
    let base = difference == nil ? nil : base
    let depth = base.map { $0.depth + 1 } ?? 0
    let digest = stream.keys.digest(of: body)
    let data = try stream.keys.written(difference ?? body, of: digest, base: base?.id)
    insertion.bind(stream.id)
    insertion.bind(body.count)
    insertion.bind(blob: digest.sha256)
    insertion.bind(base?.id)
    insertion.bind(depth)
    insertion.bind(blob: data)
    try insertion.run(db)
    return Shelved(id: Int(db.lastInsertedRowID), bytes: body, digest: digest, depth: depth)
  }
}
