package import ScribeJSON

extension Instant {
  /// Reads `2026-06-06T14:21:08.120Z` and its kin.
  ///
  /// RFC 3339, and what servers send besides: a blank or `t` for the `T`, `+hhmm`, no zone (then
  /// UTC). Digits past the microsecond are cut off.
  public init?(rfc3339 text: String) {
    self.init(rfc3339: TextCursor(text))
  }

  init?(rfc3339 start: TextCursor) {
    var cursor = start
    guard var fields = cursor.takeDateTime() ?? Self.takeDateTime(&cursor),
      let microsecond = Self.takeFraction(&cursor),
      let offset = Self.takeZone(&cursor), cursor.isAtEnd
    else { return nil }
    fields.microsecond = microsecond
    guard let instant = fields.instant(offsetSeconds: offset) else { return nil }
    self = instant
  }

  private static func takeDateTime(_ cursor: inout TextCursor) -> CivilTime? {
    guard let year = cursor.takeNumber(digits: 4), cursor.takeByte("-"),
      let month = cursor.takeNumber(digits: 2), cursor.takeByte("-"),
      let day = cursor.takeNumber(digits: 2),
      cursor.takeByte("T") || cursor.takeByte("t") || cursor.takeByte(" "),
      let hour = cursor.takeNumber(digits: 2), cursor.takeByte(":"),
      let minute = cursor.takeNumber(digits: 2), cursor.takeByte(":"),
      let second = cursor.takeNumber(digits: 2)
    else { return nil }
    return CivilTime(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second)
  }

  private static func takeFraction(_ cursor: inout TextCursor) -> Int? {
    guard cursor.takeByte(".") else { return 0 }
    return cursor.takeMillionths()
  }

  private static func takeZone(_ cursor: inout TextCursor) -> Int? {
    if cursor.isAtEnd || cursor.takeByte("Z") || cursor.takeByte("z") { return 0 }
    let sign = cursor.takeByte("-") ? -1 : 1
    guard sign < 0 || cursor.takeByte("+"), let hours = cursor.takeNumber(digits: 2) else {
      return nil
    }
    _ = cursor.takeByte(":")
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

  /// Reads a member where it stands, in any form that servers use for instants.
  init?(_ site: JSONSite, in body: [UInt8]) {
    // Without looking for escapes first: a date with one is rare, and no date as it stands.
    if site.type == .string,
      let instant = Instant(rfc3339: TextCursor(site.start + 1..<site.end - 1, of: body))
    {
      self = instant
    } else {
      self.init(JSONValue(site, in: body))
    }
  }

  /// Reads a member in any form that servers use for instants (TheRules, section 5).
  package init?(_ value: JSONValue) {
    if let number = value.number {
      self.init(epochSeconds: number)
    } else if let text = value.string?.utf8 {
      if let instant = Instant(rfc3339: TextCursor(0..<text.count, of: Array(text))) {
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
