import ScribeSession

/// A finding in words for people.
enum AnomalyText {
  /// One line for each code: one finding in full, of several only their places.
  static func lines(_ anomalies: [Anomaly], _ options: TimelineOptions) -> [String] {
    Anomaly.Code.allCases.compactMap { code in
      let found = anomalies.filter { $0.code == code }
      guard let first = found.first else { return nil }
      let text = found.count == 1 ? line(first, options) : line(code, found)
      return emphasis(first).applied(to: "! \(text)", options)
    }
  }

  private static func line(_ code: Anomaly.Code, _ found: [Anomaly]) -> String {
    let places = found.compactMap(\.path?.printable).joined(separator: ", ")
    return "\(code.severity.name) \(code.name) \(found.count) times, at \(places)"
  }

  private static func line(_ anomaly: Anomaly, _ options: TimelineOptions) -> String {
    var text = "\(anomaly.severity.name) \(anomaly.code.name)"
    if let path = anomaly.path { text += " at \(path.printable)" }
    if let offset = anomaly.offset { text += " at byte \(offset)" }
    if options.showsClock || !anomaly.code.tellsTime {
      if let expected = anomaly.expected { text += ", expected \(expected.printable)" }
      if let actual = anomaly.actual { text += ", actual \(actual.printable)" }
    }
    return text
  }

  private static func emphasis(_ anomaly: Anomaly) -> Emphasis {
    switch anomaly.severity {
    case .note: .faint
    case .warning: .notable
    case .error: .bad
    }
  }
}

extension Anomaly.Code {
  /// Whether the finding is of what one poll did, not of how things then are: it does not last, so
  /// a timeline tells it each time and never that it ended.
  var isMomentary: Bool {
    switch self {
    case .regressed, .revived, .settledChanged, .sessionMismatch, .audioDecreased,
      .transcriptShrank, .transcriptRewritten, .contentLost, .documentRegressed,
      .createdAtChanged, .completedAtMoved, .settledFieldChanged, .logClock:
      true
    case .statusDisagreement, .unknownStatus, .unexpectedHTTP, .vanished, .unreadableBody,
      .duplicateKey, .audioCountMismatch, .overdue, .clockSkew, .polledTooSoon, .typeDrift,
      .unknownField, .missingField:
      false
    }
  }

  /// Whether expected and actual are instants.
  fileprivate var tellsTime: Bool {
    switch self {
    case .overdue, .createdAtChanged, .completedAtMoved, .clockSkew: true
    default: false
    }
  }
}
