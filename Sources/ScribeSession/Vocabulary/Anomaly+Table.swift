// All that is fixed of a finding, a line each: the stored word, how serious it is, how far a poll
// must have been understood to carry it, and whether it is of how things are (it lasts until a poll
// says otherwise) or of what one poll did.

extension Anomaly.Code {
  private var entry: Entry {
    switch self {
    case .statusDisagreement: Entry("status-disagreement", .warning, .report, lasts: true)
    case .unknownStatus: Entry("unknown-status", .warning, .word, lasts: true)
    case .unexpectedHTTP: Entry("unexpected-http", .warning, .word, lasts: true)
    case .regressed: Entry("regressed", .error, .report, lasts: false)
    case .revived: Entry("revived", .error, .report, lasts: false)
    case .settledChanged: Entry("settled-changed", .warning, .report, lasts: false)
    case .sessionMismatch: Entry("session-mismatch", .error, .body, lasts: false)
    case .vanished: Entry("vanished", .error, .answer, lasts: true)
    case .unreadableBody: Entry("unreadable-body", .warning, .answer, lasts: true)
    case .duplicateKey: Entry("duplicate-key", .warning, .body, lasts: true)
    case .audioDecreased: Entry("audio-decreased", .error, .report, lasts: false)
    case .audioCountMismatch: Entry("audio-count-mismatch", .warning, .report, lasts: true)
    case .transcriptShrank: Entry("transcript-shrank", .warning, .report, lasts: false)
    case .transcriptRewritten: Entry("transcript-rewritten", .warning, .report, lasts: false)
    case .contentLost: Entry("content-lost", .error, .report, lasts: false)
    case .documentRegressed: Entry("document-regressed", .warning, .report, lasts: false)
    case .createdAtChanged: Entry("created-at-changed", .error, .report, lasts: false)
    case .completedAtMoved: Entry("completed-at-moved", .warning, .report, lasts: false)
    case .settledFieldChanged: Entry("settled-field-changed", .warning, .report, lasts: false)
    case .overdue: Entry("overdue", .note, .report, lasts: true)
    case .logClock: Entry("log-clock", .warning, .poll, lasts: false)
    case .clockSkew: Entry("clock-skew", .note, .answer, lasts: true)
    case .polledTooSoon: Entry("polled-too-soon", .note, .poll, lasts: true)
    case .typeDrift: Entry("type-drift", .warning, .body, lasts: true)
    case .unknownField: Entry("unknown-field", .note, .report, lasts: true)
    case .missingField: Entry("missing-field", .note, .report, lasts: true)
    }
  }

  private struct Entry {
    let name: String
    let severity: Anomaly.Severity
    let level: PollRecord.Level
    let lasts: Bool

    init(
      _ name: String, _ severity: Anomaly.Severity, _ level: PollRecord.Level, lasts: Bool
    ) {
      self.name = name
      self.severity = severity
      self.level = level
      self.lasts = lasts
    }
  }

  /// The stored word.
  public var name: String { entry.name }

  /// How serious a finding with this code is.
  public var severity: Anomaly.Severity { entry.severity }

  /// Whether the finding is of how things are; one of what a single poll did is over with it.
  package var lasts: Bool { entry.lasts }

  /// How far a poll must have been understood to carry this code.
  ///
  /// A poll that was understood that far and does not carry it ends it.
  var level: PollRecord.Level { entry.level }
}
