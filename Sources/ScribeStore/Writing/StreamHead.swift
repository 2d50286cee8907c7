import Foundation
import GRDB
import ScribeJSON
import ScribeSession

/// The end of a stream, as the next append needs it.
struct StreamHead {
  let id: Int
  var version = 0
  var session: Session
  var hash: [UInt8]
  var eventCount = 0
  var anomalyCount = 0
  var firstReceivedAt = 0
  /// The latest time by which polls are told apart; one after it is new for certain.
  var latestAskedAt = Int.min
  var shelf = BodyShelf()
  /// The content of the session as it is written, where it was written before.
  var content: [UInt8]?
  let keys: StreamKeys
  /// What is to be written of the keys, as long as the row of the stream has not been written.
  var unwrittenKeys: [UInt8]?

  var isStored: Bool { unwrittenKeys == nil }

  /// A stream that nothing is stored of, its id being the next one.
  ///
  /// - Parameters:
  ///   - key: of its fingerprints.
  ///   - isSealed: whether its bodies will be.
  init(new stream: PollStream, id: Int, key: FingerprintKey, isSealed: Bool) throws {
    self.id = id
    session = Session(fingerprintKey: key)
    let material = StreamKeys.newMaterial(fingerprint: key)
    guard let keys = StreamKeys(material: material, isSealed: isSealed) else {
      throw RowFault("new keys are none")
    }
    self.keys = keys
    unwrittenKeys = material
    hash = HashChain.start(of: stream, keyDigest: keys.digest)
  }

  /// What is stored of a stream; nil where that is nothing.
  init?(_ stream: PollStream, _ storeKeys: StoreKeys, _ db: Database) throws {
    guard let streamID = try StoreReader.id(of: stream, db) else { return nil }
    guard let keys = try storeKeys.secret(ofStream: streamID, db).keys else {
      throw StoreError.keyNeeded(file: storeKeys.file)
    }
    self.keys = keys
    let statement = try db.cachedStatement(
      sql: """
        SELECT stream, version, events, anomalies, first_received_at, latest_asked_at, report_body,
          other_body, hash
        FROM states WHERE stream = ?
        """)
    guard let row = try Row.fetchOne(statement, arguments: [streamID]) else {
      throw RowFault("the state of a stream is missing")
    }
    guard let id = row.integer(0), let version = row.integer(1), let events = row.integer(2),
      let anomalies = row.integer(3), let first = row.integer(4), let latest = row.integer(5),
      let hash = row.bytes(8), hash.count == 32,
      [version, events, anomalies].allSatisfy(Schema.counts.contains)
    else { throw RowFault("the state of a stream is not readable") }
    self.id = id
    self.version = version
    session = try StoredState.session(ofStream: id, keys.fingerprint, db)
    self.hash = hash
    eventCount = events
    anomalyCount = anomalies
    firstReceivedAt = first
    latestAskedAt = latest
    shelf = try BodyShelf(report: row.integer(6), other: row.integer(7), db)
  }
}
