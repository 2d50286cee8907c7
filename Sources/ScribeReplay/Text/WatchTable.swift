package import ScribeSession
package import ScribeStore

/// The sessions of a store as they stand, to fill a terminal.
package struct WatchTable {
  /// No more than the terminal has, none wider than it is.
  package let lines: [String]

  /// - Parameters:
  ///   - summaries: all sessions.
  ///   - name: what the store is called.
  package init(
    _ summaries: [StoredSummary], name: String, now: Instant, size: (lines: Int, columns: Int)
  ) {
    let shown =
      summaries
      .sorted { ($1.lastReceivedAt, $0.stream.phrase) < ($0.lastReceivedAt, $1.stream.phrase) }
      .prefix(max(0, size.lines - 4))
    let rows =
      [["session", "phase", "polls", "anomalies", "last poll"]]
      + shown.map { summary in
        [
          summary.stream.phrase, summary.phase.name, "\(summary.pollCount)",
          "\(summary.anomalyCount)",
          Self.age(summary.lastReceivedAt.duration(to: now)),
        ]
      }
    let more = summaries.count - shown.count
    let all =
      [Self.heading(summaries, name), ""]
      + TextTable(rows, rightAligned: [2, 3, 4]).lines
      + (more > 0 ? ["… and \(more) more"] : [])
    lines = all.prefix(max(1, size.lines)).map { String($0.prefix(max(1, size.columns))) }
  }

  private static func heading(_ summaries: [StoredSummary], _ name: String) -> String {
    let counts = Phase.allCases.compactMap { phase in
      let count = summaries.count { $0.phase == phase }
      return count > 0 ? "\(count) \(phase.name)" : nil
    }
    return "\(name.printable): \(summaries.count.counted("session"))"
      + (counts.isEmpty ? "" : ": " + counts.joined(separator: ", "))
  }

  private static func age(_ span: Duration) -> String {
    let seconds = max(0, span.components.seconds)
    switch seconds {
    case 0..<120: return "\(seconds) s ago"
    case 120..<7200: return "\(seconds / 60) m ago"
    default: return "\(seconds / 3600) h ago"
    }
  }
}
