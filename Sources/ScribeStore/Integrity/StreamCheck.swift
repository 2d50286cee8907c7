import GRDB
import ScribeJSON
import ScribeSession

/// Checks one stream: its chain, its bodies, its events, its projection, and today's decisions.
struct StreamCheck {
  private let id: Int
  private let stream: PollStream
  private let secret: StreamSecret
  private let key: FingerprintKey
  private let isErased: Bool
  private var session: Session
  private var hash: [UInt8]
  private var version = 0
  private var position = 0
  /// What the row of the projection must say.
  private var expected = ExpectedState()
  private var rebuilder = BodyRebuilder()
  private var reader = PollReader()
  /// The bodies that were checked last, by their ids, and those that may come again: each is checked
  /// once, however many polls share it.
  private var checked: [Int: CheckedBody] = [:]
  private var diverged = false
  /// The poll before.
  private var last: (row: PollRow, poll: Poll)?
  /// What kind of answer the last polls got.
  private var lastRecords: [PollRecord] = []

  /// What is known of a body.
  private struct CheckedBody {
    let digest: BodyDigest
    /// Nil where there is none to read.
    var bytes: [UInt8]?
  }

  /// - Parameter isErased: whether it is written down that the session was erased.
  init(_ planned: CheckPlan.Stream, _ secret: StreamSecret, isErased: Bool) {
    id = planned.id
    stream = planned.stream
    self.secret = secret
    key = secret.fingerprint
    self.isErased = isErased
    session = Session(fingerprintKey: key)
    hash = HashChain.start(of: planned.stream, keyDigest: planned.keyDigest)
  }

  /// Checks the next poll.
  mutating func check(
    _ row: PollRow, hash stored: [UInt8], heads: [Int: [UInt8]], _ check: inout StoreCheck,
    _ db: Database
  ) throws {
    check.pollCount += 1
    check.eventCount += row.events.count
    version += 1
    if row.version != version {
      find("polls \(version) to \(row.version - 1) are missing", at: row, &check)
      version = row.version
    }
    if row.position <= position { find("it stands before the poll before it", at: row, &check) }
    position = row.position

    if row.events.map(\.place) != Array(1..<row.events.count + 1) {
      find("its events are not numbered in a row", at: row, &check)
    }

    let body = try row.body.flatMap { try self.body($0, at: row, &check, db) }
    hash = HashChain.next(after: hash, row, body?.digest)
    if hash != stored {
      find("its hash is not that of what is stored", at: row, &check)
      // What follows is chained to what is stored: one change is one finding.
      hash = stored
    }
    if let expected = heads[row.version], expected != stored {
      find("its hash is not that of the anchor", at: row, &check)
    }
    try decide(
      row, body?.bytes, isMissing: row.body != nil && body?.bytes == nil, &check)
  }

  /// The digest that is stored of a body, and the body, whose own digest was found to be that.
  private mutating func body(
    _ id: Int, at row: PollRow, _ check: inout StoreCheck, _ db: Database
  ) throws -> CheckedBody {
    if let known = checked[id] { return known }
    checked = checked.filter { expected.isLast(body: $0.key) }
    guard let stored = try BodyRebuilder.stored(id, db) else {
      find("its body is missing", at: row, &check)
      return CheckedBody(digest: BodyDigest(byteCount: -1, sha256: []))
    }
    var body = CheckedBody(digest: stored.digest)
    check.bodyCount += 1
    do {
      if let keys = secret.keys, let bytes = try rebuilder.body(id, under: keys, db) {
        body.bytes = bytes
        check.bodyByteCount += bytes.count
        if keys.digest(of: bytes) != stored.digest {
          find("its body is not the one that was stored", at: row, &check)
        }
      } else if secret.isLocked, stored.data != nil {
        check.lockedBodyCount += 1
      } else {
        check.erasedBodyCount += 1
        if !isErased {
          find("its body was erased, and no erasure is written down", at: row, &check)
        }
      }
    } catch let fault as RowFault {
      find(fault.reason, at: row, &check)
    }
    if isErased, stored.data != nil {
      find("the session was erased, and a body is there", at: row, &check)
    }
    checked[id] = body
    return body
  }

  private mutating func decide(
    _ row: PollRow, _ body: [UInt8]?, isMissing: Bool, _ check: inout StoreCheck
  ) throws {
    do {
      let events = try events(of: row, body, isMissing: isMissing, &check)
      for event in events { evolve(event) }
      expected.add(row, events)
      if !row.phase.isName(session.phase.name) {
        find("its phase is not that of its events", at: row, &check)
      }
    } catch let fault as RowFault {
      find(fault.reason, at: row, &check)
    }
  }

  /// The events that are stored of a poll: those that are decided now, where they are the same, which
  /// costs less than to read them.
  private mutating func events(
    of row: PollRow, _ body: [UInt8]?, isMissing: Bool, _ check: inout StoreCheck
  ) throws -> [Event] {
    guard !isMissing, !diverged, secret.keys != nil else { return try row.decodedEvents() }
    let poll = try row.poll(body, after: last)
    last = (row, poll)
    let read = reader.read(
      poll, key: key, transcriptLength: session.content.transcript?.byteCount)
    let decision = session.decide(read)
    let events = decision.events
    if let divergence = Divergence(row, of: stream, decided: events) {
      check.find(.divergence(divergence))
      // The first one of a stream; what follows from it tells nothing new.
      diverged = true
      return try row.decodedEvents()
    }
    if !row.verdict.isName(decision.verdict.name) {
      find("its verdict is not that of its events", at: row, &check)
    }
    return events
  }

  private mutating func evolve(_ event: Event) {
    session.evolve(event)
    guard case .polled(let record) = event, record.kind != .duplicate else { return }
    if lastRecords.count >= 2 * Session.snapshotPollCount {
      lastRecords.removeFirst(Session.snapshotPollCount)
    }
    lastRecords.append(record)
  }

  /// Checks the projection after the last poll.
  mutating func finish(heads: [Int: [UInt8]], _ check: inout StoreCheck, _ db: Database) throws {
    if let beyond = heads.keys.filter({ $0 > version }).max() {
      check.find(
        .changed(stream, version: beyond, "the anchor has it, and it is missing"))
    }
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT state, phase, hash, version, position, events, anomalies, first_received_at,
            last_received_at, latest_asked_at, report_body, other_body
          FROM states WHERE stream = ?
          """), arguments: [id])
    guard let row = try rows.next() else {
      check.find(.changed(stream, version: version, "the state is missing"))
      return
    }
    let state = StoredState.json(of: session, content: session.contentSnapshot)
    let restored = (try? JSONDocument(state))
      .flatMap { Session(snapshot: $0.root, fingerprintKey: key, after: lastRecords) }
    if row.bytes(0) != state || restored != session {
      check.find(.changed(stream, version: version, "the state is not what its events add up to"))
    }
    let isAlike =
      row.text(1) == session.phase.name && row.bytes(2) == hash
      && (3...11).map { row.integer($0) } == [version, position] + expected.columns
    if !isAlike {
      check.find(.changed(stream, version: version, "the state's columns are not those of its log"))
    }
  }

  private func find(_ what: String, at row: PollRow, _ check: inout StoreCheck) {
    check.find(.changed(stream, version: row.version, what))
  }
}

/// What the projection keeps of a stream beside its state.
private struct ExpectedState {
  private var events = 0
  private var anomalies = 0
  private var firstReceivedAt: Int?
  private var lastReceivedAt: Int?
  private var latestAskedAt: Int?
  private var reportBody: Int?
  private var otherBody: Int?

  var columns: [Int?] {
    [events, anomalies, firstReceivedAt, lastReceivedAt, latestAskedAt, reportBody, otherBody]
  }

  /// Whether the next poll may have that body again.
  func isLast(body id: Int) -> Bool { id == reportBody || id == otherBody }

  mutating func add(_ row: PollRow, _ events: [Event]) {
    self.events += events.count
    firstReceivedAt = firstReceivedAt ?? row.receivedAt
    lastReceivedAt = row.receivedAt
    latestAskedAt = max(latestAskedAt ?? .min, row.sentAt ?? row.receivedAt)
    anomalies += events.begunAnomalyCount
    for case .polled(let record) in events {
      guard let body = row.body else { continue }
      if record.hasReadableBody { reportBody = body } else { otherBody = body }
    }
  }
}
