import GRDB
import ScribeSession

/// Reads stored steps one after the other on the calling thread, bodies only when they are reached.
package struct StepCursor {
  private static let pageSize = 256

  private let store: SessionStore
  private var selection: StepSelection
  private var rows: ArraySlice<(stream: Int, poll: PollRow, hash: [UInt8])> = []
  private var rebuilder = BodyRebuilder()
  private var streams = StreamNames()
  private let readsBodies: Bool

  /// - Parameter readsBodies: whether bodies are wanted; without them a poll looks as if none had
  ///   been recorded.
  package init(_ store: SessionStore, _ selection: StepSelection, readsBodies: Bool = true) {
    self.store = store
    self.selection = selection
    self.readsBodies = readsBodies
  }

  /// The next step; nil where there is none yet.
  package mutating func next() throws(StoreError) -> StoredStep? {
    if rows.isEmpty {
      let selection = selection
      rows = try store.readNow { try StoreReader.rows(selection, limit: Self.pageSize, $0) }[...]
      if let last = rows.last { self.selection = selection.after(last.poll) }
    }
    guard var row = rows.first else { return nil }
    if !readsBodies { row.poll.body = nil }
    var rebuilder = rebuilder
    var streams = streams
    self.rebuilder = BodyRebuilder()
    let step = try store.readNow { db in
      try StoreReader.step(row, &rebuilder, &streams, db)
    }
    self.rebuilder = rebuilder
    self.streams = streams
    rows.removeFirst()
    return step
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
