/// One multi-byte sequence of UTF-8, judged by the table of RFC 3629, section 4.
enum UTF8Sequence {
  case complete(length: Int)
  /// Correct as far as it goes, and the bytes end inside it.
  case cutOff
  case invalid

  /// Judges the sequence whose first byte, 0x80 or above, is at `start`.
  static func check(_ bytes: [UInt8], at start: Int) -> UTF8Sequence {
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch bytes[start] {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return .invalid
    }
    for index in 1..<length {
      guard start + index < bytes.count else { return .cutOff }
      guard (index == 1 ? second : 0x80...0xBF).contains(bytes[start + index]) else {
        return .invalid
      }
    }
    return .complete(length: length)
  }
}
