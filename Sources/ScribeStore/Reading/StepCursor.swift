import GRDB
import ScribeSession

/// Reads stored steps one after the other on the calling thread, bodies only when they are reached.
package struct StepCursor {
  /// How many rows are read at once, and how many bytes of bodies, but for one, which may be longer.
  private static let pageSize = 256
  private static let bodyByteCount = 1 << 20

  private let store: SessionStore
  private var selection: StepSelection
  private var rows: ArraySlice<(stream: Int, poll: PollRow, hash: [UInt8])> = []
  private var steps: ArraySlice<StoredStep> = []
  private var rebuilder = BodyRebuilder()
  private let readsBodies: Bool

  /// - Parameter readsBodies: whether bodies are wanted; without them a poll looks as if none had
  ///   been recorded.
  package init(_ store: SessionStore, _ selection: StepSelection, readsBodies: Bool = true) {
    self.store = store
    self.selection = selection
    self.readsBodies = readsBodies
  }

  /// The next step; nil where there is none yet.
  ///
  /// After an error the same step is tried again.
  package mutating func next() throws(StoreError) -> StoredStep? {
    if steps.isEmpty { try readSteps() }
    return steps.popFirst()
  }

  private mutating func readSteps() throws(StoreError) {
    var next = self
    // What is taken over must not be held twice, or each change would copy it.
    rows = []
    rebuilder = BodyRebuilder()
    defer { self = next }
    try store.readNow { db in
      var streams = StoredStreams(store.keys)
      if next.rows.isEmpty {
        next.rows = try StoreReader.rows(next.selection, limit: Self.pageSize, db)[...]
        if let last = next.rows.last { next.selection = next.selection.after(last.poll) }
      }
      var byteCount = 0
      while byteCount < Self.bodyByteCount, var row = next.rows.first {
        if !next.readsBodies { row.poll.body = nil }
        let step: StoredStep
        do {
          step = try StoreReader.step(row, &next.rebuilder, &streams, db)
        } catch  where !next.steps.isEmpty {
          // First those before it; it fails again when it is reached.
          return
        }
        byteCount += step.poll.answer?.body?.count ?? 0
        next.steps.append(step)
        next.rows.removeFirst()
      }
    }
  }
}

extension StepSelection {
  fileprivate func after(_ poll: PollRow) -> StepSelection {
    switch self {
    case .stream(let stream, _): .stream(stream, afterVersion: poll.version)
    case .session(let id, _): .session(id, afterPosition: poll.position)
    case .all: .all(afterPosition: poll.position)
    }
  }
}
