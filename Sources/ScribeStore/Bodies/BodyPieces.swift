import ScribeJSON
import ScribeSession

/// The pieces of a difference in the making: what is copied from the base, in the order of the body,
/// and between the copies what is not.
struct BodyPieces {
  /// A part of the body that stands in the base too.
  private struct Copy {
    var body: Range<Int>
    /// Where it begins in the base.
    var base: Int

    var baseEnd: Int { base + body.count }
  }

  /// A copy shorter than this costs more than its bytes.
  private static let shortest = 8

  private let body: [UInt8]
  private let base: [UInt8]
  private var copies: [Copy] = []

  init(_ body: [UInt8], _ base: [UInt8]) {
    self.body = body
    self.base = base
  }

  /// Takes over what the decoder found: member by member, and entry by entry within `templates`.
  mutating func follow(_ changes: BodyChanges) {
    var entries = changes.entries[...]
    for member in changes.members {
      var isSplit = false
      while let entry = entries.first, entry.range.upperBound <= member.range.upperBound {
        if member.change != .same, entry.range.lowerBound >= member.range.lowerBound {
          add(entry)
          isSplit = true
        }
        entries.removeFirst()
      }
      if !isSplit { add(member) }
    }
  }

  private mutating func add(_ change: BodyChanges.Change) {
    guard let before = change.before else { return }
    add(change.range, replacing: before)
  }

  /// A part of the body that took the place of a part of the base: what both begin and end with is
  /// copied, all of it where they are the same.
  mutating func add(_ part: Range<Int>, replacing before: Range<Int>) {
    guard part.upperBound <= body.count, before.upperBound <= base.count,
      part.lowerBound >= (copies.last?.body.upperBound ?? 0)
    else { return }
    let prefix = ByteSearch.equalPrefix(body, part, base, before)
    add(Copy(body: part.lowerBound..<part.lowerBound + prefix, base: before.lowerBound))
    let rest = part.lowerBound + prefix..<part.upperBound
    let restBefore = before.lowerBound + prefix..<before.upperBound
    let suffix = ByteSearch.equalSuffix(body, rest, base, restBefore)
    add(
      Copy(
        body: rest.upperBound - suffix..<rest.upperBound, base: restBefore.upperBound - suffix))
  }

  /// Adds a copy, made longer on both sides by what stands there in both: names, commas, blanks.
  private mutating func add(_ copy: Copy) {
    guard !copy.body.isEmpty else { return }
    var copy = copy
    if let last = copies.last {
      let gap = last.body.upperBound..<copy.body.lowerBound
      let grown = ByteSearch.equalPrefix(body, gap, base, last.baseEnd..<base.count)
      copies[copies.count - 1].body = last.body.lowerBound..<last.body.upperBound + grown
    }
    let start = copies.last?.body.upperBound ?? 0
    let grown = ByteSearch.equalSuffix(body, start..<copy.body.lowerBound, base, 0..<copy.base)
    copy.body = copy.body.lowerBound - grown..<copy.body.upperBound
    copy.base -= grown
    if let last = copies.last, last.body.upperBound == copy.body.lowerBound,
      last.baseEnd == copy.base
    {
      copies[copies.count - 1].body = last.body.lowerBound..<copy.body.upperBound
    } else {
      copies.append(copy)
    }
  }

  /// The pieces as they are stored.
  var encoded: [UInt8] {
    var bytes: [UInt8] = []
    var written = 0
    var copyEnd = 0
    for var copy in copies where copy.body.count >= Self.shortest {
      if copy.body.upperBound == copies.last?.body.upperBound {
        // The end of the body may go on where the last copy ends.
        let rest = copy.body.upperBound..<body.count
        let grown = ByteSearch.equalPrefix(body, rest, base, copy.baseEnd..<base.count)
        copy.body = copy.body.lowerBound..<copy.body.upperBound + grown
      }
      appendLiteral(written..<copy.body.lowerBound, to: &bytes)
      LEB128.append(copy.body.count << 1 | 1, to: &bytes)
      LEB128.append(distance: copy.base - copyEnd, to: &bytes)
      written = copy.body.upperBound
      copyEnd = copy.baseEnd
    }
    appendLiteral(written..<body.count, to: &bytes)
    return bytes
  }

  private func appendLiteral(_ part: Range<Int>, to bytes: inout [UInt8]) {
    guard !part.isEmpty else { return }
    LEB128.append(part.count << 1, to: &bytes)
    bytes += body[part]
  }
}
