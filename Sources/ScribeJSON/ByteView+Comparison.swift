extension ByteView {
  /// How many bytes, from one place in each view on, are the same, of at most `limit`.
  func countOfEqualBytes(
    from start: Int, as other: ByteView, from otherStart: Int, limit: Int
  ) -> Int {
    var offset = 0
    while offset <= limit &- 64 {
      let first =
        (block(at: start &+ offset) ^ other.block(at: otherStart &+ offset))
        | (block(at: start &+ offset &+ 16) ^ other.block(at: otherStart &+ offset &+ 16))
      let second =
        (block(at: start &+ offset &+ 32) ^ other.block(at: otherStart &+ offset &+ 32))
        | (block(at: start &+ offset &+ 48) ^ other.block(at: otherStart &+ offset &+ 48))
      if (first | second).isAnySet { break }
      offset &+= 64
    }
    while offset <= limit &- 16 {
      let difference = block(at: start &+ offset) ^ other.block(at: otherStart &+ offset)
      if difference.isAnySet { return offset &+ difference.firstNonZero }
      offset &+= 16
    }
    while offset < limit, self[start &+ offset] == other[otherStart &+ offset] { offset &+= 1 }
    return offset
  }

  /// Whether so many bytes, from one place in each view on, are the same: names, so a few words.
  @inline(__always)
  func hasEqualBytes(from start: Int, as other: ByteView, from otherStart: Int, count: Int) -> Bool
  {
    guard count >= 8 else {
      var offset = 0
      while offset < count {
        guard self[start &+ offset] == other[otherStart &+ offset] else { return false }
        offset &+= 1
      }
      return true
    }
    var offset = 0
    while offset < count &- 8 {
      guard word(at: start &+ offset) == other.word(at: otherStart &+ offset) else { return false }
      offset &+= 8
    }
    // The last word overlaps the one before.
    let last = count &- 8
    return word(at: start &+ last) == other.word(at: otherStart &+ last)
  }

  /// A place at or before a position, in a string whose bytes up to there are correct, from which
  /// checking may start anew: the beginning of a character, an escape or a surrogate pair.
  ///
  /// A backslash after any other byte begins an escape, so the first of a run of them does.
  func startOfToken(before position: Int, notBefore start: Int) -> Int {
    guard let escape = startOfEscape(before: position, notBefore: start) else {
      return startOfCharacter(before: position)
    }
    // Perhaps the lower half of a pair; where `\\uD8…` is no escape, its run begins one anyway.
    guard escape &- 6 >= start, isUpperHalf(at: escape &- 6) else { return escape }
    return startOfEscape(before: escape &- 5, notBefore: start) ?? escape
  }

  /// Where the last run of backslashes begins that reaches into the bytes before a position as far
  /// as an escape is long; nil where there is none.
  private func startOfEscape(before position: Int, notBefore start: Int) -> Int? {
    var place = position
    while place > start, self[place &- 1] != ASCII.backslash {
      place &-= 1
      if position &- place >= 6 { return nil }
    }
    guard place > start else { return nil }
    while place > start, self[place &- 1] == ASCII.backslash { place &-= 1 }
    return place
  }

  /// Whether the bytes there look like the escape of the upper half of a surrogate pair.
  private func isUpperHalf(at position: Int) -> Bool {
    guard self[position] == ASCII.backslash, self[position &+ 1] == 0x75,
      self[position &+ 2] | 0x20 == 0x64, let digit = ASCII.hexValue(self[position &+ 3])
    else { return false }
    return (8...11).contains(digit)
  }
}
