import Dispatch
import Foundation
import GRDB
import ScribeSession

/// Which streams are checked, shared out among processors.
struct CheckPlan {
  /// How many polls are worth another processor, and how many streams go to one at a time.
  private static let pollsPerWorker = 2_000
  private static let streamsPerPart = 64

  /// What one thread does at a time.
  enum Part {
    /// What concerns the file as a whole.
    case file
    case streams(ArraySlice<Stream>)
  }

  /// A stream to be checked.
  struct Stream: Sendable {
    let id: Int
    let stream: PollStream
    let keyDigest: [UInt8]
    /// What an anchor has of it, by version.
    let heads: [Int: [UInt8]]
  }

  private let streams: [Stream]
  private let pollCount: Int
  /// What the anchor has of streams that are not there.
  let unknownHeads: [PollStream: [Int: [UInt8]]]

  init(_ anchor: Anchor?, _ db: Database) throws {
    var heads: [PollStream: [Int: [UInt8]]] = [:]
    for head in anchor?.heads ?? [] { heads[head.stream, default: [:]][head.version] = head.hash }
    var streams: [Stream] = []
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT streams.id, \(PollStream.columns), streams.key_sha256 FROM streams
        ORDER BY streams.id
        """)
    while let row = try rows.next() {
      let stream = PollStream(row: row, from: 1)
      streams.append(
        Stream(
          id: row.integer(0) ?? 0, stream: stream, keyDigest: row.bytes(4) ?? [],
          heads: heads.removeValue(forKey: stream) ?? [:]))
    }
    self.streams = streams
    unknownHeads = heads
    pollCount = try Int.fetchOne(db, sql: "SELECT count(*) FROM polls") ?? 0
  }

  /// Checks the file and all streams, and gives what came of it in this order.
  ///
  /// - Parameter check: checks a part on a connection that its thread keeps, telling how many polls are
  ///   done; runs on several threads at once.
  func run(
    onFile path: String, telling progress: (_ done: Int, _ of: Int) -> Void,
    _ check: @escaping @Sendable (Part, (Int) -> Void, Database) throws -> StoreCheck
  ) -> [Result<StoreCheck, StoreError>] {
    let parts =
      [Part.file]
      + stride(from: 0, to: streams.count, by: Self.streamsPerPart).map {
        .streams(streams[$0..<min($0 + Self.streamsPerPart, streams.count)])
      }
    let workers = max(
      1,
      min(
        ProcessInfo.processInfo.activeProcessorCount, parts.count,
        1 + pollCount / Self.pollsPerWorker))
    let results = PartResults(parts.count)
    withoutActuallyEscaping(progress) { progress in
      let teller = ProgressTeller(of: pollCount, progress)
      DispatchQueue.concurrentPerform(iterations: workers) { _ in
        // One for all parts of a thread, so that pages that were read are found again.
        let connection = Result { try StoreFile.openForReading(path) }
        defer { try? connection.get().close() }
        while let place = results.take() {
          let result = Result {
            try connection.get().read { try check(parts[place], teller.add, $0) }
          }
          results.set(result.mapError { StoreError($0, file: path) }, at: place)
        }
      }
    }
    return results.all
  }
}

/// What came of each part, filled in by several threads.
///
/// Unchecked: everything is touched under the lock.
private final class PartResults: @unchecked Sendable {
  private let lock = NSLock()
  private var next = 0
  private var results: [Result<StoreCheck, StoreError>?]

  init(_ count: Int) {
    results = Array(repeating: nil, count: count)
  }

  /// The next part that nobody has taken.
  func take() -> Int? {
    lock.withLock {
      guard next < results.count else { return nil }
      next += 1
      return next - 1
    }
  }

  func set(_ result: Result<StoreCheck, StoreError>, at place: Int) {
    lock.withLock { results[place] = result }
  }

  var all: [Result<StoreCheck, StoreError>] { lock.withLock { results.compactMap { $0 } } }
}

/// Adds up what several threads have done, and tells it one at a time.
///
/// Unchecked: everything is touched under the lock.
private final class ProgressTeller: @unchecked Sendable {
  private let lock = NSLock()
  private var done = 0
  private let total: Int
  private let tell: (Int, Int) -> Void

  init(of total: Int, _ tell: @escaping (Int, Int) -> Void) {
    self.total = total
    self.tell = tell
  }

  func add(_ count: Int) {
    lock.withLock {
      done += count
      tell(done, total)
    }
  }
}
