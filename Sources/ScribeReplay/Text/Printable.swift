extension String {
  /// The text with whatever could steer a terminal or turn a line around made visible.
  ///
  /// Session ids, words and templates are other people's texts: escape sequences, line feeds and
  /// directional controls in them would forge output.
  package var printable: String {
    var result = ""
    for scalar in unicodeScalars {
      if scalar.steersOutput {
        result += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Unicode.Scalar {
  fileprivate var steersOutput: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}
