import ScribeSession

/// The polls of one stream, in the order in which they were asked for: the n-th poll is given the
/// n-th answer.
///
/// A recording has them in the order in which answers came. Two requests that were under way at once
/// are put back in the order of asking, so that whoever polls one at a time is told no old answer
/// after a new one; a clock that was set back moves nothing. What a recording has twice was answered
/// once (TRANSITIONS, section 1).
struct RecordedStream {
  /// How far back the same poll, or one that overtook another, is looked for.
  private static let reach = 32

  private(set) var entries: [IndexEntry] = []
  /// What tells the last polls apart, while the index is made.
  private var recent: [Int] = []

  mutating func add(_ poll: Poll, source: Int, place: PollSource.Place) {
    if poll.sentAt != nil {
      let identity = Self.identity(of: poll)
      if recent.contains(identity) { return }
      recent.append(identity)
      if recent.count > Self.reach { recent.removeFirst() }
    }
    let entry = IndexEntry(poll, source: source, place: place)
    var place = entries.count
    while place > 0, entries.count - place < Self.reach,
      entries[place - 1].askedAt > entry.askedAt, entries[place - 1].endedAt <= entry.endedAt
    {
      place -= 1
    }
    entries.insert(entry, at: place)
  }

  /// The index is made: what only its making needed is let go, and time runs forward alone, as it did
  /// whatever the recorder's clock said.
  mutating func seal() {
    recent = []
    var offset: Duration = .zero
    for place in entries.indices.dropFirst() {
      let askedAt = entries[place].askedAt.advanced(by: offset)
      if askedAt < entries[place - 1].askedAt {
        offset += askedAt.duration(to: entries[place - 1].askedAt)
      }
      entries[place].askedAt = max(askedAt, entries[place - 1].askedAt)
    }
  }

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
  func place(at age: Duration, after start: Instant, _ end: ServiceSettings.End) -> Int {
    var moment = start.advanced(by: age)
    if end == .loops, let last = entries.last?.askedAt {
      // The last answer stands for a second before the first one follows.
      let span = start.duration(to: last).microseconds + 1_000_000
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
