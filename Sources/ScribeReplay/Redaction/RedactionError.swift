/// Why there is no redacted copy.
package enum RedactionError: Error, Hashable, Sendable {
  /// It would tell another story.
  case difference(RedactionDifference)
  /// A time cannot be moved so far.
  case time(poll: Int, TimeShiftError)

  /// Whether it may be that two texts happened to get one pseudonym, so that others help.
  package var isByChance: Bool {
    if case .difference = self { true } else { false }
  }
}

extension RedactionError: CustomStringConvertible {
  /// Where and what, and of a difference both sides, without payload.
  package var description: String {
    switch self {
    case .difference(let difference):
      """
      poll \(difference.number)\(difference.session.map { " of \($0)" } ?? "") would have another \
      \(difference.part.phrase): nothing was written
        expected: \(difference.expected)
        actual:   \(difference.actual)
      """
    case .time(let number, let error):
      "poll \(number): \(error): choose another span, nothing was written"
    }
  }
}
