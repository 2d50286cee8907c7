import ScribeSession

/// Polls of one stream in a row that say nothing new: one line of a timeline.
struct SameRun {
  private let first: ReplayedPoll
  private var last: ReplayedPoll
  private let effect: ReplayedPoll.Effect
  private var count = 1

  init(first: ReplayedPoll, _ effect: ReplayedPoll.Effect) {
    self.first = first
    last = first
    self.effect = effect
  }

  /// The run with that poll, where it says the same once more.
  func extended(
    by replayed: ReplayedPoll, _ next: ReplayedPoll.Effect, _ options: TextOptions
  ) -> SameRun? {
    guard next.place == effect.place, next.step.verdict == .same,
      next.step.events.allSatisfy(\.isBookkeeping),
      next.step.anomalies.allSatisfy(\.code.lasts),
      next.step.next == effect.step.next,
      next.step.anomalies.map(\.code) == effect.step.anomalies.map(\.code),
      replayed.poll.outcome.word == first.poll.outcome.word,
      !options.showsClock
        || replayed.poll.receivedAt.dateDescription == first.poll.receivedAt.dateDescription
    else { return nil }
    var run = self
    run.last = replayed
    run.count += 1
    return run
  }

  func lines(_ options: TextOptions, showsLabel: Bool) -> [String] {
    let row = TimelineRow(first, effect, showsLabel: showsLabel).lines(options)
    guard count > 1 else { return row }
    let span = first.poll.receivedAt.duration(to: last.poll.receivedAt).spanText
    let repeats =
      "  … \(count) times the same to #\(last.number)"
      + (options.showsClock ? ", for \(span)" : "")
    return [row[0] + Emphasis.faint.applied(to: repeats, options)] + row.dropFirst()
  }
}

/// Polls in a row that are not of the endpoint: one line of a timeline.
struct IgnoredRun {
  private let first: Int
  private let last: Int

  init(_ replayed: ReplayedPoll, after run: IgnoredRun?) {
    first = run?.first ?? replayed.number
    last = replayed.number
  }

  func lines(_ options: TextOptions) -> [String] {
    let text =
      first == last
      ? "another request, ignored" : "\(last - first + 1) other requests, to #\(last), ignored"
    return [Emphasis.faint.applied(to: "  \("\(first)".padded(4, right: true))  \(text)", options)]
  }
}

/// How one stream ended.
struct StreamSummary {
  private let stream: Replay.Stream
  private let label: String?

  init(_ stream: Replay.Stream, label: String?) {
    self.stream = stream
    self.label = label
  }

  func lines(_ options: TextOptions) -> [String] {
    let polls = stream.pollCount.counted("poll")
    let span = options.showsClock ? spanPhrase : ""
    let mark = label.map { "\($0) " } ?? ""
    let line =
      "\(mark)\(stream.stream.phrase): \(stream.session.phase.name) after \(polls)\(span), "
      + stream.next.sentence
    return [Emphasis.strong.applied(to: line, options)] + findings(options)
  }

  private var spanPhrase: String {
    guard stream.pollCount > 1, let first = stream.firstReceivedAt,
      let last = stream.lastReceivedAt
    else { return "" }
    return " in \(first.duration(to: last).spanText)"
  }

  private func findings(_ options: TextOptions) -> [String] {
    let counted = Anomaly.Code.allCases.compactMap { code in
      stream.anomalyCounts[code].map { "\(code.name) (\(code.severity.name)) on \($0)" }
    }
    return counted.isEmpty ? ["  no anomalies"] : counted.map { "  \($0)" }
  }
}
