package import ScribeSession

/// One span by which all times of a recording are moved, so that nobody can look up when it was, and
/// every interval stays.
package struct TimeShift: Hashable, Sendable {
  /// The years in which every form of a time can be written.
  private static let years = 1...9999

  /// Whole seconds, since fractions stay as they are spelled.
  package let seconds: Int64

  /// Times as they are.
  package static let none = TimeShift(seconds: 0)

  package init(seconds: Int64) {
    self.seconds = seconds
  }

  /// Some number of whole days back, up to ten years, which is kept nowhere: the time of day stays.
  package static func random() -> TimeShift {
    TimeShift(seconds: Int64.random(in: -3650 ... -30) * 86_400)
  }

  /// An instant that much later; nil where its year could not be written.
  package func shifted(_ instant: Instant) -> Instant? {
    let shifted = instant.advanced(by: .seconds(seconds))
    return Self.years.contains(CivilTime(shifted).year) ? shifted : nil
  }

  /// What ``shifted(_:)`` made of an instant.
  func shiftedBack(_ instant: Instant) -> Instant { instant.advanced(by: .seconds(-seconds)) }
}

/// A time that would leave what can be written.
package struct TimeShiftError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What it is the time of: a member of the poll, a header field, or the body.
  package let place: String

  /// In words, without payload.
  package var description: String {
    "a time in \(place) would leave the years 0001 to 9999, or be a number before 1970"
  }
}
