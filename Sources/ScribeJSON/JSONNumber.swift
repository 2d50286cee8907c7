/// A view of a JSON number of any length, read exactly or not at all.
package struct JSONNumber: Sendable {
  private let bytes: ArraySlice<UInt8>

  /// Takes a validated number.
  init(validated bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
  }

  /// Takes a text that is a JSON number from its first byte to its last.
  package init?(text: some Sequence<UInt8>) {
    let bytes = Array(text)
    guard let number = (try? JSONDocument(bytes))?.root.number, number.bytes.count == bytes.count
    else { return nil }
    self = number
  }

  /// The number where it is whole (`4`, `4.0` and `0.4e1` are) and fits.
  package var integer: Int? {
    guard let scaled = scaled(byPowerOfTen: 0), scaled.isExact else { return nil }
    return Int(exactly: scaled.value)
  }

  /// The number as a count: whole and not below zero; one that does not fit is the largest that does.
  package var count: Int? {
    guard isWhole else { return nil }
    guard let integer else { return isNegative ? nil : .max }
    return integer < 0 ? nil : integer
  }

  /// Whether the number has no fraction, however large it is.
  package var isWhole: Bool {
    let digits = mantissa.lazy.filter { $0 != ASCII.dot }
    var significant = 0
    for (place, digit) in digits.enumerated() where digit != ASCII.zero { significant = place + 1 }
    return significant == 0 || significant <= wholeDigits + exponent
  }

  package var isNegative: Bool { bytes.first == ASCII.minus }

  /// The number times ten to that power, digits after the point cut off; nil where it does not fit.
  ///
  /// Linear in the digits, whatever the exponent says.
  package func scaled(byPowerOfTen power: Int) -> (value: Int64, isExact: Bool)? {
    let digits = mantissa.lazy.filter { $0 != ASCII.dot }
    guard let leadingZeros = Self.count(of: digits, while: { $0 == ASCII.zero }) else {
      return (0, true)
    }
    let kept = wholeDigits + exponent + power - leadingZeros
    guard kept <= 19 else { return nil }

    var value: Int64 = 0
    var read = 0
    var isExact = true
    for digit in digits.dropFirst(leadingZeros) {
      guard read < kept else {
        isExact = isExact && digit == ASCII.zero
        continue
      }
      guard Self.append(Int64(digit - ASCII.zero), to: &value) else { return nil }
      read += 1
    }
    while read < kept {
      guard Self.append(0, to: &value) else { return nil }
      read += 1
    }
    return (isNegative ? -value : value, isExact)
  }

  /// The digits with the point, without sign and exponent.
  private var mantissa: ArraySlice<UInt8> {
    bytes.drop { $0 == ASCII.minus }.prefix { $0 | ASCII.smallBit != ASCII.e }
  }

  /// How many digits stand before the point.
  private var wholeDigits: Int { mantissa.prefix { $0 != ASCII.dot }.count }

  /// The exponent, held within bounds that no text in memory can make up for with its digits.
  private var exponent: Int {
    guard let mark = bytes.firstIndex(where: { $0 | ASCII.smallBit == ASCII.e }) else { return 0 }
    var magnitude = 0
    for digit in bytes[(mark + 1)...] where ASCII.isDigit(digit) {
      magnitude = min(magnitude * 10 + Int(digit - ASCII.zero), 1 << 48)
    }
    return bytes[mark + 1] == ASCII.minus ? -magnitude : magnitude
  }

  /// How many elements come before the first that does not hold; nil where all hold.
  private static func count(
    of bytes: some Sequence<UInt8>, while holds: (UInt8) -> Bool
  ) -> Int? {
    var count = 0
    for byte in bytes {
      guard holds(byte) else { return count }
      count += 1
    }
    return nil
  }

  private static func append(_ digit: Int64, to value: inout Int64) -> Bool {
    let (shifted, shiftOverflow) = value.multipliedReportingOverflow(by: 10)
    let (sum, sumOverflow) = shifted.addingReportingOverflow(digit)
    value = sum
    return !shiftOverflow && !sumOverflow
  }
}
