import Dispatch
import GRDB
import ScribeJSON
import ScribeSession

extension SessionStore {
  /// The ends of all streams as they are now, to be kept outside.
  public func anchor() async throws(StoreError) -> Anchor {
    try await read { try Self.anchor($0) }
  }

  /// The same on the calling thread.
  package func anchorNow() throws(StoreError) -> Anchor {
    try readNow { try Self.anchor($0) }
  }

  private static func anchor(_ db: Database) throws -> Anchor {
    Anchor(heads: try heads(where: "", [], db), audit: try AuditTrail.head(db))
  }

  /// Where the streams of a session end.
  static func heads(of session: ExactText, _ db: Database) throws -> [Anchor.Head] {
    try heads(
      where: "WHERE streams.session = CAST(? AS TEXT)", [session.text.data], db)
  }

  private static func heads(
    where condition: String, _ arguments: StatementArguments, _ db: Database
  ) throws -> [Anchor.Head] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT \(PollStream.columns), states.version, states.hash
        FROM streams JOIN states ON states.stream = streams.id \(condition) ORDER BY streams.id
        """, arguments: arguments)
    return rows.map { row in
      Anchor.Head(
        stream: PollStream(row: row, from: 0), version: row.integer(3) ?? 0,
        hash: row.bytes(4) ?? [])
    }
  }

  /// Checks everything that is stored: the file, each chain, each body, what events add up to, and
  /// what today's reducer would decide.
  ///
  /// Each stream is read as it is at one moment, whoever writes meanwhile. Costs a pass over the file,
  /// shared by all processors. Without an anchor, which says where streams ended at some time, a missing
  /// end cannot be seen.
  public func verify(against anchor: Anchor? = nil) async throws(StoreError) -> StoreCheck {
    let result: Result<StoreCheck, StoreError> = await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          returning: Result { () throws(StoreError) in try self.verifyNow(against: anchor) })
      }
    }
    return try result.get()
  }

  /// The same on the calling thread.
  ///
  /// `progress` is told now and then how many polls were checked, and how many there are; on any thread,
  /// one call at a time.
  package func verifyNow(
    against anchor: Anchor? = nil, telling progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) throws(StoreError) -> StoreCheck {
    let plan = try readNow { try CheckPlan(anchor, $0) }
    let parts = plan.run(onFile: path, telling: progress) { [keys] part, tell, db in
      switch part {
      case .file: try Self.checkFile(anchor, keys, db)
      case .streams(let streams): try Self.check(streams, keys, tell, db)
      }
    }
    var check = StoreCheck()
    for part in parts {
      check.add(try part.get())
      // Rows of a file that is not whole would tell one thing many times.
      if check.isUnreadable { return check }
    }
    for (stream, versions) in plan.unknownHeads {
      check.find(
        .changed(stream, version: versions.keys.max() ?? 0, "the anchor has it, and it is missing"))
    }
    return check
  }

  private static func check(
    _ streams: ArraySlice<CheckPlan.Stream>, _ keys: StoreKeys, _ tell: (Int) -> Void,
    _ db: Database
  ) throws -> StoreCheck {
    var check = StoreCheck()
    for planned in streams {
      check.streamCount += 1
      guard let secret = try secret(of: planned, keys, &check, db) else { continue }
      let isErased = try Erasure.isErased(planned.stream.id, db)
      if secret.isErased, !isErased {
        check.find(
          .changed(planned.stream, version: 0, "the key is gone, and no erasure is written down"))
      }
      if isErased, !secret.isErased {
        check.find(
          .changed(planned.stream, version: 0, "the session was erased, and its key is there"))
      }
      var streamCheck = StreamCheck(planned, secret, isErased: isErased)
      var version = 0
      while true {
        let rows = try StoreReader.rows(
          .stream(planned.stream, afterVersion: version), limit: 128, db)
        for (_, row, hash) in rows {
          try streamCheck.check(row, hash: hash, heads: planned.heads, &check, db)
          version = row.version
        }
        tell(rows.count)
        if rows.count < 128 { break }
      }
      try streamCheck.finish(heads: planned.heads, &check, db)
    }
    return check
  }

  /// What can be had of a stream's keys; nil where that is not what was stored, which is found.
  private static func secret(
    of planned: CheckPlan.Stream, _ keys: StoreKeys, _ check: inout StoreCheck, _ db: Database
  ) throws -> StreamSecret? {
    do {
      return try keys.secret(ofStream: planned.id, db)
    } catch let fault as RowFault {
      check.find(.changed(planned.stream, version: 0, fault.reason))
    } catch StoreError.keyUnusable(_, let name) where keys.isOther(name) {
      check.find(
        .changed(planned.stream, version: 0, "its key was wrapped by another than the store's"))
    }
    return nil
  }

  /// What concerns the file as a whole.
  private static func checkFile(
    _ anchor: Anchor?, _ keys: StoreKeys, _ db: Database
  ) throws -> StoreCheck {
    var check = StoreCheck()
    for line in try String.fetchAll(db, sql: "PRAGMA integrity_check(10)") where line != "ok" {
      check.find(.damage(line))
    }
    check.isUnreadable = !check.findings.isEmpty
    if check.isUnreadable { return check }
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    if try Schema.current(db) != Schema.expected(version) {
      check.find(.damage("tables, triggers or views are not those of a store"))
    }
    for row in try Row.fetchAll(db, sql: "PRAGMA foreign_key_check") {
      check.find(
        .damage("row \(row.integer(1) ?? 0) of \(row.text(0) ?? "") refers to what is missing"))
    }
    do {
      try keys.check(db)
      if let fault = try AuditTrail.fault(anchor?.audit, db) { check.find(.damage(fault)) }
    } catch let fault as RowFault {
      check.find(.damage(fault.reason))
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
      ("SELECT count(*) FROM keys JOIN secrets USING (stream)", "streams have two keys"),
      (
        """
        SELECT count(*) FROM secrets WHERE wrapped NOT NULL AND NOT EXISTS (SELECT 1 FROM sealing)
        """, "sessions are sealed, and what the key is known by is missing"
      ),
      (
        "SELECT count(*) FROM bodies WHERE base IS NULL AND depth <> 0",
        "whole bodies are said to be differences"
      ),
      (
        """
        SELECT count(*) FROM bodies JOIN bodies AS base ON base.id = bodies.base
        WHERE bodies.depth <> base.depth + 1 OR base.stream <> bodies.stream
          OR base.id >= bodies.id
        """, "bodies are differences from others than they were"
      ),
    ]
    for (sql, what) in counts where try Int.fetchOne(db, sql: sql) != 0 {
      check.find(.damage(what))
    }
    return check
  }
}
