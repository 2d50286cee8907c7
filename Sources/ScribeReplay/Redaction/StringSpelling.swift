/// What stands between the quotes of a JSON string, written anew escape by escape.
struct StringSpelling {
  private(set) var output: [UInt8] = []
  /// The pseudonym so far.
  private var text: PseudonymText
  /// A pseudonym that begins, where the text is a path.
  private let component: PseudonymText?
  /// How many characters there are before those that stay.
  private var leftCount: Int

  /// - Parameters:
  ///   - text: a pseudonym that begins.
  ///   - endStart: how many characters there are before the end that stays; nil where none does.
  init(_ text: PseudonymText, isPath: Bool, before endStart: Int? = nil) {
    self.text = text
    component = isPath ? text : nil
    leftCount = endStart ?? .max
  }

  mutating func take(_ raw: ArraySlice<UInt8>) {
    output.reserveCapacity(output.count + raw.count)
    var scalars = String(decoding: raw, as: UTF8.self).unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      if scalar == "\\" {
        takeEscape(&scalars)
      } else {
        let replaced = next(scalar)
        if replaced.isASCII {
          output.append(UInt8(truncatingIfNeeded: replaced.value))
        } else if let bytes = UTF8.encode(replaced) {
          output.append(contentsOf: bytes)
        }
      }
    }
  }

  private mutating func next(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard leftCount > 0 else { return scalar }
    leftCount -= 1
    let replaced = text.next(scalar)
    if scalar == "/", let component { text = component }
    return replaced
  }

  private mutating func takeEscape(_ scalars: inout String.UnicodeScalarView.Iterator) {
    guard let kind = scalars.next() else { return }
    guard kind == "u" else {
      // What it stands for, or another of its kind, is no letter or digit, and stays.
      _ = next(Self.meaning(of: kind))
      output += [UInt8(ascii: "\\"), UInt8(kind.value)]
      return
    }
    let first = Self.takeUnit(&scalars)
    var units = [first.unit]
    if UTF16.isLeadSurrogate(first.unit) {
      for _ in "\\u" { _ = scalars.next() }
      units.append(Self.takeUnit(&scalars).unit)
    }
    for scalar in String(decoding: units, as: UTF16.self).unicodeScalars {
      for unit in UTF16.encode(next(scalar)).map(Array.init) ?? [] {
        let digits = String(unit, radix: 16, uppercase: first.isUppercase)
        output += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
      }
    }
  }

  private static func takeUnit(
    _ scalars: inout String.UnicodeScalarView.Iterator
  ) -> (unit: UInt16, isUppercase: Bool) {
    var digits = ""
    for _ in 0..<4 {
      if let digit = scalars.next() { digits.unicodeScalars.append(digit) }
    }
    return (UInt16(digits, radix: 16) ?? 0, digits.contains(where: \.isUppercase))
  }

  private static func meaning(of kind: Unicode.Scalar) -> Unicode.Scalar {
    switch kind {
    case "b": "\u{8}"
    case "f": "\u{C}"
    case "n": "\n"
    case "r": "\r"
    case "t": "\t"
    default: kind
    }
  }
}
