import GRDB
import ScribeJSON
import ScribeSession

extension SessionStore {
  /// The ends of all streams as they are now, to be kept outside.
  public func anchor() async throws(StoreError) -> Anchor {
    try anchorNow()
  }

  package func anchorNow() throws(StoreError) -> Anchor {
    try readNow { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT streams.session, streams.template_id, streams.document_id, states.version,
            states.hash
          FROM streams JOIN states ON states.stream = streams.id ORDER BY streams.id
          """)
      return Anchor(
        heads: rows.map { row in
          Anchor.Head(
            stream: PollStream(row: row, from: 0), version: row.integer(3) ?? 0,
            hash: row.bytes(4) ?? [])
        })
    }
  }

  /// Checks everything that is stored: the file, each chain, each body, what events add up to, and
  /// what today's reducer would decide.
  ///
  /// Reads one state of the file, whoever writes meanwhile. Costs a pass over all of it.
  ///
  /// - Parameters:
  ///   - anchor: where streams ended at some time; without one, a missing end cannot be seen.
  ///   - progress: told after every hundred polls how many were checked, and how many there are.
  package func check(
    against anchor: Anchor? = nil, telling progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) throws(StoreError) -> StoreCheck {
    try readNow { db in
      var check = StoreCheck()
      try Self.checkFile(&check, db)
      // Rows of a file that is not whole would tell one thing many times.
      guard check.findings.isEmpty else { return check }
      let total = try Int.fetchOne(db, sql: "SELECT count(*) FROM polls") ?? 0
      var heads: [PollStream: [Int: [UInt8]]] = [:]
      for head in anchor?.heads ?? [] { heads[head.stream, default: [:]][head.version] = head.hash }
      let streams = try Row.fetchAll(
        db,
        sql: """
          SELECT streams.id, streams.session, streams.template_id, streams.document_id,
            keys.fingerprint
          FROM streams LEFT JOIN keys ON keys.stream = streams.id ORDER BY streams.id
          """)
      for row in streams {
        let stream = PollStream(row: row, from: 1)
        check.streams += 1
        guard let key = row.bytes(4).flatMap({ FingerprintKey(stored: $0) }) else {
          check.find(.changed(stream, version: 0, "the key is missing"))
          continue
        }
        try Self.check(
          StreamCheck(row.integer(0) ?? 0, stream, key), stream,
          heads: heads.removeValue(forKey: stream) ?? [:], &check, of: total, progress, db)
      }
      for (stream, versions) in heads {
        check.find(
          .changed(stream, version: versions.keys.max() ?? 0, "the anchor has it, and it is missing"))
      }
      if check.polls != total { check.find(.damage("polls belong to no stream")) }
      return check
    }
  }

  private static func check(
    _ streamCheck: StreamCheck, _ stream: PollStream, heads: [Int: [UInt8]],
    _ check: inout StoreCheck, of total: Int, _ progress: (Int, Int) -> Void, _ db: Database
  ) throws {
    var streamCheck = streamCheck
    var version = 0
    while true {
      let rows = try StoreReader.rows(
        .stream(stream, afterVersion: version), limit: 100, db)
      for (_, row, hash) in rows {
        try streamCheck.check(row, hash: hash, heads: heads, &check, db)
        version = row.version
      }
      progress(check.polls, total)
      if rows.count < 100 { break }
    }
    try streamCheck.finish(heads: heads, &check, db)
  }

  /// What concerns the file as a whole.
  private static func checkFile(_ check: inout StoreCheck, _ db: Database) throws {
    for line in try String.fetchAll(db, sql: "PRAGMA integrity_check(10)") where line != "ok" {
      check.find(.damage(line))
    }
    guard check.findings.isEmpty else { return }
    if try Schema.current(db) != Schema.expected {
      check.find(.damage("tables, triggers or views are not those of a store"))
    }
    for row in try Row.fetchAll(db, sql: "PRAGMA foreign_key_check") {
      check.find(
        .damage("row \(row.integer(1) ?? 0) of \(row.text(0) ?? "") refers to what is missing"))
    }
    let counts: [(sql: String, what: String)] = [
      (
        "SELECT count(*) - coalesce(max(position), 0) FROM polls",
        "positions of polls are not in a row"
      ),
      (
        "SELECT count(*) FROM bodies WHERE id NOT IN (SELECT body FROM polls WHERE body NOT NULL)",
        "bodies belong to no poll"
      ),
      (
        """
        SELECT count(*) FROM polls JOIN bodies ON bodies.id = polls.body
        WHERE bodies.stream <> polls.stream
        """, "bodies belong to another stream"
      ),
      (
        """
        SELECT count(*) FROM bodies JOIN bodies AS base ON base.id = bodies.base
        WHERE bodies.depth <> base.depth + 1 OR base.stream <> bodies.stream
          OR base.id >= bodies.id
        """, "bodies are differences from others than they were"
      ),
    ]
    for (sql, what) in counts where try Int.fetchOne(db, sql: sql) != 0 { check.find(.damage(what)) }
  }
}
