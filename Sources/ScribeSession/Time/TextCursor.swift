/// A walk through the bytes of a short text of fixed form, such as a date.
struct TextCursor {
  private let text: ArraySlice<UInt8>
  private var position: Int

  init(_ text: ArraySlice<UInt8>) {
    self.text = text
    position = text.startIndex
  }

  init(_ text: String) {
    self.init(Array(text.utf8)[...])
  }

  var isAtEnd: Bool { position == text.endIndex }

  /// Takes the byte where it comes next.
  mutating func takeByte(_ byte: Unicode.Scalar) -> Bool {
    guard position < text.endIndex, text[position] == UInt8(ascii: byte) else { return false }
    position += 1
    return true
  }

  /// Takes the text where it comes next.
  mutating func take(_ expected: String) -> Bool {
    var end = position
    for byte in expected.utf8 {
      guard end < text.endIndex, text[end] == byte else { return false }
      end += 1
    }
    position = end
    return true
  }

  /// Takes exactly that many decimal digits.
  mutating func takeNumber(digits: Int) -> Int? {
    let end = position + digits
    guard end <= text.endIndex else { return nil }
    var value = 0
    for place in position..<end {
      let digit = text[place] &- 0x30
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int(digit)
    }
    position = end
    return value
  }

  /// Takes all decimal digits that come next, at least one, as the first six places of a fraction.
  mutating func takeMillionths() -> Int? {
    let start = position
    var value = 0
    while position < text.endIndex, text[position] &- 0x30 < 10 {
      if position - start < 6 { value = value &* 10 &+ Int(text[position] &- 0x30) }
      position += 1
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
