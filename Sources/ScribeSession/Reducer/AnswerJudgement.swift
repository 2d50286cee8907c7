/// What a poll's outcome is, by TheRules, section 2.
enum AnswerJudgement {
  case noAnswer(Poll.Failure.Kind)
  case notModified
  case notFound
  case refused
  case unreadable(UnreadableBody)
  case foreign
  case stale
  /// A report, and what body and HTTP status together say.
  case report(StatusRule, Phase?, agrees: Bool)

  /// The first row that fits.
  ///
  /// - Parameters:
  ///   - isKnown: whether a report was ever applied.
  ///   - latestSentAt: the latest `sentAt` of an applied report, where it is to be compared with.
  init(_ read: ReadPoll, isKnown: Bool, latestSentAt: Instant?) {
    switch read.outcome {
    case .noAnswer(let failure): self = .noAnswer(failure)
    case .unread(http: 304) where isKnown: self = .notModified
    case .unread(http: 404): self = .notFound
    case .unread: self = .refused
    case .unreadable(let body, http: _): self = .unreadable(body)
    case .foreign: self = .foreign
    case .content(let given):
      if let sentAt = read.arrival.sentAt, let latestSentAt, sentAt < latestSentAt {
        self = .stale
      } else {
        self = .report(given.word.rule, given.word.phase, agrees: given.word.agrees)
      }
    }
  }

  var kind: PollRecord.Kind {
    switch self {
    case .noAnswer(let failure): .noAnswer(failure)
    case .notModified: .notModified
    case .notFound: .notFound
    case .refused: .refused
    case .unreadable: .unreadable
    case .foreign: .foreign
    case .stale: .stale
    case .report(_, let phase?, let agrees): .applied(phase, agrees: agrees)
    case .report(_, nil, _): .unrecognised
    }
  }

  /// The verdict, which for a report that is applied depends on what it changes.
  var verdict: Verdict {
    switch self {
    case .notModified: .same
    case .noAnswer, .notFound, .refused, .unreadable, .report: .held
    case .foreign: .foreign
    case .stale: .stale
    }
  }

  var statusRule: StatusRule? {
    if case .report(let rule, _, _) = self { rule } else { nil }
  }
}
