/// A view of a JSON string: its bytes as sent, and its text on request.
package struct JSONString: Sendable {
  /// What stands between the quotes, escapes as they were sent.
  private let raw: ArraySlice<UInt8>

  /// Takes a validated string with its quotes.
  init(quoted bytes: ArraySlice<UInt8>) {
    raw = bytes.dropFirst().dropLast()
  }

  /// The text in UTF-8: a view where the string has no escape, else a decoded copy.
  package var utf8: ArraySlice<UInt8> {
    guard let firstEscape = raw.firstIndex(of: ASCII.backslash) else { return raw }
    return Self.unescape(raw, from: firstEscape)[...]
  }

  /// The text, decoded.
  ///
  /// It may hold patient data.
  package var text: String { String(decoding: utf8, as: UTF8.self) }

  package var isEmpty: Bool { raw.isEmpty }

  package static func == (string: JSONString, text: String) -> Bool {
    string.utf8.elementsEqual(text.utf8)
  }

  private static func unescape(_ raw: ArraySlice<UInt8>, from firstEscape: Int) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(raw.count)
    text += raw[..<firstEscape]
    var position = firstEscape
    while position < raw.endIndex {
      guard raw[position] == ASCII.backslash else {
        text.append(raw[position])
        position += 1
        continue
      }
      let kind = raw[position + 1]
      position += 2
      switch kind {
      case 0x62: text.append(0x08)
      case 0x66: text.append(0x0C)
      case 0x6E: text.append(0x0A)
      case 0x72: text.append(0x0D)
      case 0x74: text.append(0x09)
      case 0x75:
        let scalar = unicodeEscape(in: raw, at: &position)
        text += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      default: text.append(kind)
      }
    }
    return text
  }

  /// Reads `XXXX` or `XXXX\uXXXX`; the scanner has seen to it that pairs are complete.
  private static func unicodeEscape(
    in raw: ArraySlice<UInt8>, at position: inout Int
  ) -> Unicode.Scalar {
    let unit = fourHexDigits(in: raw, at: &position)
    guard (0xD800...0xDBFF).contains(unit) else { return Unicode.Scalar(unit) ?? "\u{FFFD}" }
    position += 2
    let low = fourHexDigits(in: raw, at: &position)
    return Unicode.Scalar(0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)) ?? "\u{FFFD}"
  }

  private static func fourHexDigits(in raw: ArraySlice<UInt8>, at position: inout Int) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      unit = unit << 4 | (ASCII.hexValue(raw[position]) ?? 0)
      position += 1
    }
    return unit
  }
}
