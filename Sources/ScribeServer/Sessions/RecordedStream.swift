import ScribeSession

/// The polls of one stream, in the order in which they were asked for: the n-th poll is given the
/// n-th answer.
///
/// A recording has them in the order in which answers came. Two requests that were under way at once
/// are put back in the order of asking, so that whoever polls one at a time is told no old answer
/// after a new one. What a recording has twice within 32 polls was answered once (TheRules,
/// section 1).
struct RecordedStream {
  /// How far back the same poll, or one that overtook another, is looked for.
  private static let reach = 32

  private(set) var entries: [IndexEntry] = []
  /// What tells the last polls apart, while the index is made.
  private var recent: [Int] = []

  /// - Parameter askedAt: when the poll was asked for, by a clock that was never set back.
  mutating func add(_ poll: Poll, askedAt: Instant, source: Int, place: PollSource.Place) {
    if poll.sentAt != nil {
      let identity = Self.identity(of: poll)
      if recent.contains(identity) { return }
      recent.append(identity)
      if recent.count > Self.reach { recent.removeFirst() }
    }
    let entry = IndexEntry(poll, askedAt: askedAt, source: source, place: place)
    var place = entries.count
    while place > 0, entries.count - place < Self.reach,
      entries[place - 1].askedAt > entry.askedAt, entries[place - 1].endedAt <= entry.endedAt
    {
      place -= 1
    }
    entries.insert(entry, at: place)
  }

  /// The index is made: what only its making needed is let go.
  mutating func seal() { recent = [] }

  private static func identity(of poll: Poll) -> Int {
    var hasher = Hasher()
    hasher.combine(poll.url)
    hasher.combine(poll.sentAt)
    switch poll.outcome {
    case .answer(let answer):
      hasher.combine(answer.status)
      hasher.combine(answer.body)
    case .noAnswer(let failure): hasher.combine(failure.kind)
    }
    return hasher.finalize()
  }

  /// The place of the answer that was current so long after a moment of the recording; the first one
  /// before there was any.
  func place(at age: Duration, after start: Instant, _ end: ServiceSettings.AfterLast) -> Int {
    var moment = start.advanced(by: age)
    if end == .loops, let last = entries.last?.askedAt {
      // The last answer stands for a second before the first one follows.
      let span = min(max(0, start.duration(to: last).microseconds), .max >> 1) + 1_000_000
      moment = start.advanced(by: .microseconds(age.microseconds % span))
    }
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].askedAt <= moment { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }
}
