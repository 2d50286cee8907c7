/// The lines of JSON in a raw string literal of Swift, which nothing in them can end or steer.
enum RawLiteral {
  /// The literal, its lines indented.
  static func literal(ofJSON text: String, indentation: String) -> String {
    let escaped = escaped(text)
    let fence = String(repeating: "#", count: fenceLength(escaped))
    let lines = escaped.split(separator: "\n").map { "\(indentation)\($0)\n" }.joined()
    return "\(fence)\"\"\"\n\(lines)\(indentation)\"\"\"\(fence)"
  }

  /// Escapes, as JSON does, what an editor or compiler may take for more than a character of a string.
  private static func escaped(_ json: String) -> String {
    var escaped = ""
    for scalar in json.unicodeScalars {
      guard !scalar.isASCII, scalar.steers else {
        escaped.unicodeScalars.append(scalar)
        continue
      }
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        escaped += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)"
      }
    }
    return escaped
  }

  /// How many number signs: one more than ever follow a backslash or three quotes, which would end
  /// the literal or be an escape in it.
  private static func fenceLength(_ text: String) -> Int {
    var longest = 0
    var length = 0
    var quotes = 0
    // Whether the number signs here follow what they would have to.
    var counts = false
    for byte in text.utf8 {
      if byte == UInt8(ascii: "#") {
        length += 1
        if counts { longest = max(longest, length) }
        continue
      }
      quotes = byte == UInt8(ascii: "\"") ? (length == 0 ? quotes : 0) + 1 : 0
      counts = byte == UInt8(ascii: "\\") || quotes >= 3
      length = 0
    }
    return longest + 1
  }
}
