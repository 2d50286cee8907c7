public import ScribeSession

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

extension Instant {
  /// The instant of a date, cut off to the microsecond and held at the ends of what can be
  /// expressed.
  public init(_ date: Date) {
    let microseconds = (date.timeIntervalSince1970 * 1_000_000).rounded(.down)
    if microseconds >= 0x1p63 {
      self.init(microsecondsSinceEpoch: .max)
    } else {
      self.init(microsecondsSinceEpoch: Int64(exactly: microseconds) ?? .min)
    }
  }

  /// The date of the instant, as exactly as a `Date` can hold it.
  public var date: Date {
    Date(timeIntervalSince1970: Double(microsecondsSinceEpoch) / 1_000_000)
  }
}
