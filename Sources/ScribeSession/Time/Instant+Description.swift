extension Instant: CustomStringConvertible {
  /// RFC 3339 in UTC with milliseconds, or microseconds where there are any.
  public var description: String { Self.text { appendDescription(to: &$0) } }

  /// The date alone, `2026-06-06`.
  package var dateDescription: String {
    Self.text { CivilTime(self).appendDate(to: &$0) }
  }

  /// The time of day alone, `14:21:08.120`.
  package var timeDescription: String {
    Self.text { CivilTime(self).appendTimeOfDay(to: &$0) }
  }

  /// Appends ``description``, of which no byte needs an escape in JSON.
  func appendDescription(to text: inout [UInt8]) {
    let fields = CivilTime(self)
    fields.appendDate(to: &text)
    text.append(UInt8(ascii: "T"))
    fields.appendTimeOfDay(to: &text)
    text.append(UInt8(ascii: "Z"))
  }

  private static func text(_ append: (inout [UInt8]) -> Void) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(32)
    append(&text)
    return String(decoding: text, as: UTF8.self)
  }
}

extension CivilTime {
  fileprivate func appendDate(to text: inout [UInt8]) {
    append(year, 4, to: &text)
    text.append(UInt8(ascii: "-"))
    append(month, 2, to: &text)
    text.append(UInt8(ascii: "-"))
    append(day, 2, to: &text)
  }

  fileprivate func appendTimeOfDay(to text: inout [UInt8]) {
    append(hour, 2, to: &text)
    text.append(UInt8(ascii: ":"))
    append(minute, 2, to: &text)
    text.append(UInt8(ascii: ":"))
    append(second, 2, to: &text)
    text.append(UInt8(ascii: "."))
    if microsecond.isMultiple(of: 1000) {
      append(microsecond / 1000, 3, to: &text)
    } else {
      append(microsecond, 6, to: &text)
    }
  }

  /// Appends a number with at least so many digits.
  private func append(_ value: Int, _ width: Int, to text: inout [UInt8]) {
    if value < 0 { text.append(UInt8(ascii: "-")) }
    let magnitude = value.magnitude
    var power: UInt = 1
    for _ in 1..<width { power *= 10 }
    while magnitude / power >= 10 { power *= 10 }
    while power > 0 {
      text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude / power % 10))
      power /= 10
    }
  }
}
