/// Looking for a byte at the speed of memory.
package enum ByteSearch {
  /// The first place of a byte in a part of some bytes; nil where there is none.
  package static func firstIndex(
    of byte: UInt8, in bytes: [UInt8], _ part: Range<Int>
  ) -> Int? {
    ByteView.withView(of: bytes) { view in
      let place = view.prefix(part.upperBound).place(of: byte, from: part.lowerBound)
      return place < part.upperBound ? place : nil
    }
  }
}
