/// Looking for a byte at the speed of memory.
package enum ByteSearch {
  /// The first place of a byte in a part of some bytes; nil where there is none.
  package static func firstIndex(
    of byte: UInt8, in bytes: [UInt8], _ part: Range<Int>
  ) -> Int? {
    checkBounds(part, bytes)
    return ByteView.withView(of: bytes) { view in
      let place = view.prefix(part.upperBound).place(of: byte, from: part.lowerBound)
      return place < part.upperBound ? place : nil
    }
  }

  /// How many first bytes a part of some bytes shares with a part of others.
  package static func equalPrefix(
    _ bytes: [UInt8], _ part: Range<Int>, _ others: [UInt8], _ otherPart: Range<Int>
  ) -> Int {
    checkBounds(part, bytes)
    checkBounds(otherPart, others)
    return ByteView.withView(of: bytes) { view in
      ByteView.withView(of: others) { otherView in
        let limit = min(part.count, otherPart.count)
        if part.lowerBound == otherPart.lowerBound, view.isSamePlace(as: otherView) { return limit }
        return view.countOfEqualBytes(
          from: part.lowerBound, as: otherView, from: otherPart.lowerBound, limit: limit)
      }
    }
  }

  /// How many last bytes a part of some bytes shares with a part of others.
  package static func equalSuffix(
    _ bytes: [UInt8], _ part: Range<Int>, _ others: [UInt8], _ otherPart: Range<Int>
  ) -> Int {
    checkBounds(part, bytes)
    checkBounds(otherPart, others)
    return ByteView.withView(of: bytes) { view in
      ByteView.withView(of: others) { otherView in
        let limit = min(part.count, otherPart.count)
        var count = 0
        while count <= limit &- 8,
          view.word(at: part.upperBound &- count &- 8)
            == otherView.word(at: otherPart.upperBound &- count &- 8)
        {
          count &+= 8
        }
        while count < limit,
          view[part.upperBound &- count &- 1] == otherView[otherPart.upperBound &- count &- 1]
        {
          count &+= 1
        }
        return count
      }
    }
  }

  /// A view reads without looking where it reads.
  static func checkBounds(_ part: Range<Int>, _ bytes: [UInt8]) {
    precondition(part.lowerBound >= 0 && part.upperBound <= bytes.count)
  }
}
