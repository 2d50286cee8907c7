/// What to do after a poll.
///
/// The runner adds jitter and sleeps.
public enum Next: Hashable, Sendable {
  /// Poll again, that long after the last poll was received.
  case poll(after: Duration)
  /// Stop. Always resumable: what is known is in the log.
  case stop(StopReason)
}

/// Why polling stops.
public enum StopReason: Hashable, Sendable, CaseIterable {
  /// The session reached a settled phase.
  case settled
  /// The session is open long after it should have ended.
  case overdue
  /// The session was never there.
  case notFound
  /// The session was there, and is not any more.
  case vanished
  /// The token is not accepted: resumable with a new one.
  case unauthorized
  /// The server refuses the request as it is, or the poll was an ignored one: asked the same way
  /// again, neither would end.
  case rejected
  /// Too many faults in a row.
  case unreachable
  /// Too many faults in a row, the last an answer whose word nobody knows.
  case unrecognised
  /// The caller's deadline has come. Never a failure.
  case deadline
}
