import ScribeSession

/// A finding in words for people.
enum AnomalyText {
  /// One line for each code: one finding in full, of several only their places.
  static func lines(_ anomalies: [Anomaly], _ options: TextOptions) -> [String] {
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

  /// One finding in full.
  static func line(_ anomaly: Anomaly, _ options: TextOptions) -> String {
    var text = "\(anomaly.severity.name) \(anomaly.code.name)"
    if let path = anomaly.path { text += " at \(path.printable)" }
    if let offset = anomaly.offset { text += " at byte \(offset)" }
    if let expected = anomaly.expected { text += ", expected \(expected.printable)" }
    if let actual = anomaly.actual { text += ", actual \(actual.printable)" }
    return options.showsClock ? text : text.withoutClock
  }

  private static func emphasis(_ anomaly: Anomaly) -> Emphasis {
    switch anomaly.severity {
    case .note: .faint
    case .warning: .notable
    case .error: .bad
    }
  }
}

extension [Anomaly] {
  /// The codes, each once, in their order.
  var codes: [Anomaly.Code] {
    Anomaly.Code.allCases.filter { code in contains { $0.code == code } }
  }
}

extension Step {
  /// Whether a finding of the poll is one that the poll before did not have.
  func isNew(_ anomaly: Anomaly) -> Bool {
    !anomaly.code.lasts || events.contains(.anomalyBegan(anomaly))
  }
}

extension String {
  /// The text with instants left out.
  fileprivate var withoutClock: String {
    replacing(/[0-9]+-[0-9]{2}-[0-9]{2}T[0-9:.]+Z/, with: "…")
  }
}
