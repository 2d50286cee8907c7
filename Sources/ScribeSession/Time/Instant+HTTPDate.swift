extension Instant {
  private static let longDayNames: [String] = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
  private static let dayNames: [String] = longDayNames.map { String($0.prefix(3)) }
  private static let monthNames: [String] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Reads a date of an HTTP header in one of the three forms of RFC 9110, section 5.6.7.
  ///
  /// The oldest form has a year of two digits; it is taken for the latest such year that is at most
  /// 50 years after `reference`.
  package init?(httpDate text: String, near reference: Instant) {
    let parsed =
      Self.fixedDate(TextCursor(text)) ?? Self.asctimeDate(TextCursor(text))
      ?? Self.rfc850Date(TextCursor(text), near: reference)
    guard let parsed else { return nil }
    self = parsed
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`.
  private static func fixedDate(_ start: TextCursor) -> Instant? {
    var cursor = start
    guard cursor.take(oneOf: dayNames) != nil, cursor.take(", "),
      let day = cursor.takeNumber(digits: 2), cursor.takeByte(" "),
      let month = cursor.take(oneOf: monthNames), cursor.takeByte(" "),
      let year = cursor.takeNumber(digits: 4), cursor.takeByte(" "),
      let time = takeTime(&cursor), cursor.take(" GMT"), cursor.isAtEnd
    else { return nil }
    return instant(year, month, day, time)
  }

  /// `Sun Nov  6 08:49:37 1994`.
  private static func asctimeDate(_ start: TextCursor) -> Instant? {
    var cursor = start
    guard cursor.take(oneOf: dayNames) != nil, cursor.takeByte(" "),
      let month = cursor.take(oneOf: monthNames), cursor.takeByte(" "),
      let day = cursor.takeNumber(digits: cursor.takeByte(" ") ? 1 : 2), cursor.takeByte(" "),
      let time = takeTime(&cursor), cursor.takeByte(" "),
      let year = cursor.takeNumber(digits: 4), cursor.isAtEnd
    else { return nil }
    return instant(year, month, day, time)
  }

  /// `Sunday, 06-Nov-94 08:49:37 GMT`.
  private static func rfc850Date(_ start: TextCursor, near reference: Instant) -> Instant? {
    var cursor = start
    guard cursor.take(oneOf: longDayNames) != nil, cursor.take(", "),
      let day = cursor.takeNumber(digits: 2), cursor.takeByte("-"),
      let month = cursor.take(oneOf: monthNames), cursor.takeByte("-"),
      let year = cursor.takeNumber(digits: 2), cursor.takeByte(" "),
      let time = takeTime(&cursor), cursor.take(" GMT"), cursor.isAtEnd
    else { return nil }
    let latest = CivilTime(reference).year + 50
    return instant(latest - (latest - year + 100) % 100, month, day, time)
  }

  private static func takeTime(_ cursor: inout TextCursor) -> (Int, Int, Int)? {
    guard let hour = cursor.takeNumber(digits: 2), cursor.takeByte(":"),
      let minute = cursor.takeNumber(digits: 2), cursor.takeByte(":"),
      let second = cursor.takeNumber(digits: 2)
    else { return nil }
    return (hour, minute, second)
  }

  /// Puts the fields together; the month counts from 0.
  private static func instant(
    _ year: Int, _ month: Int, _ day: Int, _ time: (hour: Int, minute: Int, second: Int)
  ) -> Instant? {
    CivilTime(
      year: year, month: month + 1, day: day, hour: time.hour, minute: time.minute,
      second: time.second
    ).instant()
  }
}

extension Instant {
  /// The second as a date of an HTTP header, in the form of today (RFC 9110, section 5.6.7).
  package var httpDate: String { httpDate(like: "") }

  /// The second as a date of an HTTP header, in that of the three forms of RFC 9110, section 5.6.7,
  /// that another date has.
  package func httpDate(like text: String) -> String {
    let time = CivilTime(self)
    let perDay: Int64 = 86_400_000_000
    let days =
      microsecondsSinceEpoch / perDay - (microsecondsSinceEpoch % perDay < 0 ? 1 : 0)
    // The first day of the epoch was a Thursday.
    let dayName = Self.longDayNames[Int((days % 7 + 10) % 7)]
    let month = Self.monthNames[time.month - 1]
    let clock = [time.hour, time.minute, time.second].map { Self.padded($0) }.joined(separator: ":")
    let year = Self.padded(time.year, 4)
    guard text.utf8.dropFirst(3).first != UInt8(ascii: ","), !text.isEmpty else {
      return "\(dayName.prefix(3)), \(Self.padded(time.day)) \(month) \(year) \(clock) GMT"
    }
    if text.utf8.contains(UInt8(ascii: ",")) {
      let shortYear = Self.padded(time.year % 100)
      return "\(dayName), \(Self.padded(time.day))-\(month)-\(shortYear) \(clock) GMT"
    }
    let day = time.day < 10 ? " \(time.day)" : "\(time.day)"
    return "\(dayName.prefix(3)) \(month) \(day) \(clock) \(year)"
  }

  private static func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
