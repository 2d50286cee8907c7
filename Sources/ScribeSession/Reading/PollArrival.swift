import ScribeJSON

/// When a poll came, by every clock that had a part in it, and what it is known by.
struct PollArrival: Sendable {
  private static let skewTolerance: Duration = .seconds(60)

  let sentAt: Instant?
  let receivedAt: Instant
  let identity: Fingerprint?
  /// Whether there was a `Retry-After` that means nothing.
  let isRetryAfterUnreadable: Bool
  /// Whether the server's `Date` is far from the time of arrival.
  let isServerClockOff: Bool

  private let httpStatus: Int?
  private let serverTime: Instant
  private let retryAfter: Duration?

  /// - Parameter bodyFingerprint: the fingerprint of the body, where there is one and `sentAt` too.
  init(_ poll: Poll, bodyFingerprint: Fingerprint?, key: FingerprintKey) {
    sentAt = poll.sentAt
    receivedAt = poll.receivedAt
    identity = poll.identity(bodyFingerprint: bodyFingerprint, key: key)
    httpStatus = poll.answer?.status

    let date = poll.answer?.header("date")
      .flatMap { Instant(httpDate: $0, near: poll.receivedAt) }
    serverTime = date ?? poll.receivedAt
    let skew = poll.receivedAt.duration(to: serverTime)
    isServerClockOff = skew > Self.skewTolerance || skew < .zero - Self.skewTolerance

    let asked = poll.answer?.header("retry-after")
    retryAfter = asked.flatMap { [serverTime] in
      RetryAfter.wait($0, serverTime: serverTime, receivedAt: poll.receivedAt)
    }
    isRetryAfterUnreadable = asked != nil && retryAfter == nil
  }

  /// Whether it was received before the poll before it.
  func isClockSetBack(after lastReceivedAt: Instant?) -> Bool {
    lastReceivedAt.map { receivedAt < $0 } ?? false
  }

  func record(_ kind: PollRecord.Kind, isClockSetBack: Bool) -> PollRecord {
    PollRecord(
      sentAt: sentAt, receivedAt: receivedAt, serverTime: serverTime, httpStatus: httpStatus,
      kind: kind,
      retryAfter: retryAfter, isClockSetBack: isClockSetBack, identity: identity)
  }
}

/// The header field by which a server asks to be left alone (RFC 9110, section 10.2.3).
enum RetryAfter {
  /// The longest wait that is told apart from longer ones: a year.
  private static let longest: Int64 = 366 * 86_400

  /// Reads seconds or a date; a date counts from the server's time, and one that has passed is
  /// below zero.
  ///
  /// Nil where it is neither.
  static func wait(_ value: String, serverTime: Instant, receivedAt: Instant) -> Duration? {
    if !value.isEmpty, value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      return .seconds(min(Int64(value) ?? longest, longest))
    }
    guard let date = Instant(httpDate: value, near: receivedAt) else { return nil }
    return min(serverTime.duration(to: date), .seconds(longest))
  }
}

extension Poll {
  /// By what a poll is known when it is recorded again: URL, `sentAt`, status or failure, body.
  ///
  /// Of the URL only what is kept, or a stored poll would be another than the one that was decided about.
  fileprivate func identity(
    bodyFingerprint: Fingerprint?, key: FingerprintKey
  ) -> Fingerprint? {
    guard let sentAt else { return nil }
    var hasher = FingerprintHasher(key: key)
    let url = url.redactedAsURL
    hasher.append(url.utf8.count)
    hasher.append(url)
    hasher.append(sentAt.microsecondsSinceEpoch)
    switch outcome {
    case .noAnswer(let failure): hasher.append(failure.kind.name)
    case .answer(let answer):
      hasher.append(answer.status)
      hasher.append(answer.body?.count ?? -1)
      if let bodyFingerprint {
        hasher.append(bodyFingerprint.words.0)
        hasher.append(bodyFingerprint.words.1)
      }
    }
    return hasher.fingerprint
  }
}
