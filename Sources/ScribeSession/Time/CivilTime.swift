/// A date and time of the proleptic Gregorian calendar in UTC, as its fields.
package struct CivilTime {
  package var year: Int
  package var month: Int
  package var day: Int
  package var hour: Int
  package var minute: Int
  package var second: Int
  package var microsecond = 0

  static let secondsPerDay = 86_400

  /// Whether there is such a date and time; second 60 is left to ``instant(offsetSeconds:)``.
  private var isValid: Bool {
    (0...9999).contains(year) && (1...12).contains(month)
      && (1...Self.days(in: month, of: year)).contains(day)
      && (0...23).contains(hour) && (0...59).contains(minute) && (0...60).contains(second)
  }

  /// The instant of these fields in a zone that many seconds east of UTC.
  ///
  /// A leap second is accepted where UTC has them, at 23:59:60, and counts as the next second
  /// (RFC 3339, section 5.6 and appendix D).
  func instant(offsetSeconds: Int = 0) -> Instant? {
    guard isValid else { return nil }
    let secondsOfDay = (hour * 60 + minute) * 60 + second
    let days = Self.daysSinceEpoch(year: year, month: month, day: day)
    let seconds = Int64(days) * Int64(Self.secondsPerDay) + Int64(secondsOfDay - offsetSeconds)
    if second == 60, !seconds.isMultiple(of: Int64(Self.secondsPerDay)) { return nil }
    return Instant(microsecondsSinceEpoch: seconds * 1_000_000 + Int64(microsecond))
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func isLeap(_ year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }

  /// Counts years from March, so that the leap day is a year's last.
  private static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
    let marchYear = month > 2 ? year : year - 1
    let era = floorDivide(marchYear, 400).quotient
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The fields of an instant in UTC.
  package init(_ instant: Instant) {
    let (seconds, microsecond) = Self.floorDivide(instant.microsecondsSinceEpoch, 1_000_000)
    let (wholeDays, secondsOfDay) = Self.floorDivide(seconds, Int64(Self.secondsPerDay))
    let days = Int(wholeDays)
    let (era, dayOfEra) = Self.floorDivide(days + 719_468, 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    hour = Int(secondsOfDay) / 3600
    minute = Int(secondsOfDay) / 60 % 60
    second = Int(secondsOfDay) % 60
    self.microsecond = Int(microsecond)
  }

  init(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, microsecond: Int = 0) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
    self.microsecond = microsecond
  }

  private static func floorDivide<Value: FixedWidthInteger>(
    _ value: Value, _ divisor: Value
  ) -> (quotient: Value, rest: Value) {
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
  }
}
