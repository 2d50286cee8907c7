import GRDB

/// The statements of an append.
struct AppendStatements {
  var body: HotStatement
  var poll: HotStatement
  var event: HotStatement
  var firstState: HotStatement
  var state: HotStatement
  let begin: Statement
  let commit: Statement
  let dataVersion: HotStatement

  init(_ db: Database) throws {
    body = try HotStatement(
      db, "INSERT INTO bodies (stream, bytes, sha256, base, depth, data) VALUES (?, ?, ?, ?, ?, ?)")
    poll = try HotStatement(
      db,
      """
      INSERT INTO polls (position, stream, version, sent_at, received_at, url, http, failure,
        message, headers, body, verdict, phase, reducer, hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    event = try HotStatement(
      db, "INSERT INTO events (position, place, type, data) VALUES (?, ?, ?, ?)")
    firstState = try HotStatement(
      db,
      """
      INSERT INTO states (version, position, phase, events, anomalies, first_received_at,
        last_received_at, latest_asked_at, report_body, other_body, hash, state, stream)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    state = try HotStatement(
      db,
      """
      UPDATE states SET version = ?, position = ?, phase = ?, events = ?, anomalies = ?,
        first_received_at = ?, last_received_at = ?, latest_asked_at = ?, report_body = ?,
        other_body = ?, hash = ?, state = ?
      WHERE stream = ?
      """)
    begin = try db.makeStatement(sql: "BEGIN IMMEDIATE")
    commit = try db.makeStatement(sql: "COMMIT")
    dataVersion = try HotStatement(db, "PRAGMA data_version")
  }
}
