import ScribeJSON

/// What a poll's outcome is, by TRANSITIONS section 2.
enum PollReading {
  case noAnswer(Failure.Kind)
  case notModified
  case notFound
  case refused
  case unreadable(UnreadableBody)
  case foreign(Report)
  case stale(Report)
  case report(Report, ServerWord)

  var kind: PollRecord.Kind {
    switch self {
    case .noAnswer(let failure): .noAnswer(failure)
    case .notModified: .notModified
    case .notFound: .notFound
    case .refused: .refused
    case .unreadable: .unreadable
    case .foreign: .foreign
    case .stale: .stale
    case .report(_, let word):
      word.phase.map { .applied($0, agrees: word.agrees) } ?? .unrecognised
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

  var report: Report? {
    switch self {
    case .foreign(let report), .stale(let report), .report(let report, _): report
    case .noAnswer, .notModified, .notFound, .refused, .unreadable: nil
    }
  }
}

/// What body and HTTP status together say of the phase, by TRANSITIONS section 3.
struct ServerWord {
  /// The phase; nil where neither says.
  let phase: Phase?
  /// `status-disagreement`, `unexpected-http`, `unknown-status`.
  let anomalies: [Anomaly]

  /// Whether word and HTTP status agree as documented.
  var agrees: Bool {
    !anomalies.contains { $0.code == .statusDisagreement || $0.code == .unexpectedHTTP }
  }

  init(_ report: Report, http: Int) {
    if http == 410, report.hasErrorObject {
      phase = .expired
      anomalies = []
      return
    }
    let documented = Self.phases(for: http)
    var found: [Anomaly] = []
    if documented.isEmpty {
      found.append(
        Anomaly(.unexpectedHTTP, expected: "200, 202, 206 or 410", actual: "\(http)"))
    }
    if let named = report.status.flatMap(Phase.init(word:)) {
      if !documented.isEmpty, !documented.contains(named) {
        found.append(
          Anomaly(
            .statusDisagreement, path: "$.status",
            expected: documented.map(\.name).joined(separator: " or "),
            actual: named.name))
      }
      phase = named
    } else {
      found.append(
        Anomaly(
          .unknownStatus, path: "$.status", expected: "a documented status",
          actual: report.status.map(Shape.ofWord) ?? "none"))
      phase = Self.phaseByHTTPAlone(http)
    }
    anomalies = found
  }

  private static func phases(for http: Int) -> [Phase] {
    switch http {
    case 200: [.completed, .failed]
    case 202: [.created, .initialized, .recording, .processing]
    case 206: [.partial]
    case 410: [.expired]
    default: []
    }
  }

  private static func phaseByHTTPAlone(_ http: Int) -> Phase? {
    switch http {
    case 202: .processing
    case 206: .partial
    case 410: .expired
    default: nil
    }
  }
}
