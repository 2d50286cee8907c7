/// How a server writes characters that are not ASCII.
///
/// Quotation marks, backslashes and line feeds are escaped either way; the talk has no other
/// control characters.
package enum Escaping: Hashable, Sendable, CaseIterable {
  /// As they are, in UTF-8.
  case raw
  /// As `\uXXXX` in lower-case digits, beyond U+FFFF as a surrogate pair: Python's `json.dumps`.
  case unicode

  /// Appends text as what stands between the quotation marks of a JSON string.
  func append(_ utf8: ArraySlice<UInt8>, to json: inout [UInt8]) {
    switch self {
    case .raw:
      var start = utf8.startIndex
      for index in utf8.indices {
        guard let letter = Self.escape(of: utf8[index]) else { continue }
        json += utf8[start..<index]
        json += [UInt8(ascii: "\\"), letter]
        start = index + 1
      }
      json += utf8[start...]
    case .unicode:
      for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
        if scalar.isASCII {
          Escaping.raw.append([UInt8(ascii: scalar)], to: &json)
        } else {
          for unit in Character(scalar).utf16 { Self.append(unit, to: &json) }
        }
      }
    }
  }

  /// The length of the longest beginning of a text that takes up to so many bytes as JSON.
  func byteCount(of utf8: ArraySlice<UInt8>, fitting room: Int) -> Int {
    var room = room
    var count = 0
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
      room -= width(of: scalar)
      if room < 0 { break }
      count += UTF8.width(scalar)
    }
    return count
  }

  private func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return Self.escape(of: UInt8(ascii: scalar)) == nil ? 1 : 2 }
    return self == .raw ? UTF8.width(scalar) : 6 * UTF16.width(scalar)
  }

  /// The letter behind the backslash, where a byte must be escaped.
  private static func escape(of byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
    case UInt8(ascii: "\n"): UInt8(ascii: "n")
    default: nil
    }
  }

  private static let digits = Array("0123456789abcdef".utf8)

  private static func append(_ unit: UInt16, to json: inout [UInt8]) {
    json += [
      UInt8(ascii: "\\"), UInt8(ascii: "u"), digits[Int(unit >> 12)],
      digits[Int(unit >> 8 & 15)], digits[Int(unit >> 4 & 15)], digits[Int(unit & 15)],
    ]
  }
}
