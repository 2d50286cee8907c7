import Foundation
import GRDB
import ScribeSession

/// Whether a poll is stored already.
enum StoredPoll {
  /// The version at which a stream has the same poll: of the same `sentAt`, without one of the same
  /// `receivedAt`, and with the same answer.
  static func version(
    of poll: Poll, askedAt: Int, stream: Int, _ db: Database
  ) throws -> Int? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT polls.version, polls.sent_at IS NULL, polls.http, polls.failure, bodies.bytes,
          bodies.sha256
        FROM polls LEFT JOIN bodies ON bodies.id = polls.body
        WHERE polls.stream = ? AND coalesce(polls.sent_at, polls.received_at) = ?
        ORDER BY polls.version
        """)
    let body = poll.answer?.body
    var digest: BodyDigest?
    let rows = try Row.fetchCursor(statement, arguments: [stream, askedAt])
    while let row = try rows.next() {
      guard (row.integer(1) == 1) == (poll.sentAt == nil), row.integer(2) == poll.answer?.status,
        row.text(3) == poll.failure?.kind.name, row.integer(4) == body?.count
      else { continue }
      if let body {
        digest = digest ?? BodyDigest(of: body)
        guard digest?.sha256 == row.bytes(5) else { continue }
      }
      return row.integer(0)
    }
    return nil
  }
}

extension Poll {
  fileprivate var failure: Failure? {
    if case .noAnswer(let failure) = outcome { failure } else { nil }
  }
}

extension PollRow {
  /// Inserts the poll and its events.
  func insert(stream: Int, hash: [UInt8], _ db: Database) throws {
    let poll = try db.cachedStatement(
      sql: """
        INSERT INTO polls (position, stream, version, sent_at, received_at, url, http, failure,
          message, headers, body, verdict, phase, reducer, hash)
        VALUES (?, ?, ?, ?, ?, CAST(? AS TEXT), ?, ?, CAST(? AS TEXT), ?, ?, ?, ?, ?, ?)
        """)
    try poll.execute(arguments: [
      position, stream, version, sentAt, receivedAt, Data(url), http, failure?.text,
      message.map { Data($0) }, headers?.text, body, verdict.text, phase.text, reducer.text,
      Data(hash),
    ])
    let statement = try db.cachedStatement(
      sql: "INSERT INTO events (position, place, type, data) VALUES (?, ?, ?, ?)")
    for (place, event) in events.enumerated() {
      try statement.execute(arguments: [position, place + 1, event.type.text, event.data.text])
    }
  }
}

extension StreamHead {
  /// Writes the projection as it is after a poll.
  func writeState(_ poll: PollRow, isFirst: Bool, _ db: Database) throws {
    let state = StoredState.json(of: session).text
    let phase = session.phase.name
    let hash = Data(hash)
    if isFirst {
      let statement = try db.cachedStatement(
        sql: """
          INSERT INTO states (version, position, phase, events, anomalies, last_received_at,
            latest_asked_at, report_body, other_body, hash, state, stream, first_received_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """)
      try statement.execute(arguments: [
        version, poll.position, phase, eventCount, anomalyCount, poll.receivedAt, latestAskedAt,
        shelf.ids.report, shelf.ids.other, hash, state, id, firstReceivedAt,
      ])
    } else {
      let statement = try db.cachedStatement(
        sql: """
          UPDATE states SET version = ?, position = ?, phase = ?, events = ?, anomalies = ?,
            last_received_at = ?, latest_asked_at = ?, report_body = ?, other_body = ?, hash = ?,
            state = ?
          WHERE stream = ?
          """)
      try statement.execute(arguments: [
        version, poll.position, phase, eventCount, anomalyCount, poll.receivedAt, latestAskedAt,
        shelf.ids.report, shelf.ids.other, hash, state, id,
      ])
    }
  }
}
