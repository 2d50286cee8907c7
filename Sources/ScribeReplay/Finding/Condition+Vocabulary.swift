import ScribeRecording
import ScribeSession

// What each condition can be compared with: words of the contract, numbers, durations, texts.

extension Condition.Subject {
  /// Whether it can be asked for by its name alone: whether there is one.
  var mayStandAlone: Bool {
    switch self {
    case .failure, .anomaly, .document, .transcript, .status: true
    case .phase, .verdict, .http, .severity, .event, .next, .documents, .documentStatus, .text,
      .audio, .poll, .interval, .latency:
      false
    }
  }

  var comparisons: [Condition.Comparison] {
    let order: [Condition.Comparison] = [
      .equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual,
    ]
    switch self {
    case .phase, .verdict, .failure, .status, .anomaly, .event, .next, .document, .documentStatus:
      return [.equal, .unequal]
    case .http, .severity, .documents, .transcript, .audio, .poll, .interval, .latency: return order
    case .text: return [.contains]
    }
  }

  /// What its value may be, for whoever gave another.
  var expected: String {
    switch self {
    case .phase:
      "one of \((Phase.allCases.map(\.name) + ["open", "settled"]).joined(separator: ", "))"
    case .verdict: "one of \(Verdict.allCases.map(\.name).joined(separator: ", "))"
    case .http: "an HTTP status, or a class as 4xx"
    case .failure: "one of \(Poll.Failure.Kind.allCases.map(\.name).joined(separator: ", "))"
    case .status: "a word as the server says it"
    case .anomaly: "one of \(Anomaly.Code.allCases.map(\.name).joined(separator: ", "))"
    case .severity: "one of \(Anomaly.Severity.allCases.map(\.name).joined(separator: ", "))"
    case .event: "the type of an event, as phaseChanged; show --format ndjson prints them"
    case .next:
      "one of poll, stop, \(StopReason.allCases.map(\.name).joined(separator: ", "))"
    case .document: "a template or an id of a document"
    case .documentStatus: "a status of a document, as success or inProgress"
    case .documents, .audio: "a number"
    case .transcript: "a number of bytes"
    case .poll: "the number of a poll"
    case .interval, .latency: "a duration, as 30s, 250ms or 5m"
    case .text: "a text in quotes"
    }
  }

  /// Reads what it is compared with; nil where that means nothing.
  func value(of text: String, _ comparison: Condition.Comparison) -> Condition.Value? {
    switch self {
    case .phase: word(text, among: Phase.allCases.map(\.name) + ["open", "settled"])
    case .verdict: word(text, among: Verdict.allCases.map(\.name))
    case .failure: word(text, among: Poll.Failure.Kind.allCases.map(\.name))
    case .anomaly: word(text, among: Anomaly.Code.allCases.map(\.name))
    case .event: word(text, among: Event.names.filter { $0 != "opened" && $0 != "polled" })
    case .next: word(text, among: ["poll", "stop"] + StopReason.allCases.map(\.name))
    case .status, .document, .documentStatus: text.isEmpty ? nil : .word(text)
    case .text: text.isEmpty ? nil : .text(text)
    case .severity: Anomaly.Severity.allCases.first { $0.name == text }.map { .severity($0) }
    case .http: http(text, comparison)
    case .documents, .transcript, .audio, .poll: Self.number(text)
    case .interval, .latency: Duration(text: text[...]).map { .duration($0) }
    }
  }

  private func word(_ text: String, among words: [String]) -> Condition.Value? {
    words.contains(text) ? .word(text) : nil
  }

  private func http(_ text: String, _ comparison: Condition.Comparison) -> Condition.Value? {
    if case .number(let status)? = Self.number(text), (100...999).contains(status) {
      return .number(status)
    }
    guard comparison == .equal || comparison == .unequal,
      let digit = (1...5).first(where: { text == "\($0)xx" })
    else { return nil }
    return .httpClass(digit)
  }

  /// Digits alone, as many as a number of anything may have.
  private static func number(_ text: String) -> Condition.Value? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text).map { .number($0) }
  }
}
