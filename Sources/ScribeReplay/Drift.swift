package import ScribeSession

/// What recordings hold that no source documents, and which rows of the contract they exercised.
package struct Drift {
  /// What is undocumented about a place.
  package enum Subject: CaseIterable {
    case member, type, statusWord, documentWord

    package var name: String {
      switch self {
      case .member: "member"
      case .type: "type"
      case .statusWord: "status word"
      case .documentWord: "document word"
      }
    }

    package var severity: Anomaly.Severity {
      switch self {
      case .member, .documentWord: .note
      case .type, .statusWord: .warning
      }
    }
  }

  /// A poll of a recording.
  package struct Place {
    package let file: String
    package let poll: Int
  }

  /// One undocumented thing, wherever it was seen.
  package struct Finding {
    package let subject: Subject
    package let path: String
    /// What was seen there: a type or a word.
    package let actual: String
    package fileprivate(set) var count: Int
    package let first: Place
    package fileprivate(set) var last: Place
  }

  private struct Key: Hashable {
    let subject: Subject
    let path: String
    let actual: String
  }

  package private(set) var recordingCount = 0
  /// How many polls of sessions were read.
  package private(set) var pollCount = 0
  package private(set) var statusRules: [StatusRule: Int] = [:]
  package private(set) var transitionRules: [TransitionRule: Int] = [:]
  private var found: [Key: Finding] = [:]

  package init() {}

  /// The findings by subject, path and what was seen.
  package var findings: [Finding] {
    Subject.allCases.flatMap { subject in
      found.values.filter { $0.subject == subject }
        .sorted { ($0.path, $0.actual) < ($1.path, $1.actual) }
    }
  }

  /// Counts a recording; its polls follow.
  package mutating func beginRecording() { recordingCount += 1 }

  /// Takes a poll of a recording in, unless its body is gone, from which all of this is read.
  package mutating func observe(_ replayed: ReplayedPoll, in file: String) {
    guard let step = replayed.effect?.step, !replayed.isRecalled else { return }
    pollCount += 1
    if let rule = step.statusRule { statusRules[rule, default: 0] += 1 }
    if let rule = step.transitionRule { transitionRules[rule, default: 0] += 1 }
    let place = Place(file: file, poll: replayed.number)
    for anomaly in step.readReport?.drift ?? [] {
      let subject: Subject = anomaly.code == .unknownField ? .member : .type
      add(subject, anomaly.path ?? "$", anomaly.actual ?? "", at: place)
    }
    for anomaly in step.anomalies where anomaly.code == .unknownStatus {
      add(.statusWord, anomaly.path ?? "$", anomaly.actual ?? "", at: place)
    }
    for status in step.readReport?.documents.compactMap(\.status) ?? [] where !status.isDocumented {
      add(.documentWord, "$.templates[*].*.status", status.word.shown, at: place)
    }
  }

  private mutating func add(
    _ subject: Subject, _ path: String, _ actual: String, at place: Place
  ) {
    // The type without its length: every length would be a finding of its own.
    let key = Key(
      subject: subject, path: path, actual: String(actual.prefix { $0 != "(" }))
    found[
      key,
      default: Finding(
        subject: subject, path: path, actual: key.actual, count: 0, first: place, last: place)
    ].count += 1
    found[key]?.last = place
  }
}
