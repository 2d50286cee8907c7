package import ScribeRecording
import ScribeSession

/// Where one stream stands at a point of a recording, and which polls have made it so.
///
/// Takes memory for what is known, not for the polls that told it.
package struct Standing {
  /// How many changes of phase are remembered beside the polls that the state comes from.
  private static let phaseChangeLimit = 10

  /// The last poll.
  private(set) var last: PollSummary
  /// The number of the poll since which a value is as it is, by path.
  private(set) var since: [ExactText: Int] = [:]
  private(set) var content = PatientContent()

  private var track = StateTrack()
  private var phase = Phase.unseen
  private var rows: [(number: Int, lines: [String])] = []
  private var phaseChanges: [Int] = []
  private let options: TextOptions
  private let keepsContent: Bool

  /// A stream after its first poll.
  ///
  /// - Parameter keepingContent: whether transcript and documents will be asked for.
  init(
    _ replayed: ReplayedPoll, _ effect: ReplayedPoll.Effect, _ options: TextOptions,
    keepingContent: Bool
  ) {
    last = PollSummary(replayed, effect)
    self.options = options
    keepsContent = keepingContent
    observe(replayed, effect)
  }

  mutating func observe(_ replayed: ReplayedPoll, _ effect: ReplayedPoll.Effect) {
    last = PollSummary(replayed, effect)
    let step = effect.step
    if keepsContent { content.observe(step) }
    let changes = track.observe(step)
    guard !changes.isEmpty else { return }
    for change in changes {
      since[ExactText(change.path)] = change.after == nil ? nil : replayed.number
    }
    let isPhaseChange = step.session.phase != phase
    phase = step.session.phase
    rows.append(
      (replayed.number, TimelineRow(replayed, effect, showsLabel: false).lines(options)))
    if isPhaseChange {
      phaseChanges = (phaseChanges + [replayed.number]).suffix(Self.phaseChangeLimit)
    }
    if rows.count > 2 * (track.listing.entries.count + Self.phaseChangeLimit) { forgetRows() }
  }

  /// The polls that the state comes from, and the last ones that changed the phase.
  var origins: [Int] {
    let standing = track.listing.entries.compactMap { since[$0.exactPath] }
    return Set(standing + phaseChanges).sorted()
  }

  /// Their lines in a timeline.
  var originLines: [String] {
    let wanted = Set(origins)
    return rows.filter { wanted.contains($0.number) }.flatMap(\.lines)
  }

  private mutating func forgetRows() {
    let wanted = Set(origins)
    rows.removeAll { !wanted.contains($0.number) }
  }
}

/// The streams of a recording up to a point, in the order of their first poll.
package struct Standings {
  /// Where a recording is looked at.
  package enum Point: Sendable {
    /// After the poll of that number.
    case poll(Int)
    /// After the last poll that was received by then.
    case time(TimeText)
  }

  package private(set) var all: [Standing] = []
  private var replay = Replay()
  private var options: TextOptions
  private let keepsContent: Bool

  /// - Parameters:
  ///   - options: how the polls that led somewhere are shown.
  ///   - keepingContent: whether transcript and documents will be asked for.
  package init(_ options: TextOptions, keepingContent: Bool) {
    self.options = options
    // Content is told as it stands, not poll by poll.
    self.options.showsPatientData = false
    keepsContent = keepingContent
  }

  /// Takes the next poll of the recording in; its stream's place, nil where it is ignored.
  @discardableResult
  package mutating func observe(_ recorded: RecordedPoll) -> Int? {
    let replayed = replay.observe(recorded)
    guard let effect = replayed.effect else { return nil }
    if effect.place < all.count {
      all[effect.place].observe(replayed, effect)
    } else {
      all.append(Standing(replayed, effect, options, keepingContent: keepsContent))
    }
    return effect.place
  }
}
