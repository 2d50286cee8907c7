import ScribeJSON

/// A walk through the bytes of a short text of fixed form, such as a date.
struct TextCursor {
  private let bytes: [UInt8]
  private var position: Int
  private let end: Int

  /// A part of some bytes, which are not copied.
  init(_ part: Range<Int>, of bytes: [UInt8]) {
    self.bytes = bytes
    position = part.lowerBound
    end = part.upperBound
  }

  init(_ text: String) {
    let bytes = Array(text.utf8)
    self.init(0..<bytes.count, of: bytes)
  }

  var isAtEnd: Bool { position == end }

  /// Takes `2026-06-06T14:21:08` where it comes next; other forms are for the other functions.
  mutating func takeDateTime() -> CivilTime? {
    guard let fields = DateTimeDigits.read(in: bytes, from: position, to: end) else { return nil }
    position &+= 19
    return CivilTime(
      year: fields.year, month: fields.month, day: fields.day, hour: fields.hour,
      minute: fields.minute, second: fields.second)
  }

  /// Takes the byte where it comes next.
  mutating func takeByte(_ byte: Unicode.Scalar) -> Bool {
    guard position < end, bytes[position] == UInt8(ascii: byte) else { return false }
    position &+= 1
    return true
  }

  /// Takes the text where it comes next.
  mutating func take(_ expected: String) -> Bool {
    var place = position
    for byte in expected.utf8 {
      guard place < end, bytes[place] == byte else { return false }
      place += 1
    }
    position = place
    return true
  }

  /// Takes exactly that many decimal digits.
  mutating func takeNumber(digits: Int) -> Int? {
    guard digits <= end &- position else { return nil }
    var value = 0
    for place in position..<position &+ digits {
      let digit = bytes[place] &- 0x30
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int(digit)
    }
    position &+= digits
    return value
  }

  /// Takes all decimal digits that come next, at least one, as the first six places of a fraction.
  mutating func takeMillionths() -> Int? {
    let start = position
    var value = 0
    while position < end, bytes[position] &- 0x30 < 10 {
      if position - start < 6 { value = value &* 10 &+ Int(bytes[position] &- 0x30) }
      position &+= 1
    }
    guard position > start else { return nil }
    for _ in min(6, position - start)..<6 { value *= 10 }
    return value
  }

  /// Takes the one of these texts that comes next and returns its place among them.
  mutating func take(oneOf texts: [String]) -> Int? {
    for (index, text) in texts.enumerated() where take(text) { return index }
    return nil
  }
}
