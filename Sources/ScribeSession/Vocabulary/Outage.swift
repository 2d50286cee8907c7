/// Polls in a row that told nothing about the session.
public struct Outage: Hashable, Sendable {
  /// What the last of them got instead.
  public let kind: Kind
  /// How many there are.
  public let pollCount: Int
  /// When the first of them was received.
  public let since: Instant

  /// What a poll got instead of a report.
  public enum Kind: Hashable, Sendable {
    /// No answer.
    case noAnswer(Poll.Failure.Kind)
    /// An HTTP status that carries no report.
    case httpStatus(Int)
    /// A body that is not a JSON object.
    case unreadableBody
    /// A word that nobody knows, under a status that alone says nothing.
    case unknownStatus
    /// The answer for another session.
    case anotherSession
  }

  init(kind: Kind, pollCount: Int, since: Instant) {
    self.kind = kind
    self.pollCount = pollCount
    self.since = since
  }

  /// The outage after a poll; nil where the poll told something.
  init?(after outage: Outage?, _ record: PollRecord) {
    switch record.kind {
    case .applied, .notModified, .stale: return nil
    case .duplicate:
      guard let outage else { return nil }
      self = outage
      return
    case .noAnswer(let failure): kind = .noAnswer(failure)
    case .notFound, .refused: kind = .httpStatus(record.httpStatus ?? 0)
    case .unreadable: kind = .unreadableBody
    case .unrecognised: kind = .unknownStatus
    case .foreign: kind = .anotherSession
    }
    pollCount = (outage?.pollCount ?? 0) + 1
    since = outage?.since ?? record.receivedAt
  }
}
