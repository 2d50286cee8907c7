import Foundation
import GRDB
import ScribeJSON
import ScribeSession

/// Appends steps, within transactions of the writing connection.
///
/// What it remembers of streams saves reading it again, as long as nobody else has written.
/// Unchecked: it is touched on the queue of the writing connection only.
final class StoreWriter: @unchecked Sendable {
  /// How many streams are remembered, and how many bytes of their bodies.
  private static let headLimit = 1 << 14
  private static let heldByteLimit = 1 << 26

  private var heads: [PollStream: StreamHead] = [:]
  private var statements: AppendStatements?
  private var heldByteCount = 0
  /// What `PRAGMA data_version` said when the heads were read: another value after another
  /// connection has written.
  private var lastDataVersion: Int?
  private var lastPosition = 0
  private var lastStream = 0
  private let keys: StoreKeys
  /// What errors call the file.
  private let file: String

  init(_ keys: StoreKeys, file: String) {
    self.keys = keys
    self.file = file
  }

  /// Appends the steps of several callers in one transaction, each caller's all or not at all.
  ///
  /// Throws where nothing is stored of any of them.
  func append(
    _ requests: [[NewStep]], _ db: Database
  ) throws -> [Result<[AppendResult], StoreError>] {
    var results: [Result<[AppendResult], StoreError>] = []
    do {
      var statements = try self.statements ?? AppendStatements(db)
      self.statements = statements
      // Not `inTransaction`, which compiles both statements each time.
      try statements.begin.execute()
      try refresh(statements.dataVersion, db)
      results = try requests.map {
        try append($0, sharing: requests.count > 1, &statements, db)
      }
      try statements.commit.execute()
    } catch {
      forget()
      // A statement that failed throws its error once more when it is run again.
      statements = nil
      if db.isInsideTransaction { try? db.rollback() }
      throw error
    }
    return results
  }

  /// Steps of one caller, which share a transaction with those of others.
  private func append(
    _ steps: [NewStep], sharing isShared: Bool, _ statements: inout AppendStatements, _ db: Database
  ) throws -> Result<[AppendResult], StoreError> {
    // A single step that does not fit has written nothing yet.
    if steps.count == 1 || !isShared {
      var isWritten = false
      do {
        return .success(
          try steps.map { step in
            let appended = try append(step, &statements, db)
            isWritten = true
            return appended
          })
      } catch let error where !isWritten && !(error is DatabaseError) {
        // Nor may a damaged stream fail those that share the transaction.
        return .failure(StoreError(error, file: file))
      }
    }
    var result: Result<[AppendResult], StoreError> = .success([])
    try db.inSavepoint {
      do {
        result = .success(try steps.map { try append($0, &statements, db) })
        return .commit
      } catch let error where !(error is DatabaseError) {
        result = .failure(StoreError(error, file: file))
        forget()
        return .rollback
      }
    }
    if case .failure = result { try refresh(statements.dataVersion, db) }
    return result
  }

  private func append(
    _ new: NewStep, _ statements: inout AppendStatements, _ db: Database
  ) throws -> AppendResult {
    guard let stream = new.step.session.stream, new.step.verdict != .ignored else {
      throw StoreError.ignoredPoll
    }
    var head = try takeHead(of: stream, key: new.step.session.fingerprintKey, db)
    defer { keep(head, of: stream) }
    let askedAt = Int((new.poll.sentAt ?? new.poll.receivedAt).microsecondsSinceEpoch)
    if askedAt <= head.latestAskedAt,
      let version = try PollSearch.version(
        of: new.poll, askedAt: askedAt, stream: head.id, head.keys, db)
    {
      return .alreadyThere(version: version)
    }
    guard head.version == new.expectedVersion else {
      throw StoreError.conflict(expected: new.expectedVersion, actual: head.version)
    }
    // The key that is no secret is of a session that no store began.
    guard head.isStored || head.keys.fingerprint != .constant else {
      throw StoreError.diverged(version: 0)
    }
    var session = head.session
    for event in new.step.events { session.evolve(event) }
    guard session == new.step.session, !new.step.events.isEmpty else {
      throw StoreError.diverged(version: head.version)
    }
    try store(new, session, askedAt: askedAt, stream, &head, &statements, db)
    return .stored(version: head.version, position: lastPosition)
  }

  private func store(
    _ new: NewStep, _ session: Session, askedAt: Int, _ stream: PollStream,
    _ head: inout StreamHead, _ statements: inout AppendStatements, _ db: Database
  ) throws {
    if let unwritten = head.unwrittenKeys { try insert(stream, &head, unwritten, db) }
    var bodyID: Int?
    var digest: BodyDigest?
    if let answer = new.poll.answer, let body = answer.body {
      (bodyID, digest) = try head.shelf.store(
        body, of: answer, in: (head.id, head.keys), &statements.body, db)
    }
    let row = PollRow(new, position: lastPosition + 1, version: head.version + 1, body: bodyID)
    let isFirst = head.version == 0
    head.hash = HashChain.next(after: head.hash, row, digest)
    head.version = row.version
    head.session = session
    head.eventCount += row.events.count
    head.anomalyCount += new.step.events.begunAnomalyCount
    if !new.step.events.allSatisfy(\.isBookkeeping) || head.content == nil {
      head.content = session.contentSnapshot
    }
    if isFirst { head.firstReceivedAt = row.receivedAt }
    head.latestAskedAt = max(head.latestAskedAt, askedAt)
    lastPosition = row.position
    try row.insert(stream: head.id, hash: head.hash, &statements, db)
    try head.writeState(row, isFirst: isFirst, &statements, db)
  }

  private func insert(
    _ stream: PollStream, _ head: inout StreamHead, _ unwrittenKeys: [UInt8], _ db: Database
  ) throws {
    // All that can be refused comes before the first row: a refused step has written nothing.
    let columns = try keys.columns(for: unwrittenKeys, of: stream, db)
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO streams (id, session, template_id, document_id, key_sha256)
        VALUES (?, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), ?)
        """)
    var arguments: [(any DatabaseValueConvertible)?] = [head.id]
    arguments += stream.columns as [(any DatabaseValueConvertible)?]
    arguments.append(Data(head.keys.digest))
    try statement.execute(arguments: StatementArguments(arguments))
    try keys.insert(columns, ofStream: head.id, db)
    lastStream = head.id
    head.unwrittenKeys = nil
  }

  // MARK: What is remembered

  /// Forgets everything where another connection has written since.
  private func refresh(_ dataVersion: HotStatement, _ db: Database) throws {
    let version = try dataVersion.integer(db)
    guard version != lastDataVersion else { return }
    forget()
    // A newer program may have brought the schema up to date meanwhile.
    try StoreFile.checkSchema(db, file)
    lastPosition =
      try Int.fetchOne(db.cachedStatement(sql: "SELECT max(position) FROM polls")) ?? 0
    lastStream = try Int.fetchOne(db.cachedStatement(sql: "SELECT max(id) FROM streams")) ?? 0
    guard Schema.counts.contains(lastPosition), Schema.counts.contains(lastStream) else {
      throw RowFault("the position of the last poll, or the id of the last stream, cannot be")
    }
    lastDataVersion = version
  }

  /// Forgets everything, so that it is read again.
  func forget() {
    heads.removeAll()
    heldByteCount = 0
    lastDataVersion = nil
  }

  /// Takes the head out, so that its arrays are changed in place; ``keep(_:of:)`` puts it back.
  private func takeHead(
    of stream: PollStream, key: FingerprintKey, _ db: Database
  ) throws -> StreamHead {
    if let head = heads.removeValue(forKey: stream) {
      heldByteCount -= head.shelf.heldByteCount
      return head
    }
    if try Erasure.isErased(stream.id, db) {
      throw StoreError.erased(file: file, session: stream.id.text)
    }
    if let head = try StreamHead(stream, keys, db) { return head }
    return try StreamHead(new: stream, id: lastStream + 1, key: key, isSealed: keys.seals)
  }

  private func keep(_ head: StreamHead, of stream: PollStream) {
    guard head.isStored else { return }
    heldByteCount += head.shelf.heldByteCount
    if heads.count >= Self.headLimit || heldByteCount > Self.heldByteLimit {
      heads.removeAll()
      heldByteCount = head.shelf.heldByteCount
    }
    heads[stream] = head
  }
}
