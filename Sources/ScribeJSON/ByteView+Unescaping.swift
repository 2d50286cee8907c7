// What a JSON string means: escapes replaced by the characters they stand for (RFC 8259, section 7).

extension ByteView {
  /// How many bytes more than its limit ``unescape(from:to:into:filled:limit:)`` may want to write.
  static let unescapingRoom = 16

  /// Decodes a part of a string that was found correct, from a place where an escape or a byte
  /// begins, until so many bytes are in the buffer or the part ends.
  ///
  /// An escape is decoded whole, so that up to three bytes may lie past the limit.
  ///
  /// - Parameter filled: how many bytes are in the buffer already.
  /// - Returns: where to go on from, and how many bytes are in the buffer.
  func unescape(
    from start: Int, to end: Int, into buffer: UnsafeMutableRawBufferPointer, filled: Int,
    limit: Int
  ) -> (position: Int, filled: Int) {
    var position = start
    var filled = filled
    while position < end, filled < limit {
      if self[position] == ASCII.backslash {
        position = unescapeOne(at: position, into: buffer, &filled)
      } else if position &+ 64 <= end, limit &- filled >= 64, !hasBackslash(in64From: position) {
        for offset in stride(from: 0, to: 64, by: 16) {
          block(at: position &+ offset).store(to: buffer, at: filled &+ offset)
        }
        position &+= 64
        filled &+= 64
      } else if position &+ 16 <= end {
        // Sixteen bytes are written at once, of which those before an escape count.
        let bytes = block(at: position)
        bytes.store(to: buffer, at: filled)
        let plain = min(
          (bytes == Bytes16(repeating: ASCII.backslash)).firstNonZero, limit &- filled)
        position &+= plain
        filled &+= plain
      } else {
        buffer[filled] = self[position]
        position &+= 1
        filled &+= 1
      }
    }
    return (position, filled)
  }

  @inline(__always)
  private func hasBackslash(in64From position: Int) -> Bool {
    let wanted = Bytes16(repeating: ASCII.backslash)
    let first = (block(at: position) == wanted) | (block(at: position &+ 16) == wanted)
    let second = (block(at: position &+ 32) == wanted) | (block(at: position &+ 48) == wanted)
    return (first | second).isAnySet
  }

  @inline(__always)
  private func unescapeOne(
    at start: Int, into buffer: UnsafeMutableRawBufferPointer, _ written: inout Int
  ) -> Int {
    let kind = self[start &+ 1]
    guard kind == ASCII.u else {
      buffer[written] = Self.meaning(of: kind)
      written &+= 1
      return start &+ 2
    }
    var end = start &+ 6
    var scalar = hexValue(at: start &+ 2)
    if scalar & 0xFC00 == 0xD800 {
      scalar = 0x10000 &+ (scalar & 0x3FF) << 10 &+ (hexValue(at: start &+ 8) & 0x3FF)
      end = start &+ 12
    }
    written &+= Self.encode(scalar, into: buffer, at: written)
    return end
  }

  private static func meaning(of kind: UInt8) -> UInt8 {
    switch kind {
    case ASCII.b: ASCII.backspace
    case ASCII.f: ASCII.formFeed
    case ASCII.n: ASCII.lineFeed
    case ASCII.r: ASCII.carriageReturn
    case ASCII.t: ASCII.tab
    default: kind
    }
  }

  /// The value of four hexadecimal digits: a letter's low four bits are 9 less than its value.
  @inline(__always)
  private func hexValue(at position: Int) -> UInt32 {
    var value: UInt32 = 0
    for offset in 0..<4 {
      let digit = UInt32(self[position &+ offset])
      value = value << 4 | (digit & 0xF &+ (digit >> 6) &* 9)
    }
    return value
  }

  /// Writes a scalar in UTF-8 and returns how many bytes it took.
  @inline(__always)
  private static func encode(
    _ scalar: UInt32, into buffer: UnsafeMutableRawBufferPointer, at place: Int
  ) -> Int {
    func tail(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(truncatingIfNeeded: scalar >> shift) & 0x3F }
    if scalar < 0x80 {
      buffer[place] = UInt8(truncatingIfNeeded: scalar)
      return 1
    }
    if scalar < 0x800 {
      buffer[place] = 0xC0 | UInt8(truncatingIfNeeded: scalar >> 6)
      buffer[place &+ 1] = tail(0)
      return 2
    }
    if scalar < 0x10000 {
      buffer[place] = 0xE0 | UInt8(truncatingIfNeeded: scalar >> 12)
      buffer[place &+ 1] = tail(6)
      buffer[place &+ 2] = tail(0)
      return 3
    }
    buffer[place] = 0xF0 | UInt8(truncatingIfNeeded: scalar >> 18)
    buffer[place &+ 1] = tail(12)
    buffer[place &+ 2] = tail(6)
    buffer[place &+ 3] = tail(0)
    return 4
  }
}
