package import ScribeSession
package import ScribeStore

/// Decisions held against those of a baseline, recording by recording.
package struct DecisionComparison {
  /// What came of one recording.
  package enum Outcome {
    /// How many polls were decided as before.
    case same(polls: Int)
    /// The first decision that differs, by whom it was taken now, and the poll's number in the
    /// recording where it has one.
    case differs(Divergence, decidedBy: String, number: Int?)
    /// A session that the baseline does not know.
    case hasNoBaseline(PollStream)
    /// A session of the baseline that is in no recording.
    case isMissing(PollStream)
    /// It could not be read.
    case isUnreadable(String)
  }

  package struct Result {
    package let recording: String
    package let outcome: Outcome

    /// Whether it is something to report.
    package var isFinding: Bool {
      switch outcome {
      case .same: false
      case .differs, .hasNoBaseline, .isMissing, .isUnreadable: true
      }
    }
  }

  package private(set) var results: [Result] = []
  /// How many recordings were there.
  private(set) var recordingCount = 0
  /// How many polls were compared with a decision.
  package private(set) var comparedPolls = 0
  /// Whether a session of the baseline that is in no recording is something to report.
  private let isWhole: Bool
  private let baseline: DecisionSet
  private let baselineName: String
  private var compared: Set<DecisionSet.Key> = []

  /// How many recordings hold what was decided as before.
  var sameCount: Int { results.count { !$0.isFinding } }

  /// - Parameters:
  ///   - baseline: what was decided.
  ///   - isWhole: whether the recordings are to have all of its sessions.
  package init(against baseline: DecisionSet, named name: String, isWhole: Bool) {
    self.baseline = baseline
    baselineName = name
    self.isWhole = isWhole
  }

  package var findingCount: Int { results.count { $0.isFinding } }

  /// Compares what was decided about a recording.
  package mutating func compare(_ decided: DecisionSet, of recording: String) {
    recordingCount += 1
    var polls = 0
    var first: Outcome?
    for key in decided.keys {
      guard let known = baseline.key(for: key), let stored = baseline.polls(of: known) else {
        first = first ?? .hasNoBaseline(key.stream)
        continue
      }
      compared.insert(known)
      let now = decided.polls(of: key) ?? []
      polls += min(stored.count, now.count)
      comparedPolls += min(stored.count, now.count)
      if first == nil { first = difference(key, stored, now) }
    }
    results.append(Result(recording: recording, outcome: first ?? .same(polls: polls)))
  }

  private func difference(
    _ key: DecisionSet.Key, _ stored: [DecisionSet.Poll], _ decided: [DecisionSet.Poll]
  ) -> Outcome? {
    // A store may have gone on where a recording ended.
    let count = isWhole ? max(stored.count, decided.count) : decided.count
    var numbers = (stored: FingerprintNumbers(), decided: FingerprintNumbers())
    let isKeyed = stored.contains(where: \.isKeyed) || decided.contains(where: \.isKeyed)
    for place in 0..<count {
      var old = place < stored.count ? stored[place] : nil
      var new = place < decided.count ? decided[place] : nil
      if isKeyed {
        old = old?.numbered(&numbers.stored)
        new = new?.numbered(&numbers.decided)
      }
      if old?.events == new?.events || old?.canonicalEvents == new?.canonicalEvents { continue }
      let divergence = Divergence(
        of: key.stream, new?.version ?? old?.version ?? 0, old?.reducer ?? "the baseline",
        stored: old?.events ?? [], decided: new?.events ?? [])
      return .differs(
        divergence, decidedBy: new?.reducer ?? "the recording", number: new?.number)
    }
    return nil
  }

  /// Takes note of a recording that could not be read.
  package mutating func add(unreadable recording: String, _ reason: String) {
    recordingCount += 1
    results.append(Result(recording: recording, outcome: .isUnreadable(reason)))
  }

  /// Finds what the baseline has and no recording had.
  package mutating func finish() {
    guard isWhole else { return }
    for key in baseline.keys where !compared.contains(key) {
      results.append(
        Result(
          recording: key.recording ?? baselineName,
          outcome: .isMissing(key.stream)))
    }
  }
}
