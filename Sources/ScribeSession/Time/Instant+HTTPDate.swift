extension Instant {
  private static let dayNames: [String] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let longDayNames: [String] = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
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
