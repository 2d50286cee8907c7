/// A walk through the bytes of a short text of fixed form, such as a date.
struct TextCursor {
  private var rest: ArraySlice<UInt8>

  init(_ text: some Sequence<UInt8>) {
    rest = Array(text)[...]
  }

  var isAtEnd: Bool { rest.isEmpty }

  /// Takes the text where it comes next.
  mutating func take(_ text: String) -> Bool {
    guard rest.starts(with: text.utf8) else { return false }
    rest = rest.dropFirst(text.utf8.count)
    return true
  }

  /// Takes exactly that many decimal digits.
  mutating func takeNumber(digits: Int) -> Int? {
    guard rest.count >= digits else { return nil }
    var value = 0
    for byte in rest.prefix(digits) {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    rest = rest.dropFirst(digits)
    return value
  }

  /// Takes all decimal digits that come next, at least one.
  mutating func takeDigits() -> ArraySlice<UInt8>? {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    rest = rest.dropFirst(digits.count)
    return digits.isEmpty ? nil : digits
  }

  /// Takes the one of these texts that comes next and returns its place among them.
  mutating func take(oneOf texts: [String]) -> Int? {
    for (index, text) in texts.enumerated() where take(text) { return index }
    return nil
  }
}
