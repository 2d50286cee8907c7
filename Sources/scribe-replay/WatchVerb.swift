import ArgumentParser
import ScribePolling
import ScribeRecording
import ScribeReplay
import ScribeStore

struct WatchVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Follows a store that somebody else writes, as a table of its sessions.",
    discussion: """
      On a terminal, a table that is kept up to date: those sessions that were polled last, with \
      their phase, counts, and how long that is ago. Elsewhere a line a session, as list prints it, \
      and again whenever it has changed. Goes on until it is interrupted.

      Example: scribe-replay watch visits.sqlite
      """)

  /// How often the store is looked at, and the table drawn although nothing has come.
  private static let interval: Duration = .milliseconds(200)
  private static let roundsPerRedraw = 5

  @Argument(help: "A store.", completion: .file())
  var store: String

  @Option(help: "Lines or a table for people, or one JSON object a session.")
  var format: TextFormat = .text

  func run() throws {
    try AsyncWork.run { try await watch() }
  }

  private func watch() async throws {
    let store = try SessionStore(reading: store)
    let task = Task { [self] in
      let console = Console()
      if console.canMoveCursor, format == .text {
        try await showTable(of: store, console)
      } else {
        try await printLines(of: store, console)
      }
    }
    let interruption = Interruption { task.cancel() }
    defer { withExtendedLifetime(interruption) {} }
    try await task.value
  }

  /// Calls back with all sessions whenever there is a new poll, and now and then.
  private func follow(
    _ store: SessionStore, redrawing: Bool, _ body: ([StoredSummary]) -> Void
  ) async throws(StoreError) {
    let identity = FileKind.identity(of: store.path)
    var position = -1
    var round = 0
    while !Task.isCancelled {
      guard FileKind.identity(of: store.path) == identity else {
        throw .unreadable(
          file: store.path, reason: "was removed, or another file put in its place")
      }
      let last = try store.lastPositionNow()
      if last != position || (redrawing && round.isMultiple(of: Self.roundsPerRedraw)) {
        position = last
        body(try store.summariesNow())
      }
      round += 1
      try? await Task.sleep(for: Self.interval)
    }
  }

  private func showTable(of store: SessionStore, _ console: Console) async throws(StoreError) {
    // The other screen of the terminal, without a cursor; the one before comes back at the end.
    console.write("\u{1B}[?1049h\u{1B}[?25l".utf8)
    defer {
      console.write("\u{1B}[?25h\u{1B}[?1049l".utf8)
      console.flush()
    }
    try await follow(store, redrawing: true) { summaries in
      let table = WatchTable(
        summaries, name: self.store, now: SystemClock().now, size: console.size)
      let lines = table.lines.map { "\($0)\u{1B}[K" }
      console.write("\u{1B}[H\(lines.joined(separator: "\r\n"))\u{1B}[J".utf8)
      console.flush()
    }
  }

  private func printLines(of store: SessionStore, _ console: Console) async throws(StoreError) {
    var known: [StoredSummary] = []
    try await follow(store, redrawing: false) { summaries in
      let changed = summaries.enumerated()
        .filter { $0.offset >= known.count || known[$0.offset] != $0.element }.map(\.element)
      switch format {
      case .text: for line in StoreText.rows(for: changed) { console.print(line) }
      case .ndjson: for summary in changed { console.print(StoreText.line(for: summary)) }
      }
      console.flush()
      known = summaries
    }
  }
}
