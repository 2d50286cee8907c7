import ScribeJSON

/// What a poll's outcome is, by TRANSITIONS section 2.
enum PollReading {
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

/// What body and HTTP status together say of the phase, by TRANSITIONS section 3.
struct ServerWord: Sendable {
  /// The row that fits.
  let rule: StatusRule
  /// The phase; nil where neither body nor HTTP status says.
  let phase: Phase?
  /// `status-disagreement`, `unexpected-http`, `unknown-status`.
  let anomalies: [Anomaly]

  /// Whether word and HTTP status agree as documented.
  let agrees: Bool

  init(_ report: Report, http: Int) {
    if http == 410, report.hasErrorObject {
      rule = .expiredEnvelope
      phase = .expired
      anomalies = []
    } else if let named = report.status.flatMap(Phase.init(word:)) {
      rule = Self.rule(for: named, http: http)
      phase = named
      anomalies = Self.anomalies(for: rule, http: http, actual: named.name)
    } else {
      (rule, phase) = Self.ruleWithoutWord(http: http)
      anomalies = Self.anomalies(
        for: rule, http: http, actual: report.status.map(Shape.ofWord) ?? "none")
    }
    agrees = !anomalies.contains { $0.code == .statusDisagreement || $0.code == .unexpectedHTTP }
  }

  /// The phases that an HTTP status agrees with, and the row that says so.
  private static func agreement(for http: Int) -> (phases: [Phase], rule: StatusRule)? {
    switch http {
    case 200: ([.completed, .failed], .endAgrees)
    case 202: ([.created, .initialized, .recording, .processing], .openAgrees)
    case 206: ([.partial], .partialAgrees)
    case 410: ([.expired], .expiredAgrees)
    default: nil
    }
  }

  private static func rule(for named: Phase, http: Int) -> StatusRule {
    guard let (phases, rule) = agreement(for: http) else { return .unexpectedHTTP }
    return phases.contains(named) ? rule : .disagreement
  }

  private static func ruleWithoutWord(http: Int) -> (StatusRule, Phase?) {
    switch http {
    case 200: (.endUnknown, nil)
    case 202: (.openByHTTP, .processing)
    case 206: (.partialByHTTP, .partial)
    case 410: (.expiredByHTTP, .expired)
    default: (.unexpectedHTTPUnknown, nil)
    }
  }

  private static func anomalies(
    for rule: StatusRule, http: Int, actual: String
  ) -> [Anomaly] {
    let unknown = Anomaly(
      .unknownStatus, path: "$.status", expected: "a documented status", actual: actual)
    let unexpected = Anomaly(
      .unexpectedHTTP, expected: "200, 202, 206 or 410", actual: "\(http)")
    switch rule {
    case .openAgrees, .endAgrees, .partialAgrees, .expiredAgrees, .expiredEnvelope: return []
    case .disagreement:
      let phases = agreement(for: http)?.phases ?? []
      return [
        Anomaly(
          .statusDisagreement, path: "$.status",
          expected: phases.map(\.name).joined(separator: " or "), actual: actual)
      ]
    case .unexpectedHTTP: return [unexpected]
    case .openByHTTP, .partialByHTTP, .expiredByHTTP, .endUnknown: return [unknown]
    case .unexpectedHTTPUnknown: return [unknown, unexpected]
    }
  }
}
