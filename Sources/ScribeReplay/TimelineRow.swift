import ScribeSession

/// The lines of one poll in a timeline.
struct TimelineRow {
  private let replayed: ReplayedPoll
  private let seen: ReplayedPoll.Seen
  private let showsLabel: Bool

  init(_ replayed: ReplayedPoll, _ seen: ReplayedPoll.Seen, showsLabel: Bool) {
    self.replayed = replayed
    self.seen = seen
    self.showsLabel = showsLabel
  }

  /// A, B, … Z, AA, …: what a stream's rows are marked with where there are several.
  static func label(_ place: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(place % 26)))
    return place < 26 ? letter : label(place / 26 - 1) + letter
  }

  static func columns(_ options: TimelineOptions) -> String {
    let clock = options.showsClock ? ["time".padded(12), "Δt".padded(9, right: true)] : []
    let columns =
      ["   #"] + clock
      + ["HTTP".padded(7), "verdict".padded(9), "phase".padded(11), "what changed"]
    return Emphasis.faint.applied(to: "  " + columns.joined(separator: "  "), options)
  }

  func lines(_ options: TimelineOptions) -> [String] {
    let step = seen.step
    let changes = (ChangeText.phrases(for: step) + continuing).joined(separator: ", ")
    let clock =
      options.showsClock
      ? [replayed.poll.receivedAt.clockText, pause.padded(9, right: true)] : []
    let begun = step.anomalies.filter(step.isNew)
    return [
      Self.join(
        label: showsLabel ? Self.label(seen.place) : "", numbers: "\(replayed.number)",
        clock: clock, seen: seen, outcome: replayed.poll.outcome.phrase,
        verdict: step.verdict.name,
        changes: [changes, nextPhrase].filter { !$0.isEmpty }.joined(separator: " "), options)
    ]
      + AnomalyText.lines(begun, options).map { Self.indent(options) + $0 }
      + (options.showsPatientData
        ? PatientText.lines(for: step).map { Self.indent(options) + $0 } : [])
  }

  /// How a line is put together, also that of a run.
  static func join(
    label: String, numbers: String, clock: [String], seen: ReplayedPoll.Seen, outcome: String,
    verdict: String, changes: String, _ options: TimelineOptions
  ) -> String {
    let columns =
      [numbers.padded(4, right: true)] + clock + [
        outcome.padded(7),
        emphasis(seen.step).applied(to: verdict.padded(9), options),
        seen.step.session.phase.name.padded(11),
        changes,
      ]
    let line = label.padded(2) + columns.joined(separator: "  ")
    return String(line.reversed().drop { $0 == " " }.reversed())
  }

  /// The column of the verdict.
  private static func indent(_ options: TimelineOptions) -> String {
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
    let codes = seen.step.anomalies.filter { !seen.step.isNew($0) }.map(\.code)
    return Anomaly.Code.allCases.filter(codes.contains).map { "still \($0.name)" }
  }

  /// What to do next, where it is not simply to go on.
  private var nextPhrase: String {
    switch seen.step.next {
    case .stop(let reason): "→ stop: \(reason.name)"
    case .poll(let pause):
      pause == PollPolicy().interval ? "" : "→ next in \(pause.secondsText) s"
    }
  }

  private var pause: String {
    guard let last = seen.lastReceivedAt else { return "" }
    return last.duration(to: replayed.poll.receivedAt).pauseText
  }
}

extension Poll.Outcome {
  /// The HTTP status or why there is none, in words that stand by themselves.
  var sentence: String {
    switch self {
    case .answer(let answer): "HTTP \(answer.status)"
    case .noAnswer(let failure): "no answer (\(failure.kind.name))"
    }
  }

  /// The HTTP status, or why there is none.
  var phrase: String {
    switch self {
    case .answer(let answer): "\(answer.status)"
    case .noAnswer(let failure): failure.kind.name
    }
  }
}

extension Instant {
  /// The time of day to the millisecond.
  var clockText: String { String(timeDescription.prefix(12)) }
}

extension Duration {
  /// A pause for people: `+0.604 s`, `+2 m 05 s`, `+3 h 00 m`.
  var pauseText: String { (self < .zero ? "-" : "+") + spanText }

  /// A span for people, without its sign.
  var spanText: String {
    let milliseconds = microseconds.magnitude / 1000
    let seconds = milliseconds / 1000
    let fraction = String(1000 + milliseconds % 1000).dropFirst()
    switch seconds {
    case 0..<100: return "\(seconds).\(fraction) s"
    case 100..<6000: return "\(seconds / 60) m \(String(100 + seconds % 60).dropFirst()) s"
    default: return "\(seconds / 3600) h \(String(100 + seconds / 60 % 60).dropFirst()) m"
    }
  }
}

extension String {
  func padded(_ width: Int, right: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - count))
    return right ? blanks + self : self + blanks
  }
}
