import ScribeSession

/// What is held in memory of a recorded poll: when it was, and where the rest stands.
struct IndexEntry {
  /// When it was asked for, by a clock that was never set back.
  let askedAt: Instant
  /// How long the answer took, in microseconds.
  let latency: Int64
  /// Which source has it, and where there.
  let source: Int
  let place: PollSource.Place
  /// Whether no answer came.
  let isFailure: Bool
  /// Whether nobody listened.
  let isRefusal: Bool

  /// Whether there is a body that can be sent, and so cut.
  let hasBody: Bool

  init(_ poll: Poll, askedAt: Instant, source: Int, place: PollSource.Place) {
    self.askedAt = askedAt
    latency = max(0, (poll.sentAt ?? poll.receivedAt).duration(to: poll.receivedAt).microseconds)
    self.source = source
    self.place = place
    isFailure = poll.answer == nil
    isRefusal = poll.outcome.isRefusal
    hasBody = poll.answer.map { $0.mayHaveBody && $0.body?.isEmpty == false } ?? false
  }

  /// When the answer had come, or the attempt had failed.
  var endedAt: Instant { askedAt.advanced(by: .microseconds(latency)) }
}

extension Poll.Outcome {
  fileprivate var isRefusal: Bool {
    switch self {
    case .answer: false
    case .noAnswer(let failure): failure.kind == .refused
    }
  }
}
