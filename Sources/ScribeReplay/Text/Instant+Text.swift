import ScribeSession

extension Instant {
  /// The time of day to the millisecond.
  var clockText: String { String(timeDescription.prefix(12)) }
}
