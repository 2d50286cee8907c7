import ScribeJSON

/// What runs, limits and comparisons between polls are counted from.
struct PollRuns: Hashable, Sendable {
  /// When the last poll was received, duplicates included.
  var lastReceivedAt: Instant?
  /// The identities of the last polls.
  var identities = RecentIdentities()
  /// The latest `sentAt` of an applied report since the clock last ran backwards.
  var latestReportSentAt: Instant?
  /// The end of the last `Retry-After`.
  var retryAfterEnd: Instant?
  /// The first applied report.
  var firstReport: Moment?
  /// The report that last left a settled phase for an open one.
  var reopening: Moment?
  /// Whether the last applied report carried neither `status-disagreement` nor `unexpected-http`.
  var lastReportAgreed = false
  /// Applied reports in a row that left the phase settled and did not agree.
  var disagreements = 0
  /// Faults in a row, 404 and refusals between them not counted.
  var faults = 0
  /// HTTP 404 in a row.
  var notFounds = 0
  /// Polls in a row that told nothing.
  var outage: Outage?

  /// A point in time on both clocks.
  struct Moment: Hashable, Sendable {
    let receivedAt: Instant
    let serverTime: Instant
  }
}

/// By what the last polls are known, those without an identity counted (TheRules, section 1).
///
/// A ring: the next identity takes the place of the oldest, so that a poll costs no allocation.
struct RecentIdentities: Hashable, Sendable {
  static let limit = 32

  private var slots: [Fingerprint?] = []
  private var oldest = 0

  init() {}

  /// The ring after so many polls, of which these were the last ones, the newest last.
  init(_ last: some Collection<Fingerprint?>, of count: Int) {
    slots = Array(last.suffix(Self.limit))
    guard count > Self.limit, slots.count == Self.limit else { return }
    oldest = count % Self.limit
    slots = (0..<Self.limit).map { slots[($0 - oldest + Self.limit) % Self.limit] }
  }

  func contains(_ identity: Fingerprint) -> Bool { slots.contains(identity) }

  mutating func append(_ identity: Fingerprint?) {
    guard slots.count == Self.limit else {
      slots.append(identity)
      return
    }
    slots[oldest] = identity
    oldest = (oldest + 1) % Self.limit
  }
}
