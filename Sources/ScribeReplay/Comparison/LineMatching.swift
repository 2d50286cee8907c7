/// Which lines of two texts are the same, lines being numbers that are equal where the lines are.
struct LineMatching {
  typealias Change = (old: Range<Int>, new: Range<Int>)

  private let old: [Int]
  private let new: [Int]
  private let depthLimit: Int

  /// What differs, in order.
  private(set) var changes: [Change] = []

  init(_ old: [Int], _ new: [Int], depthLimit: Int) {
    self.old = old
    self.new = new
    self.depthLimit = depthLimit
    compare(old.indices, new.indices, depth: 0)
  }

  private mutating func compare(_ oldLines: Range<Int>, _ newLines: Range<Int>, depth: Int) {
    let prefix = zip(old[oldLines], new[newLines]).prefix { $0 == $1 }.count
    let (oldRest, newRest) = (oldLines.dropFirst(prefix), newLines.dropFirst(prefix))
    let suffix = zip(old[oldRest].reversed(), new[newRest].reversed()).prefix { $0 == $1 }.count
    let (oldCore, newCore) = (oldRest.dropLast(suffix), newRest.dropLast(suffix))
    if oldCore.isEmpty, newCore.isEmpty { return }
    let anchors =
      oldCore.isEmpty || newCore.isEmpty || depth == depthLimit ? [] : anchors(oldCore, newCore)
    guard !anchors.isEmpty else {
      changes.append((oldCore, newCore))
      return
    }
    var (oldStart, newStart) = (oldCore.lowerBound, newCore.lowerBound)
    for anchor in anchors {
      compare(oldStart..<anchor.old, newStart..<anchor.new, depth: depth + 1)
      (oldStart, newStart) = (anchor.old + 1, anchor.new + 1)
    }
    compare(oldStart..<oldCore.upperBound, newStart..<newCore.upperBound, depth: depth + 1)
  }

  /// The lines that stand once in either part, as many as are in the same order in both.
  private func anchors(
    _ oldLines: Range<Int>, _ newLines: Range<Int>
  ) -> [(old: Int, new: Int)] {
    let oldPlaces = Self.placesOfUnique(old, oldLines)
    let newPlaces = Self.placesOfUnique(new, newLines)
    let common = oldPlaces.compactMap { number, place in
      newPlaces[number].map { (old: place, new: $0) }
    }.sorted { $0.old < $1.old }
    return Self.longestAscending(common)
  }

  private static func placesOfUnique(_ numbers: [Int], _ lines: Range<Int>) -> [Int: Int] {
    var places: [Int: Int?] = [:]
    for line in lines {
      let number = numbers[line]
      places[number] = places[number] == nil ? .some(line) : .some(nil)
    }
    return places.compactMapValues { $0 }
  }

  /// The longest run of pairs, not next to each other, whose new places ascend (patience sorting).
  private static func longestAscending(
    _ pairs: [(old: Int, new: Int)]
  ) -> [(old: Int, new: Int)] {
    var tops: [Int] = []
    var before: [Int?] = []
    for (place, pair) in pairs.enumerated() {
      var (low, high) = (0, tops.count)
      while low < high {
        let middle = (low + high) / 2
        if pairs[tops[middle]].new < pair.new { low = middle + 1 } else { high = middle }
      }
      before.append(low > 0 ? tops[low - 1] : nil)
      if low < tops.count { tops[low] = place } else { tops.append(place) }
    }
    var found: [(old: Int, new: Int)] = []
    var place = tops.last
    while let current = place {
      found.append(pairs[current])
      place = before[current]
    }
    return found.reversed()
  }
}
