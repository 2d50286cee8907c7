import ScribeSession

/// The lines of one poll in a timeline.
struct TimelineRow {
  private let replayed: ReplayedPoll
  private let effect: ReplayedPoll.Effect
  private let showsLabel: Bool

  init(_ replayed: ReplayedPoll, _ effect: ReplayedPoll.Effect, showsLabel: Bool) {
    self.replayed = replayed
    self.effect = effect
    self.showsLabel = showsLabel
  }

  /// A, B, … Z, AA, …: what a stream's rows are marked with where there are several.
  static func label(_ place: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(place % 26)))
    return place < 26 ? letter : label(place / 26 - 1) + letter
  }

  static func columns(_ options: TextOptions) -> String {
    let clock = options.showsClock ? ["time".padded(12), "Δt".padded(9, right: true)] : []
    let columns =
      ["   #"] + clock
      + ["HTTP".padded(7), "verdict".padded(9), "phase".padded(11), "what changed"]
    return Emphasis.faint.applied(to: "  " + columns.joined(separator: "  "), options)
  }

  func lines(_ options: TextOptions) -> [String] {
    let step = effect.step
    let changes = (ChangeText.phrases(for: step) + continuing).joined(separator: ", ")
    let clock =
      options.showsClock
      ? [replayed.poll.receivedAt.clockText, pause.padded(9, right: true)] : []
    let begun = step.anomalies.filter(step.isNew)
    return [
      Self.join(
        label: showsLabel ? Self.label(effect.place) : "", numbers: "\(replayed.number)",
        clock: clock, effect: effect, outcome: replayed.poll.outcome.word,
        verdict: step.verdict.name,
        changes: [changes, nextPhrase].filter { !$0.isEmpty }.joined(separator: " "), options)
    ]
      + AnomalyText.lines(begun, options).map { Self.indent(options) + $0 }
      + (options.showsPatientData
        ? PatientText.lines(for: step).map { Self.indent(options) + $0 } : [])
  }

  /// How a line is put together, also that of a run.
  static func join(
    label: String, numbers: String, clock: [String], effect: ReplayedPoll.Effect, outcome: String,
    verdict: String, changes: String, _ options: TextOptions
  ) -> String {
    let columns =
      [numbers.padded(4, right: true)] + clock + [
        outcome.padded(7),
        emphasis(effect.step).applied(to: verdict.padded(9), options),
        effect.step.session.phase.name.padded(11),
        changes,
      ]
    let line = label.padded(2) + columns.joined(separator: "  ")
    return String(line.reversed().drop { $0 == " " }.reversed())
  }

  /// The column of the verdict.
  private static func indent(_ options: TextOptions) -> String {
    String(repeating: " ", count: options.showsClock ? 42 : 17)
  }

  private static func emphasis(_ step: Step) -> Emphasis {
    switch step.verdict {
    case .settled, .revised: step.session.phase == .completed ? .good : .notable
    case .regressed, .revived, .foreign: .bad
    case .reopened: .notable
    case .ignored, .duplicate, .held, .stale, .same: .faint
    case .progress, .forward: .plain
    }
  }

  /// Findings that the poll before had already, by code.
  private var continuing: [String] {
    let codes = effect.step.anomalies.filter { !effect.step.isNew($0) }.map(\.code)
    return Anomaly.Code.allCases.filter(codes.contains).map { "still \($0.name)" }
  }

  /// What to do next, where it is not simply to go on.
  private var nextPhrase: String {
    switch effect.step.next {
    case .stop(let reason): "→ stop: \(reason.name)"
    case .poll(let pause):
      pause == PollPolicy().interval ? "" : "→ next in \(pause.secondsText) s"
    }
  }

  private var pause: String {
    guard let last = effect.lastReceivedAt else { return "" }
    return last.duration(to: replayed.poll.receivedAt).pauseText
  }
}
