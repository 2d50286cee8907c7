import GRDBSQLite
import ScribeJSON
import ScribeSession
import ScribeStore

/// SQLite's own interface, writing what a store writes: the same rows into the same tables, a
/// transaction a poll; the difference and the digest of each body and the hash of each poll are computed
/// as there.
///
/// What it does not do is what a store adds: encoding events and states, checking versions, and the
/// fold. The differences that it writes are those that a store has made.
final class SQLitePeer {
  /// The rows of a store, as values ready to be bound.
  struct Rows {
    fileprivate struct Poll {
      let poll: [Value]
      let events: [[Value]]
      let body: [Value]?
      /// The answer, where its body is new.
      let digested: ScribeSession.Poll.Answer?
      let state: [Value]
    }

    fileprivate let stream: [Value]
    fileprivate let key: [Value]
    fileprivate let polls: [Poll]
  }

  fileprivate enum Value {
    case null
    case integer(Int64)
    case text([UInt8])
    case blob([UInt8])
  }

  private var database: OpaquePointer?
  /// So that computing differences is not optimised away.
  private(set) var differenceByteCount = 0
  private var statements: [OpaquePointer?] = []

  private static let sql = [
    "BEGIN IMMEDIATE", "COMMIT", "INSERT INTO bodies VALUES (?, ?, ?, ?, ?, ?, ?)",
    "INSERT INTO polls VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "INSERT INTO events VALUES (?, ?, ?, ?)",
    "INSERT INTO states VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    """
    UPDATE states SET stream = ?, version = ?, position = ?, phase = ?, events = ?, anomalies = ?,
      first_received_at = ?, last_received_at = ?, latest_asked_at = ?, report_body = ?,
      other_body = ?, hash = ?, state = ?
    """,
    "INSERT INTO streams VALUES (?, ?, ?, ?, ?)", "INSERT INTO secrets VALUES (?, ?, ?, ?)",
  ]

  init?(path: String, _ durability: SessionStore.Durability) {
    guard
      sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil)
        == SQLITE_OK
    else { return nil }
    sqlite3_exec(
      database, "PRAGMA synchronous = \(durability == .full ? "FULL" : "NORMAL")", nil, nil, nil)
    for sql in Self.sql {
      var statement: OpaquePointer?
      guard
        sqlite3_prepare_v3(database, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
          == SQLITE_OK
      else { return nil }
      statements.append(statement)
    }
  }

  deinit {
    for statement in statements { sqlite3_finalize(statement) }
    sqlite3_close(database)
  }

  /// Writes all rows; how many polls were written.
  func write(_ rows: Rows) -> Int {
    var count = 0
    var hash = [UInt8](repeating: 0, count: 32)
    var reader = BodyReader()
    var last: [UInt8] = []
    for (place, poll) in rows.polls.enumerated() {
      if let answer = poll.digested, let body = answer.body {
        _ = try? reader.read(answer)
        differenceByteCount +=
          BodyDifference.make(body, from: last, changes: reader.changes)?.count ?? 0
        last = body
        hash = PeerDigest.of(body)
      }
      hash = PeerDigest.of(hash, poll.poll.reduce(0) { $0 + $1.byteCount })
      var isDone = run(0, [])
      if place == 0 { isDone = isDone && run(7, rows.stream) && run(8, rows.key) }
      if let body = poll.body { isDone = isDone && run(2, body) }
      isDone = isDone && run(3, poll.poll)
      for event in poll.events { isDone = isDone && run(4, event) }
      isDone = isDone && run(place == 0 ? 5 : 6, poll.state)
      if isDone && run(1, []) { count += 1 }
    }
    return count
  }

  private func run(_ index: Int, _ values: [Value]) -> Bool {
    let statement = statements[index]
    for (place, value) in values.enumerated() { value.bind(statement, Int32(place + 1)) }
    let code = sqlite3_step(statement)
    sqlite3_reset(statement)
    return code == SQLITE_DONE
  }
}

extension SQLitePeer.Value {
  fileprivate var byteCount: Int {
    switch self {
    case .null: 0
    case .integer: 8
    case .text(let bytes), .blob(let bytes): bytes.count
    }
  }

  /// Bytes are bound without a copy: the values live as long as the statement runs.
  fileprivate func bind(_ statement: OpaquePointer?, _ place: Int32) {
    switch self {
    case .null: sqlite3_bind_null(statement, place)
    case .integer(let value): sqlite3_bind_int64(statement, place, value)
    case .text(let bytes):
      bytes.withUnsafeBytes { buffer in
        _ = sqlite3_bind_text(
          statement, place, buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
          Int32(buffer.count), nil)
      }
    case .blob(let bytes):
      bytes.withUnsafeBytes { buffer in
        _ = sqlite3_bind_blob(statement, place, buffer.baseAddress, Int32(buffer.count), nil)
      }
    }
  }
}

extension SQLitePeer.Rows {
  /// What a store makes of the steps.
  init(_ input: StoredInput) {
    let folder = StoreFolder()
    var polls: [Poll] = []
    if let store = try? SessionStore(path: folder.path) {
      for step in input.steps { _ = try? store.appendNow([step]) }
      // Each state is overwritten by the next: the last one stands for all, of about the same length.
    }
    var database: OpaquePointer?
    sqlite3_open_v2(folder.path, &database, SQLITE_OPEN_READWRITE, nil)
    defer { sqlite3_close(database) }
    let states = Self.rows("SELECT * FROM states", database)
    var events = Self.rows("SELECT * FROM events ORDER BY position, place", database)[...]
    var bodies = Self.rows("SELECT * FROM bodies ORDER BY id", database)[...]
    var lastBody: Int64 = 0
    for (row, step) in zip(
      Self.rows("SELECT * FROM polls ORDER BY position", database), input.steps)
    {
      guard case .integer(let position) = row[0] else { continue }
      var own: [[SQLitePeer.Value]] = []
      while let event = events.first, case .integer(position) = event[0] {
        own.append(event)
        events.removeFirst()
      }
      var body: [SQLitePeer.Value]?
      if case .integer(let id) = row[10], id > lastBody {
        body = bodies.popFirst()
        lastBody = id
      }
      polls.append(
        Poll(
          poll: row, events: own, body: body,
          digested: body == nil ? nil : step.poll.answer, state: states.first ?? []))
    }
    self.polls = polls
    stream = Self.rows("SELECT * FROM streams", database).first ?? []
    key = Self.rows("SELECT * FROM secrets", database).first ?? []
  }

  private static func rows(_ sql: String, _ database: OpaquePointer?) -> [[SQLitePeer.Value]] {
    var statement: OpaquePointer?
    sqlite3_prepare_v2(database, sql, -1, &statement, nil)
    defer { sqlite3_finalize(statement) }
    var rows: [[SQLitePeer.Value]] = []
    while sqlite3_step(statement) == SQLITE_ROW {
      rows.append((0..<sqlite3_column_count(statement)).map { value(statement, $0) })
    }
    return rows
  }

  private static func value(_ statement: OpaquePointer?, _ column: Int32) -> SQLitePeer.Value {
    func bytes() -> [UInt8] {
      guard let start = sqlite3_column_blob(statement, column) else { return [] }
      return Array(
        UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
    }
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
    case SQLITE_TEXT: return .text(bytes())
    case SQLITE_BLOB: return .blob(bytes())
    default: return .null
    }
  }
}
