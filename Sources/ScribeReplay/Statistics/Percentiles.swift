import ScribeSession

/// Spans of time, of which shares can be asked for; exact, and 8 bytes each.
struct Percentiles {
  private var microseconds: [Int64] = []

  mutating func add(_ duration: Duration) { microseconds.append(duration.microseconds) }

  mutating func add(_ other: Percentiles) { microseconds += other.microseconds }

  var count: Int { microseconds.count }

  /// The least value that so many percent of all do not exceed (nearest rank); nil without a value.
  ///
  /// Sorts them: ask for all shares at once.
  func values(_ percents: [Int]) -> [Duration]? {
    guard !microseconds.isEmpty else { return nil }
    let sorted = microseconds.sorted()
    return percents.map { percent in
      let rank = (percent * sorted.count + 99) / 100
      return .microseconds(sorted[min(max(rank, 1), sorted.count) - 1])
    }
  }
}
