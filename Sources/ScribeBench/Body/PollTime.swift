/// A moment in the life of a made-up session, to the millisecond, told without a clock.
package struct PollTime: Hashable, Sendable, CustomStringConvertible {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  package let millisecondsSinceEpoch: Int

  /// When each made-up session is created: 2026-06-06T09:00:00Z.
  static let creation = PollTime(millisecondsSinceEpoch: 1_780_736_400_000)

  /// When a poll is sent, counted from 1: one a second.
  package static func sent(_ poll: Int) -> PollTime { creation.later(by: poll * 1000 + 120) }

  /// When its answer is complete.
  package static func received(_ poll: Int) -> PollTime { creation.later(by: poll * 1000 + 161) }

  func later(by milliseconds: Int) -> PollTime {
    PollTime(millisecondsSinceEpoch: millisecondsSinceEpoch + milliseconds)
  }

  /// As RFC 3339 has it: `2026-06-06T09:00:01.120Z`.
  package var description: String {
    let day = millisecondsSinceEpoch / 86_400_000
    let rest = millisecondsSinceEpoch % 86_400_000
    let (year, month, dayOfMonth) = Self.date(ofDay: day)
    let clock = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map(Self.twoDigits)
    let milliseconds = String(1000 + rest % 1000).dropFirst()
    return "\(year)-\(Self.twoDigits(month))-\(Self.twoDigits(dayOfMonth))"
      + "T\(clock.joined(separator: ":")).\(milliseconds)Z"
  }

  private static func twoDigits(_ number: Int) -> String {
    String(String(100 + number).dropFirst())
  }

  /// The Gregorian date of a day, counted from 1970-01-01.
  private static func date(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
    var (year, month, day) = (1970, 1, day)
    while day >= dayCount(ofYear: year) {
      day -= dayCount(ofYear: year)
      year += 1
    }
    while day >= dayCount(ofMonth: month, year) {
      day -= dayCount(ofMonth: month, year)
      month += 1
    }
    return (year, month, day + 1)
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func dayCount(ofYear year: Int) -> Int { isLeap(year) ? 366 : 365 }

  private static func dayCount(ofMonth month: Int, _ year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
