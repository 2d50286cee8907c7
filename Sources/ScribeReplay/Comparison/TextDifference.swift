/// Where two texts differ, line by line.
///
/// Lines that both texts have once each are taken for the same where their order allows (patience
/// diff), between them equal lines at either end; the rest is one change. Time and memory are linear
/// in the texts but for the sorting of the lines in common.
struct TextDifference: Equatable {
  /// How often what lies between lines in common is looked into again.
  private static let depthLimit = 4

  /// Lines that became others; either may be none.
  struct Hunk: Equatable {
    /// Lines of the texts, from 0.
    let oldLines: Range<Int>
    let newLines: Range<Int>
    /// The bytes that differ, without those that both begin and end with.
    let oldBytes: Range<Int>
    let newBytes: Range<Int>
  }

  private(set) var hunks: [Hunk] = []
  let old: Lines
  let new: Lines

  /// A text and where its lines are, their line feeds included.
  struct Lines: Equatable {
    let bytes: [UInt8]
    let ranges: [Range<Int>]

    init(_ text: String) {
      bytes = Array(text.utf8)
      var ranges: [Range<Int>] = []
      var start = 0
      while start < bytes.count {
        let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
        ranges.append(start..<end)
        start = end
      }
      self.ranges = ranges
    }

    /// The bytes of several lines.
    func bytes(of lines: Range<Int>) -> Range<Int> {
      let start =
        lines.lowerBound < ranges.count ? ranges[lines.lowerBound].lowerBound : bytes.count
      return start..<(lines.isEmpty ? start : ranges[lines.upperBound - 1].upperBound)
    }

    /// The texts of several lines, without their line feeds.
    func texts(of lines: Range<Int>) -> [String] {
      lines.map { line in
        let text = bytes[ranges[line]]
        return String(
          decoding: text.last == UInt8(ascii: "\n") ? text.dropLast() : text, as: UTF8.self)
      }
    }
  }

  init(_ oldText: String, _ newText: String) {
    old = Lines(oldText)
    new = Lines(newText)
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    func numbered(_ lines: Lines) -> [Int] {
      lines.ranges.map { range in
        let next = numbers.count
        let number = numbers[lines.bytes[range], default: next]
        if number == next { numbers[lines.bytes[range]] = next }
        return number
      }
    }
    let (oldNumbers, newNumbers) = (numbered(old), numbered(new))
    let matching = LineMatching(oldNumbers, newNumbers, depthLimit: Self.depthLimit)
    hunks = matching.changes.map { hunk($0.old, $0.new) }
  }

  private func hunk(_ oldLines: Range<Int>, _ newLines: Range<Int>) -> Hunk {
    let (oldBytes, newBytes) = (old.bytes(of: oldLines), new.bytes(of: newLines))
    let (left, right) = (old.bytes[oldBytes], new.bytes[newBytes])
    var prefix = zip(left, right).prefix { $0 == $1 }.count
    while prefix > 0, left.isContinuation(prefix) || right.isContinuation(prefix) { prefix -= 1 }
    let (oldRest, newRest) = (left.dropFirst(prefix), right.dropFirst(prefix))
    var suffix = zip(oldRest.reversed(), newRest.reversed()).prefix { $0 == $1 }.count
    while suffix > 0, oldRest.isContinuation(oldRest.count - suffix) { suffix -= 1 }
    return Hunk(
      oldLines: oldLines, newLines: newLines,
      oldBytes: oldBytes.lowerBound + prefix..<oldBytes.upperBound - suffix,
      newBytes: newBytes.lowerBound + prefix..<newBytes.upperBound - suffix)
  }
}

extension ArraySlice<UInt8> {
  /// Whether the byte that many after the first goes on with a scalar instead of beginning one.
  fileprivate func isContinuation(_ place: Int) -> Bool {
    place < count && self[startIndex + place] & 0xC0 == 0x80
  }
}
