import GRDB
import ScribeSession

/// The streams by their ids, and what can be had of their keys: each read once in a transaction, in which
/// nothing can be erased.
struct StoredStreams {
  private let keys: StoreKeys
  private var streams: [Int: PollStream] = [:]
  private var secrets: [Int: StreamSecret] = [:]

  init(_ keys: StoreKeys) {
    self.keys = keys
  }

  mutating func secret(_ id: Int, _ db: Database) throws -> StreamSecret {
    if let secret = secrets[id] { return secret }
    let secret = try keys.secret(ofStream: id, db)
    secrets[id] = secret
    return secret
  }

  mutating func stream(_ id: Int, _ db: Database) throws -> PollStream {
    if let stream = streams[id] { return stream }
    let statement = try db.cachedStatement(
      sql: "SELECT \(PollStream.columns) FROM streams WHERE id = ?")
    guard let row = try Row.fetchOne(statement, arguments: [id]) else {
      throw RowFault("stream \(id) is missing")
    }
    let stream = PollStream(row: row, from: 0)
    streams[id] = stream
    return stream
  }
}
