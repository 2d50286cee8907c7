/// What one poll meant.
///
/// Every poll has exactly one.
public enum Verdict: Hashable, Sendable, CaseIterable {
  /// Not a poll of this endpoint, or of another session.
  case ignored
  /// Recorded twice.
  case duplicate
  /// It told nothing about the session; what was known stays.
  case held
  /// It told about another session.
  case foreign
  /// It was asked before something that is known already, and answered after it.
  case stale
  /// Nothing that is tracked changed.
  case same
  /// The phase is the same, and something that is tracked changed.
  case progress
  /// The session went on to a later open phase.
  case forward
  /// The session reached a phase in which polling may stop.
  case settled
  /// An open phase came after a later one.
  case regressed
  /// A settled session is processing again: another document was asked for.
  case reopened
  /// One settled phase came after another.
  case revised
  /// An expired session came back.
  case revived
}
