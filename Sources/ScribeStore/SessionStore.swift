import Foundation
package import GRDB
public import ScribeSession

/// Keeps polls and events of any number of sessions in one SQLite file, in WAL mode.
///
/// Several processes may have the same file open: each appends in turn, and each sees what the
/// others have appended. A store is safe to use from any task. Appends that come at the same time
/// share a COMMIT; what is returned from is durable as far as ``Durability`` says.
///
/// ```swift
/// let store = try SessionStore(path: "sessions.sqlite")
/// let known = try await store.session(stream)
/// var session = known.session
/// let step = session.observe(poll)
/// try await store.append(poll, step, expecting: known.version)
/// ```
public final class SessionStore: SessionStoring {
  /// What is durable once an append has returned.
  public enum Durability: Hashable, Sendable {
    /// Survives a power loss: every commit waits for the disk (`PRAGMA synchronous = FULL`).
    case full
    /// Survives a crash of the process, not a power loss: the disk is waited for at checkpoints
    /// only (`PRAGMA synchronous = NORMAL`). The file stays whole in any case.
    case normal

    var pragma: String {
      switch self {
      case .full: "FULL"
      case .normal: "NORMAL"
      }
    }
  }

  /// The version of the schema that is written, as `PRAGMA user_version` says it.
  public static var schemaVersion: Int { Schema.version }

  /// How many steps are read at once while following, and how long to wait where there are none.
  private static let pageSize = 32
  private static let followInterval: Duration = .milliseconds(100)

  /// The path of the file.
  public let path: String

  let database: any DatabaseReader
  let pool: DatabasePool?
  /// The schema version that was found by a reader.
  private let foundVersion: Int
  /// How long others are waited for.
  let patience: Duration
  let writer: StoreWriter
  private let commits: GroupCommit
  /// The keys of its streams, as far as they can be had.
  let keys: StoreKeys
  let rebuilder = SharedRebuilder()

  /// Opens a store, and makes it where there is no file yet.
  ///
  /// - Parameters:
  ///   - path: where the file is, in a folder that can be written: SQLite's log stands beside it.
  ///   - durability: what is durable once an append has returned.
  ///   - patience: how long a lock that another process holds is waited for.
  ///   - keys: what wraps the keys of sessions. With it the bodies of every session that begins from
  ///     now on are sealed, and the store cannot be opened for writing without it; sessions that have
  ///     begun before stay as they are.
  /// - Throws: ``StoreError/notAStore(file:reason:)`` or ``StoreError/newerSchema(file:found:supported:)``
  ///   without having touched the file, ``StoreError/keyNeeded(file:)``,
  ///   ``StoreError/keyUnusable(file:keyName:)``, or why it cannot be opened.
  public convenience init(
    path: String, durability: Durability = .full, patience: Duration = .seconds(5),
    keys: (any KeyWrapping)? = nil
  ) throws(StoreError) {
    do {
      let pool = try StoreFile.openForWriting(path, durability, patience)
      self.init(path: path, database: pool, pool: pool, patience: patience, keys)
      try pool.writeWithoutTransaction { try self.keys.settle($0) }
    } catch {
      throw StoreError(error, file: path)
    }
  }

  /// Opens a store that is there, for reading only.
  ///
  /// Without the keys that sessions are sealed with their bodies are missing, and everything else can be
  /// read.
  ///
  /// - Throws: ``StoreError/unreadable(file:reason:)``, ``StoreError/notAStore(file:reason:)``,
  ///   ``StoreError/newerSchema(file:found:supported:)``, or ``StoreError/keyUnusable(file:keyName:)``.
  public convenience init(
    reading path: String, keys: (any KeyWrapping)? = nil
  ) throws(StoreError) {
    do {
      let queue = try StoreFile.openForReading(path)
      self.init(
        path: path, database: queue, pool: nil, foundVersion: try queue.read(StoreFile.version),
        keys)
      if keys != nil { try readNow { try self.keys.check($0) } }
    } catch {
      throw StoreError(error, file: path)
    }
  }

  /// Opens a store that is there to erase sessions, hold them, or write down what is done with them:
  /// without its key, and so not to append.
  ///
  /// - Throws: as opening it for writing does, and where there is no file.
  public convenience init(administering path: String) throws(StoreError) {
    do {
      // Nothing is made where there is no store.
      try StoreFile.openForReading(path).close()
      let pool = try StoreFile.openForWriting(path, .full, .seconds(5))
      self.init(path: path, database: pool, pool: pool, nil)
    } catch {
      throw StoreError(error, file: path)
    }
  }

  private init(
    path: String, database: any DatabaseReader, pool: DatabasePool?,
    patience: Duration = .seconds(5), foundVersion: Int = Schema.version,
    _ wrapping: (any KeyWrapping)?
  ) {
    self.foundVersion = foundVersion
    self.patience = patience
    self.path = path
    self.database = database
    self.pool = pool
    let keys = StoreKeys(wrapping, file: path)
    self.keys = keys
    writer = StoreWriter(keys, file: path)
    commits = GroupCommit { [writer] requests in
      await Self.commit(requests, writer, pool, file: path)
    }
  }

  /// Writes what is in the log of SQLite into the file itself, and closes it: nothing can be done with
  /// the store after that.
  ///
  /// A store that is released does the same, but not where the process ends before.
  public func close() {
    // Closing alone does it only where no statement is left that somebody still holds.
    _ = try? emptyLog()
    try? pool?.close()
  }

  // MARK: Appending

  /// Stores polls and what they added, all of them or none, and returns once they are durable.
  public func append(_ steps: [NewStep]) async throws(StoreError) -> [AppendResult] {
    if steps.isEmpty { return [] }
    return try await commits.append(steps)
  }

  /// Stores polls and what they added on the calling thread, which waits for the disk.
  package func appendNow(_ steps: [NewStep]) throws(StoreError) -> [AppendResult] {
    guard let pool else { throw .readOnly(file: path) }
    do {
      let results = try pool.writeWithoutTransaction { try writer.append([steps], $0) }
      return try results[0].get()
    } catch {
      throw StoreError(error, file: path)
    }
  }

  private static func commit(
    _ requests: [[NewStep]], _ writer: StoreWriter, _ pool: DatabasePool?, file: String
  ) async -> [Result<[AppendResult], StoreError>] {
    guard let pool else { return requests.map { _ in .failure(.readOnly(file: file)) } }
    do {
      return try await pool.writeWithoutTransaction { try writer.append(requests, $0) }
    } catch {
      let error = StoreError(error, file: file)
      return requests.map { _ in .failure(error) }
    }
  }

  // MARK: Reading

  /// The state of a stream and the version that it is of; a new session where nothing is stored.
  ///
  /// Costs the same however many polls there are: the state is kept beside the log.
  public func session(_ stream: PollStream) async throws(StoreError) -> StoredSession {
    try await read { try StoreReader.session(stream, self.keys, $0) }
  }

  /// The same on the calling thread.
  package func sessionNow(_ stream: PollStream) throws(StoreError) -> StoredSession {
    try readNow { try StoreReader.session(stream, self.keys, $0) }
  }

  /// All streams with their phase and counts, on the calling thread.
  package func summariesNow() throws(StoreError) -> [StoredSummary] {
    try readNow { try StoreReader.summaries($0) }
  }

  /// The position of the last poll, on the calling thread; 0 where there is none.
  package func lastPositionNow() throws(StoreError) -> Int {
    try readNow { try Int.fetchOne($0, sql: "SELECT max(position) FROM polls") ?? 0 }
  }

  /// The poll of a position, on the calling thread; nil where there is none, or its session was erased.
  package func pollNow(at position: Int) throws(StoreError) -> Poll? {
    try readNow {
      try StoreReader.steps(
        .all(afterPosition: position - 1), limit: 1, self.rebuilder, self.keys, $0)
    }
    .first { $0.position == position && $0.hasReadableBodies }?.poll
  }

  /// Polls and events of one stream after a version, in order, at most so many.
  public func steps(
    of stream: PollStream, after version: Int, limit: Int
  ) async throws(StoreError) -> [StoredStep] {
    try await read {
      try StoreReader.steps(
        .stream(stream, afterVersion: version), limit: limit, self.rebuilder, self.keys, $0)
    }
  }

  /// Polls and events of all streams after a position, in order, at most so many.
  public func steps(after position: Int, limit: Int) async throws(StoreError) -> [StoredStep] {
    try await read {
      try StoreReader.steps(
        .all(afterPosition: position), limit: limit, self.rebuilder, self.keys, $0)
    }
  }

  /// All streams with their phase and counts, in the order of their first poll.
  public func summaries() async throws(StoreError) -> [StoredSummary] {
    try await read { try StoreReader.summaries($0) }
  }

  /// Steps of all streams after a position as they are appended, by this process or another.
  ///
  /// Where there are none it looks again every 100 ms.
  public func follow(after position: Int) -> StepSequence {
    StepSequence(
      after: position,
      page: { position throws(StoreError) in
        try await self.steps(after: position, limit: Self.pageSize)
      },
      wait: { _ in try await Task.sleep(for: Self.followInterval) })
  }

  func read<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(StoreError) -> Value {
    // Not GRDB's async reading, which throws where the task is cancelled.
    let result: Result<Value, any Error> = await withCheckedContinuation { continuation in
      database.asyncRead { db in
        continuation.resume(returning: Result { try self.read(from: db.get(), body) })
      }
    }
    return try result.mapError { StoreError($0, file: path) }.get()
  }

  private func read<Value>(
    from db: Database, _ body: (Database) throws -> Value
  ) throws -> Value {
    // What an old store lacks, a reader has beside it: it would not see what is there by now.
    if foundVersion < Schema.version, try StoreFile.version(db) != foundVersion {
      throw StoreError.unreadable(
        file: path, reason: "was brought to a newer schema meanwhile: open it again")
    }
    return try body(db)
  }

  /// Reads on the calling thread.
  package func readNow<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    do {
      return try database.read { try read(from: $0, body) }
    } catch {
      throw StoreError(error, file: path)
    }
  }

  /// Does something on the writing connection, whose settings are its own.
  func onWritingConnection<Value>(_ body: (Database) throws -> Value) throws -> Value? {
    try pool?.writeWithoutTransaction(body)
  }
}
