package import ScribeJSON

extension Instant {
  /// Reads `2026-06-06T14:21:08.120Z` and its kin.
  ///
  /// RFC 3339, and what servers send besides: a blank or `t` for the `T`, `+hhmm`, no zone (then
  /// UTC). Digits past the microsecond are cut off.
  public init?(rfc3339 text: String) {
    self.init(rfc3339: text.utf8)
  }

  init?(rfc3339 text: some Sequence<UInt8>) {
    var cursor = TextCursor(text)
    guard let year = cursor.takeNumber(digits: 4), cursor.take("-"),
      let month = cursor.takeNumber(digits: 2), cursor.take("-"),
      let day = cursor.takeNumber(digits: 2),
      cursor.take("T") || cursor.take("t") || cursor.take(" "),
      let hour = cursor.takeNumber(digits: 2), cursor.take(":"),
      let minute = cursor.takeNumber(digits: 2), cursor.take(":"),
      let second = cursor.takeNumber(digits: 2),
      let microsecond = Self.takeFraction(&cursor),
      let offset = Self.takeZone(&cursor), cursor.isAtEnd,
      let instant = CivilTime(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second,
        microsecond: microsecond
      ).instant(offsetSeconds: offset)
    else { return nil }
    self = instant
  }

  private static func takeFraction(_ cursor: inout TextCursor) -> Int? {
    guard cursor.take(".") else { return 0 }
    guard let digits = cursor.takeDigits() else { return nil }
    let kept = digits.prefix(6).reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return (digits.count..<max(6, digits.count)).reduce(kept) { value, _ in value * 10 }
  }

  private static func takeZone(_ cursor: inout TextCursor) -> Int? {
    if cursor.isAtEnd || cursor.take("Z") || cursor.take("z") { return 0 }
    let sign = cursor.take("-") ? -1 : 1
    guard sign < 0 || cursor.take("+"), let hours = cursor.takeNumber(digits: 2) else { return nil }
    _ = cursor.take(":")
    guard let minutes = cursor.takeNumber(digits: 2), hours < 24, minutes < 60 else { return nil }
    return sign * (hours * 60 + minutes) * 60
  }
}

extension Instant {
  private static let endOfYear9999 = Instant(microsecondsSinceEpoch: 253_402_300_800_000_000)

  /// Reads epoch seconds of the years 1970 to 9999.
  init?(epochSeconds number: JSONNumber) {
    guard let scaled = number.scaled(byPowerOfTen: 6), scaled.value >= 0 else { return nil }
    self.init(microsecondsSinceEpoch: scaled.value)
    if self >= Self.endOfYear9999 || (scaled.value == 0 && !scaled.isExact && number.isNegative) {
      return nil
    }
  }

  /// Reads a member in any form that servers use for instants (TRANSITIONS section 5).
  package init?(_ value: JSONValue) {
    if let number = value.number {
      self.init(epochSeconds: number)
    } else if let text = value.string?.utf8 {
      if let instant = Instant(rfc3339: text) {
        self = instant
      } else if let number = JSONNumber(text: text) {
        self.init(epochSeconds: number)
      } else {
        return nil
      }
    } else {
      return nil
    }
  }
}

extension Instant: CustomStringConvertible {
  /// RFC 3339 in UTC with milliseconds, or microseconds where there are any.
  public var description: String { "\(dateDescription)T\(timeDescription)Z" }

  /// The date alone, `2026-06-06`.
  package var dateDescription: String {
    let fields = CivilTime(self)
    return "\(padded(fields.year, 4))-\(padded(fields.month, 2))-\(padded(fields.day, 2))"
  }

  /// The time of day alone, `14:21:08.120`.
  package var timeDescription: String {
    let fields = CivilTime(self)
    let fraction =
      fields.microsecond.isMultiple(of: 1000)
      ? padded(fields.microsecond / 1000, 3) : padded(fields.microsecond, 6)
    return "\(padded(fields.hour, 2)):\(padded(fields.minute, 2)):\(padded(fields.second, 2))"
      + ".\(fraction)"
  }

  private func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value.magnitude)
    return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count))
      + digits
  }
}
