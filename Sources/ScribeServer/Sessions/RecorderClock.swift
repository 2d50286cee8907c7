import ScribeSession

/// The clock by which a session was recorded, set forward again wherever it had been set back: polls
/// came in the order in which they are recorded, whatever it said.
struct RecorderClock {
  private var offset: Duration = .zero
  private var latest: Instant?

  /// When a poll was asked for.
  mutating func askedAt(_ poll: Poll) -> Instant {
    let sentAt = poll.sentAt ?? poll.receivedAt
    if let latest, poll.receivedAt.advanced(by: offset) < latest {
      offset = sentAt.duration(to: latest)
    }
    latest = max(latest ?? poll.receivedAt, poll.receivedAt.advanced(by: offset))
    return sentAt.advanced(by: offset)
  }
}
