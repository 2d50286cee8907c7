/// A point in time to the microsecond, counted from 1970-01-01T00:00:00Z.
///
/// The library takes time from its input only; it never asks a clock.
public struct Instant: Hashable, Comparable, Sendable {
  /// Microseconds since the epoch, negative before it.
  public let microsecondsSinceEpoch: Int64

  /// A point in time, as microseconds since the epoch.
  public init(microsecondsSinceEpoch: Int64) {
    self.microsecondsSinceEpoch = microsecondsSinceEpoch
  }

  /// Whether the year can be written with four digits, from 0000 to 9999.
  var hasFourDigitYear: Bool {
    (-62_167_219_200_000_000..<253_402_300_800_000_000).contains(microsecondsSinceEpoch)
  }

  /// Whether one instant lies before another.
  public static func < (left: Instant, right: Instant) -> Bool {
    left.microsecondsSinceEpoch < right.microsecondsSinceEpoch
  }

  /// The instant that much later, held at the ends of what can be expressed.
  public func advanced(by duration: Duration) -> Instant {
    let (sum, overflow) = microsecondsSinceEpoch.addingReportingOverflow(duration.microseconds)
    guard overflow else { return Instant(microsecondsSinceEpoch: sum) }
    return Instant(microsecondsSinceEpoch: duration < .zero ? .min : .max)
  }

  /// How much later another instant is; negative where it is earlier.
  public func duration(to other: Instant) -> Duration {
    let (difference, overflow) = other.microsecondsSinceEpoch
      .subtractingReportingOverflow(microsecondsSinceEpoch)
    guard overflow else { return .microseconds(difference) }
    return .microseconds(self < other ? Int64.max : Int64.min)
  }
}

extension Duration {
  /// Whole microseconds, held at the ends of what can be expressed.
  package var microseconds: Int64 {
    let (seconds, attoseconds) = components
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
    let (sum, sumOverflow) = whole.addingReportingOverflow(attoseconds / 1_000_000_000_000)
    guard overflow || sumOverflow else { return sum }
    return seconds < 0 ? .min : .max
  }

  /// Whole microseconds in nanoseconds, held at the ends of what can be expressed.
  package var nanoseconds: Int64 {
    let (product, overflow) = microseconds.multipliedReportingOverflow(by: 1000)
    guard overflow else { return product }
    return microseconds < 0 ? .min : .max
  }
}
