// Where checking a string may start anew that was found correct up to a place.

extension ByteView {
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
    guard self[position] == ASCII.backslash, self[position &+ 1] == ASCII.u,
      self[position &+ 2] | ASCII.smallBit == ASCII.d,
      let digit = ASCII.hexValue(self[position &+ 3])
    else { return false }
    return (8...11).contains(digit)
  }
}
