import ScribeJSON
package import ScribeSession

/// Where a recording and what redaction made of it first tell another story.
package struct RedactionDifference: Hashable, Sendable, CustomStringConvertible {
  /// The poll's number, from 1.
  package let number: Int
  /// The session of the poll; nil where it is none of a session.
  package let session: ExactText?
  package let part: Part
  /// What the recording tells there, and what the redacted one does, without payload.
  package let expected: String
  package let actual: String

  /// What is compared, in this order; what to do next follows from it.
  package enum Part: Hashable, Sendable, CaseIterable {
    case stream, verdict, rule, phase, findings, events
  }

  /// In words, without payload.
  package var description: String { "poll \(number) has another \(part.phrase)" }
}

/// The proof that a redacted recording tells the same story: both are replayed side by side.
package struct RedactionProof {
  private var (before, after) = (Replay(), Replay())
  private let shift: TimeShift

  /// - Parameter shift: by what the times of what was redacted were moved.
  package init(shiftedBy shift: TimeShift = .none) {
    self.shift = shift
  }

  /// How many sessions there are so far, the views of each through a filter not counted.
  package var sessionCount: Int { Set(before.streams.map(\.stream.id)).count }

  /// Takes the next poll and what redaction made of it; nil where both tell the same.
  package mutating func difference(
    _ number: Int, _ poll: Poll, _ redacted: Poll?
  ) -> RedactionDifference? {
    let one = before.observe(number, poll).effect
    let other = redacted.flatMap { after.observe(number, $0).effect }
    if redacted != nil, one == nil, other == nil { return nil }
    for part in RedactionDifference.Part.allCases {
      let (expected, actual) = (part.told(one, .none), part.told(other, shift))
      guard expected != actual else { continue }
      let place = zip(expected, actual).prefix { $0 == $1 }.count
      return RedactionDifference(
        number: number, session: one?.stream.id, part: part,
        expected: expected.dropFirst(place).first ?? RedactionDifference.nothing,
        actual: actual.dropFirst(place).first ?? RedactionDifference.nothing)
    }
    return nil
  }
}

extension RedactionDifference {
  fileprivate static let nothing = "nothing"
}

extension RedactionDifference.Part {
  /// What is compared, a line each.
  fileprivate func told(_ effect: ReplayedPoll.Effect?, _ shift: TimeShift) -> [String] {
    guard let effect else { return [] }
    let step = effect.step
    return switch self {
    case .stream: [Self.told(effect.stream)]
    case .verdict: [step.verdict.name]
    case .rule: [step.statusRule?.name, step.transitionRule?.name].map { $0 ?? "no rule" }
    case .phase: [step.session.phase.name]
    case .findings: step.anomalies.map { ToldText($0, shiftedBy: shift).description }
    case .events: step.events.map { ToldText($0, shiftedBy: shift).description }
    }
  }

  private static func told(_ stream: PollStream) -> String {
    String(decoding: JSONWriter.object { stream.writeMembers(to: &$0) }, as: UTF8.self)
  }

  /// In words.
  package var phrase: String {
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
