import ScribeRecording
import ScribeSession
import ScribeStore
import ScribeTalk

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Workload {
  /// Polls into a store, beside SQLite's own interface writing the very same rows.
  static let storing: [Workload] = [
    storing("normal", .normal), storing("full", .full), [sealing], replayingStored, opening,
  ].flatMap(\.self)

  /// A session that grows to 1 MB, its URL signed anew and its members shuffled on every poll.
  private static let replayingStored: [Workload] = {
    let log = "600 polls growing to 1 MB from their poll log"
    return [
      Workload(
        "replay 600 polls growing to 1 MB from a store", .storing, peer: "replay \(log)",
        isLarge: true
      ) {
        .replayingStore(.growingToMegabyte)
      },
      Workload("replay \(log)", .storing, isLarge: true) { .replayingLog(.growingToMegabyte) },
    ]
  }()

  private static let opening: [Workload] = [
    Workload(
      "open a session of 100,000 polls to go on with", .storing,
      peer: "open a session of 10 polls to go on with", isLarge: true
    ) {
      .opening(pollCount: 100_000)
    },
    Workload("open a session of 10 polls to go on with", .storing, isLarge: true) {
      .opening(pollCount: 10)
    },
  ]

  /// What sealing the bodies costs, in one run with what not sealing them does.
  private static let sealing = Workload(
    "append 500 polls of 2 KB one by one, sealed, durability normal", .storing,
    peer: "SQLite's C interface writes the same rows, durability normal"
  ) {
    .appending(.short, .normal, WrappingKey(bytes: [UInt8](repeating: 7, count: 32)))
  }

  private static func storing(
    _ name: String, _ durability: SessionStore.Durability
  ) -> [Workload] {
    let peer = "SQLite's C interface writes the same rows, durability \(name)"
    return [
      Workload("append 500 polls of 2 KB one by one, durability \(name)", .storing, peer: peer) {
        .appending(.short, durability)
      },
      Workload(peer, .storing) { .writingRows(.short, durability) },
    ]
  }
}

extension LogRecipe {
  /// A session of 500 polls whose transcript grows by a line with each fifth.
  fileprivate static var short: LogRecipe {
    var log = LogRecipe(BodyRecipe().sized(9_000), pollCount: 500)
    log.pollsPerLine = 5
    return log
  }
}

extension LogRecipe {
  fileprivate static var growingToMegabyte: LogRecipe {
    var open = BodyRecipe().sized(1_000_000)
    open.areMembersShuffled = true
    open.uploadURLPlace = .first
    var log = LogRecipe(open, pollCount: 600)
    log.linesPerPoll = max(1, open.transcript.lineEnds.count / 600)
    return log
  }
}

extension PreparedWorkload {
  fileprivate static func replayingLog(_ log: LogRecipe) -> PreparedWorkload {
    let folder = StoreFolder()
    let bytes = log.lines.flatMap(\.self)
    _ = FileManager.default.createFile(atPath: folder.path, contents: Data(bytes))
    return PreparedWorkload(byteCount: bytes.count, itemCount: log.pollCount) {
      guard var recording = try? Recording(path: folder.path) else { return 0 }
      var session = Session()
      var reader = PollReader()
      var count = 0
      while let poll = try? recording.next()?.poll {
        count += session.observe(poll, reader: &reader).events.count
      }
      return count
    }
  }

  fileprivate static func replayingStore(_ log: LogRecipe) -> PreparedWorkload {
    let folder = StoreFolder()
    let input = StoredInput(log)
    let store = try? SessionStore(path: folder.path, durability: .normal)
    _ = try? store?.appendNow(input.steps)
    return PreparedWorkload(byteCount: input.byteCount, itemCount: log.pollCount) { [folder] in
      guard let store else { return 0 }
      defer { withExtendedLifetime(folder) {} }
      var steps = StepCursor(store, .all(afterPosition: 0))
      var session = Session()
      var reader = PollReader()
      var count = 0
      while let step = try? steps.next() {
        count += session.observe(step.poll, reader: &reader).events.count
      }
      return count
    }
  }

  /// Opens a store, reads the state of a session, and closes it again.
  fileprivate static func opening(pollCount: Int) -> PreparedWorkload {
    let folder = StoreFolder()
    let input = StoredInput(LogRecipe(BodyRecipe(), pollCount: min(pollCount, 10)))
    guard let stream = input.steps.first?.step.session.stream,
      let store = try? SessionStore(path: folder.path, durability: .normal)
    else { return PreparedWorkload(byteCount: 0) { 0 } }
    guard var session = try? store.sessionNow(stream).session else {
      return PreparedWorkload(byteCount: 0) { 0 }
    }
    var reader = PollReader()
    var steps: [NewStep] = []
    for number in 0..<pollCount {
      var poll = input.steps[number % input.steps.count].poll
      poll.sentAt = poll.sentAt?.advanced(by: .seconds(number))
      poll.receivedAt = poll.receivedAt.advanced(by: .seconds(number))
      steps.append(
        NewStep(poll, session.observe(poll, reader: &reader), expecting: number))
      if steps.count == 1_000 || number == pollCount - 1 {
        _ = try? store.appendNow(steps)
        steps = []
      }
    }
    return PreparedWorkload(byteCount: 0, itemCount: 1) {
      let store = try? SessionStore(path: folder.path, durability: .normal)
      return (try? store?.sessionNow(stream).version) ?? 0
    }
  }

  fileprivate static func appending(
    _ log: LogRecipe, _ durability: SessionStore.Durability, _ keys: WrappingKey? = nil
  ) -> PreparedWorkload {
    let input = StoredInput(log)
    let folder = StoreFolder()
    var store: SessionStore?
    return PreparedWorkload(
      byteCount: input.byteCount, itemCount: input.steps.count,
      reset: {
        store = nil
        folder.empty()
        store = try? SessionStore(path: folder.path, durability: durability, keys: keys)
      },
      {
        guard let store else { return 0 }
        return input.steps.reduce(0) { count, step in
          count + ((try? store.appendNow([step]).count) ?? 0)
        }
      })
  }

  fileprivate static func writingRows(
    _ log: LogRecipe, _ durability: SessionStore.Durability
  ) -> PreparedWorkload {
    let input = StoredInput(log)
    let folder = StoreFolder()
    var peer: SQLitePeer?
    let rows = SQLitePeer.Rows(input)
    return PreparedWorkload(
      byteCount: input.byteCount, itemCount: input.steps.count,
      reset: {
        peer = nil
        folder.empty()
        _ = try? SessionStore(path: folder.path, durability: durability)
        peer = SQLitePeer(path: folder.path, durability)
      },
      { peer?.write(rows) ?? 0 })
  }
}
