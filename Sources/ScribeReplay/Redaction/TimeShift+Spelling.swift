import ScribeJSON
import ScribeSession

/// Times in the forms that servers write them in, shifted, each in the form that it had.
extension TimeShift {
  /// The text of a JSON string or number; nil where it is no time, or would be none.
  func spelling(of value: JSONValue) -> [UInt8]? {
    guard let text = value.string?.utf8 else {
      return value.type == .number ? number(value.bytes) : nil
    }
    let shifted = dateTime(text) ?? JSONNumber(text: text).flatMap { _ in number(text) }
    return shifted.map { [UInt8(ascii: "\"")] + $0 + [UInt8(ascii: "\"")] }
  }

  /// `2026-06-06T14:21:08.120+05:30`: date and time of day change, separator, fraction and zone stay.
  private func dateTime(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard let instant = Instant(rfc3339: String(decoding: text, as: UTF8.self)),
      shifted(instant) != nil
    else { return nil }
    let rest = text.dropFirst(19)
    let zone = rest.drop { $0 == UInt8(ascii: ".") || Self.isDigit($0) }
    let local = Instant(microsecondsSinceEpoch: instant.microsecondsSinceEpoch)
      .advanced(by: .seconds(Self.offsetSeconds(of: zone)))
    guard let shifted = shifted(local) else { return nil }
    let time = CivilTime(shifted)
    let date = "\(padded(time.year, 4))-\(padded(time.month))-\(padded(time.day))"
    return Array(date.utf8) + [text[text.startIndex + 10]] + timeOfDay(time).utf8 + rest
  }

  /// How far a zone that was read lies east of UTC.
  private static func offsetSeconds(of zone: ArraySlice<UInt8>) -> Int {
    let digits = zone.filter(isDigit).map { Int($0 - UInt8(ascii: "0")) }
    guard digits.count == 4 else { return 0 }
    let minutes = (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3]
    return (zone.first == UInt8(ascii: "-") ? -60 : 60) * minutes
  }

  /// Seconds since the epoch, or milliseconds: its fraction stays, an exponent does not.
  private func number(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard let number = JSONNumber(text: text), let epoch = EpochNumber(number),
      let shifted = shifted(epoch.instant), shifted.microsecondsSinceEpoch >= 0
    else { return nil }
    let whole = text.prefix(while: Self.isDigit)
    let fraction = text.dropFirst(whole.count)
    if let old = Int64(String(decoding: whole, as: UTF8.self)),
      fraction.allSatisfy({ $0 == UInt8(ascii: ".") || Self.isDigit($0) })
    {
      return Array("\(old + seconds * epoch.unitsPerSecond)".utf8) + fraction
    }
    let microseconds = shifted.microsecondsSinceEpoch
    return epoch.unitsPerSecond == 1
      ? Array(Duration.microseconds(microseconds).secondsText.utf8)
      : Array("\(microseconds / 1000)".utf8)
  }

  /// A date of an HTTP header, in the form that it has of the three of RFC 9110, section 5.6.7, with
  /// its day of the week.
  func httpDate(_ text: String, near reference: Instant) -> String? {
    guard let instant = Instant(httpDate: text, near: reference), let shifted = shifted(instant)
    else { return nil }
    return shifted.httpDate(like: text)
  }

  private func timeOfDay(_ time: CivilTime) -> String {
    "\(padded(time.hour)):\(padded(time.minute)):\(padded(time.second))"
  }

  private func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}

/// A number that is a time: seconds since the epoch, as a session reads them, or milliseconds, which
/// it does not.
struct EpochNumber {
  let instant: Instant
  let unitsPerSecond: Int64

  init?(_ number: JSONNumber) {
    let units: [(perSecond: Int64, power: Int)] = [(1, 6), (1000, 3)]
    for unit in units {
      guard let scaled = number.scaled(byPowerOfTen: unit.power), scaled.value >= 0,
        scaled.value > 0 || scaled.isExact || !number.isNegative
      else { continue }
      let instant = Instant(microsecondsSinceEpoch: scaled.value)
      guard CivilTime(instant).year <= 9999 else { continue }
      self.instant = instant
      unitsPerSecond = unit.perSecond
      return
    }
    return nil
  }
}
