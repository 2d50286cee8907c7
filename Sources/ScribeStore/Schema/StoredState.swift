import GRDB
import ScribeJSON
import ScribeSession

/// The projection of a stream: its state, kept beside its log.
enum StoredState {
  /// The state after the last poll.
  ///
  /// The log is the truth: where the state is none that this version reads, the events are folded.
  static func session(
    ofStream id: Int, _ key: FingerprintKey, _ db: Database
  ) throws -> Session {
    let statement = try db.cachedStatement(sql: "SELECT state FROM states WHERE stream = ?")
    guard let row = try Row.fetchOne(statement, arguments: [id]) else {
      throw RowFault("the state of stream \(id) is missing")
    }
    if let json = (try? JSONDocument(row.bytes(0) ?? []))?.root,
      let session = Session(
        snapshot: json, fingerprintKey: key, after: try lastRecords(ofStream: id, db))
    {
      return session
    }
    return try fold(ofStream: id, key, db)
  }

  /// What kind of answer the last polls got, as many as a snapshot is read back with.
  private static func lastRecords(ofStream id: Int, _ db: Database) throws -> [PollRecord] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT events.data FROM polls JOIN events USING (position)
        WHERE polls.stream = ? AND events.type = 'polled' ORDER BY polls.version DESC
        """)
    var records: [PollRecord] = []
    let rows = try Row.fetchCursor(statement, arguments: [id])
    while records.count < Session.snapshotPollCount, let row = try rows.next() {
      guard let json = (try? JSONDocument(row.bytes(0) ?? []))?.root,
        case .polled(let record) = Event(json)
      else { throw RowFault("a poll of stream \(id) has an event that is not known here") }
      if record.kind != .duplicate { records.append(record) }
    }
    return records.reversed()
  }

  /// What the events of a stream add up to.
  static func fold(ofStream id: Int, _ key: FingerprintKey, _ db: Database) throws -> Session {
    var session = Session(fingerprintKey: key)
    let statement = try db.cachedStatement(
      sql: """
        SELECT events.data, polls.position FROM polls JOIN events USING (position)
        WHERE polls.stream = ? ORDER BY polls.version, events.place
        """)
    let rows = try Row.fetchCursor(statement, arguments: [id])
    while let row = try rows.next() {
      guard let json = (try? JSONDocument(row.bytes(0) ?? []))?.root, let event = Event(json) else {
        throw RowFault("an event of poll \(row.integer(1) ?? 0) is none that is known here")
      }
      session.evolve(event)
    }
    return session
  }

  static func json(of session: Session, content: [UInt8]) -> [UInt8] {
    var json = JSONWriter(byteCount: 4096)
    session.writeSnapshot(to: &json, content: content)
    return json.bytes
  }
}
