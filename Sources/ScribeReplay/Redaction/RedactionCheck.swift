package import ScribeSession

/// Where a recording and what redaction made of it first tell another story.
package struct RedactionDifference: Hashable, Sendable, CustomStringConvertible {
  /// The poll's number, from 1.
  package let number: Int
  package let part: Part

  /// What is compared, in this order; what to do next follows from it.
  package enum Part: Hashable, Sendable, CaseIterable {
    case stream, verdict, rule, phase, findings, events
  }

  /// In words, without payload.
  package var description: String { "poll \(number) has another \(part.phrase)" }
}

extension Redaction {
  /// Replays polls and what redaction made of them side by side; nil where both tell the same story.
  package static func check(
    _ original: [Poll], as redacted: [Poll]
  ) -> RedactionDifference? {
    var (before, after) = (Replay(), Replay())
    for (index, poll) in original.enumerated() {
      guard index < redacted.count else { return .init(number: index + 1, part: .stream) }
      let one = before.observe(index + 1, poll).seen
      let other = after.observe(index + 1, redacted[index]).seen
      let part = RedactionDifference.Part.allCases.first { !$0.isSame(one, other) }
      if let part { return .init(number: index + 1, part: part) }
    }
    return nil
  }
}

extension RedactionDifference.Part {
  fileprivate func isSame(_ one: ReplayedPoll.Seen?, _ other: ReplayedPoll.Seen?) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    return switch self {
    case .stream: one.stream == other.stream
    case .verdict: one.step.verdict == other.step.verdict
    case .rule:
      one.step.statusRule == other.step.statusRule
        && one.step.transitionRule == other.step.transitionRule
    case .phase: one.step.session.phase == other.step.session.phase
    case .findings: one.step.anomalies.map(ToldText.init) == other.step.anomalies.map(ToldText.init)
    case .events: one.step.events.map(ToldText.init) == other.step.events.map(ToldText.init)
    }
  }

  fileprivate var phrase: String {
    switch self {
    case .stream: "session or filter"
    case .verdict: "verdict"
    case .rule: "rule"
    case .phase: "phase"
    case .findings: "list of findings"
    case .events: "list of events"
    }
  }
}
