import ScribeSession

/// A recording told to people, a line a poll; runs of `same` are one line.
///
/// Lines come as soon as they are certain, so memory does not grow with the recording.
package struct Timeline {
  private let options: TextOptions
  private var streamCount = 0
  private var hasColumns = false
  private var lastDate: String?
  private var run: SameRun?
  private var ignoredRun: IgnoredRun?

  package init(_ options: TextOptions) {
    self.options = options
  }

  /// The lines that are certain once that poll was seen.
  package mutating func lines(for replayed: ReplayedPoll) -> [String] {
    guard let effect = replayed.effect else {
      let lines = flushRun()
      ignoredRun = IgnoredRun(replayed, after: ignoredRun)
      return lines
    }
    var lines = flushIgnored()
    if let longer = run?.extended(by: replayed, effect, options) {
      run = longer
      return lines
    }
    lines += flushRun()
    lines += heading(replayed, effect)
    if effect.step.verdict == .same {
      run = SameRun(first: replayed, effect)
    } else {
      lines += TimelineRow(replayed, effect, showsLabel: streamCount > 1).lines(options)
    }
    return lines
  }

  /// The lines that were held back, and a summary of every stream.
  package mutating func closing(_ streams: [Replay.Stream]) -> [String] {
    let lines = flushIgnored() + flushRun()
    let summaries = streams.enumerated().flatMap { place, stream in
      StreamSummary(stream, label: streams.count > 1 ? TimelineRow.label(place) : nil)
        .lines(options)
    }
    return lines + (lines.isEmpty && summaries.isEmpty ? [] : [""]) + summaries
  }

  private mutating func flushRun() -> [String] {
    defer { run = nil }
    return run?.lines(options, showsLabel: streamCount > 1) ?? []
  }

  private mutating func flushIgnored() -> [String] {
    defer { ignoredRun = nil }
    guard let ignoredRun else { return [] }
    return columns() + ignoredRun.lines(options)
  }

  /// The names of the columns, once.
  private mutating func columns() -> [String] {
    defer { hasColumns = true }
    return hasColumns ? [] : [TimelineRow.columns(options)]
  }

  /// What must be said before a poll's line: a new stream, the columns, a new date.
  private mutating func heading(
    _ replayed: ReplayedPoll, _ effect: ReplayedPoll.Effect
  ) -> [String] {
    var lines: [String] = []
    if effect.place == streamCount {
      streamCount += 1
      let label = streamCount > 1 ? "\(TimelineRow.label(effect.place)) = " : ""
      lines.append(Emphasis.strong.applied(to: "\(label)session \(effect.stream.phrase)", options))
      if streamCount == 1, !hasColumns { lines.append("") }
      if streamCount == 2 {
        lines.append("\(TimelineRow.label(0)) = the session above; rows are marked from here")
      }
    }
    lines += columns()
    let date = replayed.poll.receivedAt.dateDescription
    if options.showsClock, date != lastDate {
      lastDate = date
      lines.append(Emphasis.faint.applied(to: "      \(date) UTC", options))
    }
    return lines
  }
}
