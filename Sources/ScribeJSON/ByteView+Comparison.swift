extension ByteView {
  /// The place of the first such byte from a position on; the end of the bytes where there is none.
  func place(of byte: UInt8, from start: Int) -> Int {
    let wanted = Bytes16(repeating: byte)
    var position = start
    while position <= count &- 64 {
      let first = (block(at: position) == wanted) | (block(at: position &+ 16) == wanted)
      let second =
        (block(at: position &+ 32) == wanted) | (block(at: position &+ 48) == wanted)
      if (first | second).isAnySet { break }
      position &+= 64
    }
    while position <= count &- 16 {
      let found = block(at: position) == wanted
      if found.isAnySet { return position &+ found.firstNonZero }
      position &+= 16
    }
    while position < count, self[position] != byte { position &+= 1 }
    return position
  }

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
}
