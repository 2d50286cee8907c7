/// What body and HTTP status together say of the phase, by TheRules, section 3.
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
