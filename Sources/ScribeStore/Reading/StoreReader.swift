import Foundation
import GRDB
package import ScribeSession

/// Which stored steps are meant.
package enum StepSelection: Sendable {
  /// Those of one stream, in the order of their versions.
  case stream(PollStream, afterVersion: Int)
  /// Those of all filters of a session, in the order of their positions.
  case session(ExactText, afterPosition: Int)
  /// All, in the order of their positions.
  case all(afterPosition: Int)
}

/// Reads what is stored, within a transaction of a reading connection.
enum StoreReader {
  static func session(
    _ stream: PollStream, _ keys: StoreKeys, _ db: Database
  ) throws -> StoredSession {
    guard let id = try self.id(of: stream, db),
      let version = try Int.fetchOne(
        db.cachedStatement(sql: "SELECT version FROM states WHERE stream = ?"), arguments: [id])
    else { return StoredSession(Session(fingerprintKey: .random()), version: 0) }
    guard Schema.counts.contains(version) else {
      throw RowFault("the state of a stream is not readable")
    }
    let key = try keys.secret(ofStream: id, db).fingerprint
    return StoredSession(try StoredState.session(ofStream: id, key, db), version: version)
  }

  static func id(of stream: PollStream, _ db: Database) throws -> Int? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT id FROM streams WHERE session = CAST(? AS TEXT)
          AND template_id = CAST(? AS TEXT) AND document_id = CAST(? AS TEXT)
        """)
    return try Int.fetchOne(statement, arguments: StatementArguments(stream.columns))
  }

  static func steps(
    _ selection: StepSelection, limit: Int, _ shared: SharedRebuilder, _ keys: StoreKeys,
    _ db: Database
  ) throws -> [StoredStep] {
    var rebuilder = shared.take()
    defer { shared.give(rebuilder) }
    var streams = StoredStreams(keys)
    return try rows(selection, limit: limit, db).map { row in
      try step(row, &rebuilder, &streams, db)
    }
  }

  static func step(
    _ row: (stream: Int, poll: PollRow, hash: [UInt8]), _ rebuilder: inout BodyRebuilder,
    _ streams: inout StoredStreams, _ db: Database
  ) throws -> StoredStep {
    let secret = try streams.secret(row.stream, db)
    let body = try row.poll.body.map { id -> StoredBody in
      guard let keys = secret.keys else { return secret.isLocked ? .locked : .erased }
      return try rebuilder.body(id, under: keys, db).map(StoredBody.bytes) ?? .erased
    }
    return try StoredStep(
      row.poll, try streams.stream(row.stream, db), body: body, keys: secret.keys)
  }

  /// The rows of polls with their events; not their bodies.
  static func rows(
    _ selection: StepSelection, limit: Int, _ db: Database
  ) throws -> [(stream: Int, poll: PollRow, hash: [UInt8])] {
    // Below zero SQLite would take it for no limit.
    let limit = max(0, limit)
    let statement: Statement
    let arguments: [(any DatabaseValueConvertible)?]
    switch selection {
    case .stream(let stream, let version):
      guard let id = try id(of: stream, db) else { return [] }
      statement = try db.cachedStatement(
        sql: sql("stream = ? AND version > ?", inOrderOf: "version"))
      arguments = [id, version, limit]
    case .session(let id, let position):
      if let only = try onlyStream(ofSession: id, db) {
        // In the order of positions, which the index of versions gives without sorting.
        let version = try self.version(of: only, atOrBefore: position, db)
        return try rows(.stream(only, afterVersion: version), limit: limit, db)
      }
      statement = try db.cachedStatement(
        sql: sql(
          """
          stream IN (SELECT id FROM streams WHERE session = CAST(? AS TEXT)) AND position > ?
          """, inOrderOf: "position"))
      arguments = [id.text.data, position, limit]
    case .all(let position):
      statement = try db.cachedStatement(sql: sql("position > ?", inOrderOf: "position"))
      arguments = [position, limit]
    }
    var rows: [(stream: Int, poll: PollRow, hash: [UInt8])] = []
    let cursor = try Row.fetchCursor(statement, arguments: StatementArguments(arguments))
    while let row = try cursor.next() {
      let position = row.integer(1)
      if rows.isEmpty || rows[rows.count - 1].poll.position != position {
        rows.append((row.integer(0) ?? 0, try PollRow(row), row.bytes(14) ?? []))
      }
      if let place = row.integer(15), let type = row.bytes(16), let data = row.bytes(17) {
        rows[rows.count - 1].poll.events.append(.init(place: place, type: type, data: data))
      }
    }
    return rows
  }

  /// The stream of a session that was never seen through a filter, or through one only.
  private static func onlyStream(ofSession id: ExactText, _ db: Database) throws -> PollStream? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT \(PollStream.columns) FROM streams WHERE session = CAST(? AS TEXT) LIMIT 2
        """)
    let rows = try Row.fetchAll(statement, arguments: [id.text.data])
    return rows.count == 1 ? PollStream(row: rows[0], from: 0) : nil
  }

  private static func version(
    of stream: PollStream, atOrBefore position: Int, _ db: Database
  ) throws -> Int {
    if position <= 0 { return 0 }
    // The plus has SQLite go back from the position, where a page has ended, not from the stream's end.
    let statement = try db.cachedStatement(
      sql: """
        SELECT version FROM polls WHERE +stream = ? AND position <= ? ORDER BY position DESC LIMIT 1
        """)
    return try Int.fetchOne(statement, arguments: [try id(of: stream, db), position]) ?? 0
  }

  /// A row an event, which begins with the columns of its poll.
  private static func sql(_ condition: String, inOrderOf column: String) -> String {
    """
    SELECT stream, wanted.position, version, sent_at, received_at, url, http, failure, message,
      headers, body, verdict, phase, reducer, hash, events.place, events.type,
      events.data
    FROM (SELECT * FROM polls WHERE \(condition) ORDER BY \(column) LIMIT ?) AS wanted
    LEFT JOIN events ON events.position = wanted.position
    ORDER BY wanted.\(column), events.place
    """
  }

  static func summaries(_ db: Database) throws -> [StoredSummary] {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT \(PollStream.columns), states.phase, states.version, states.events,
          states.anomalies, states.first_received_at, states.last_received_at
        FROM streams JOIN states ON states.stream = streams.id ORDER BY streams.id
        """)
    var summaries: [StoredSummary] = []
    while let row = try rows.next() {
      guard let phase = row.text(3).flatMap({ Phase(name: $0) }) else {
        throw RowFault("a stream has an unknown phase")
      }
      summaries.append(
        StoredSummary(
          stream: PollStream(row: row, from: 0), phase: phase, pollCount: row.integer(4) ?? 0,
          eventCount: row.integer(5) ?? 0, anomalyCount: row.integer(6) ?? 0,
          firstReceivedAt: Instant(stored: row.integer(7) ?? 0),
          lastReceivedAt: Instant(stored: row.integer(8) ?? 0)))
    }
    return summaries
  }
}

extension PollRow {
  /// The poll that a row holds, without its events.
  fileprivate init(_ row: Row) throws {
    guard let position = row.integer(1), let version = row.integer(2),
      let receivedAt = row.integer(4)
    else { throw RowFault("a poll is not readable") }
    self.init(
      position: position, version: version, sentAt: row.integer(3), receivedAt: receivedAt,
      url: row.bytes(5) ?? [], http: row.integer(6), failure: row.bytes(7),
      message: row.bytes(8), headers: row.bytes(9), body: row.integer(10),
      verdict: row.bytes(11) ?? [], phase: row.bytes(12) ?? [], reducer: row.bytes(13) ?? [],
      events: [])
  }
}
