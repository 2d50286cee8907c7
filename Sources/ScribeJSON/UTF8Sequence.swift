/// One multi-byte sequence of UTF-8, judged by the table of RFC 3629, section 4.
enum UTF8Sequence {
  case complete(length: Int)
  /// Correct as far as it goes, and the bytes end inside it.
  case cutOff
  case invalid

  /// Judges the sequence whose first byte, 0x80 or above, is at `start`.
  static func check(_ bytes: ByteView, at start: Int) -> UTF8Sequence {
    let first = bytes[start]
    guard (0xC2...0xF4).contains(first) else { return .invalid }
    let second: ClosedRange<UInt8> =
      switch first {
      case 0xE0: 0xA0...0xBF
      case 0xED: 0x80...0x9F
      case 0xF0: 0x90...0xBF
      case 0xF4: 0x80...0x8F
      default: 0x80...0xBF
      }
    let length = length(after: first)
    for index in 1..<length {
      guard start + index < bytes.count else { return .cutOff }
      guard (index == 1 ? second : 0x80...0xBF).contains(bytes[start + index]) else {
        return .invalid
      }
    }
    return .complete(length: length)
  }

  /// How many bytes a character has whose first byte, 0xC0 or above, is that.
  static func length(after first: UInt8) -> Int {
    first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
  }
}
