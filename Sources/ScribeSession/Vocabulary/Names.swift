// Every word that is printed or stored. Literals, so that renaming a case changes no log; a word
// that was ever stored keeps its meaning for ever.

extension Phase {
  /// The word of the protocol, which is also the stored one.
  public var name: String {
    switch self {
    case .unseen: "unseen"
    case .created: "created"
    case .initialized: "initialized"
    case .recording: "recording"
    case .processing: "processing"
    case .completed: "completed"
    case .partial: "partial"
    case .failed: "failed"
    case .expired: "expired"
    }
  }

  /// The phase that the server's word names, if it is one of the eight exactly.
  init?(word: ExactText) {
    guard let phase = Phase.allCases.first(where: { ExactText($0.name) == word }),
      phase != .unseen
    else { return nil }
    self = phase
  }
}

extension Verdict {
  /// The stored word.
  public var name: String {
    switch self {
    case .ignored: "ignored"
    case .duplicate: "duplicate"
    case .held: "held"
    case .foreign: "foreign"
    case .stale: "stale"
    case .same: "same"
    case .progress: "progress"
    case .forward: "forward"
    case .settled: "settled"
    case .regressed: "regressed"
    case .reopened: "reopened"
    case .revised: "revised"
    case .revived: "revived"
    }
  }
}

extension Outage.Kind {
  /// The stored word.
  public var name: String {
    switch self {
    case .noAnswer(let failure): failure.name
    case .httpStatus(let status): "http-\(status)"
    case .unreadableBody: "unreadable-body"
    case .unknownStatus: "unknown-status"
    case .anotherSession: "another-session"
    }
  }

  /// The kind with that stored word.
  init?(name: String) {
    if let failure = Poll.Failure.Kind(name: name) {
      self = .noAnswer(failure)
    } else if name.hasPrefix("http-"), let status = Int(name.dropFirst("http-".count)) {
      self = .httpStatus(status)
    } else if let kind = [.unreadableBody, .unknownStatus, .anotherSession].first(
      where: { (kind: Self) in kind.name == name })
    {
      self = kind
    } else {
      return nil
    }
  }
}

extension UploadMode {
  /// The stored word.
  public var name: String {
    switch self {
    case .stream: "stream"
    case .request: "request"
    case .form: "form"
    }
  }
}

extension Poll.Failure.Kind {
  /// The stored word, which is also the one in a poll log.
  public var name: String {
    switch self {
    case .refused: "refused"
    case .reset: "reset"
    case .closed: "closed"
    case .timeout: "timeout"
    case .tls: "tls"
    case .dns: "dns"
    case .other: "other"
    }
  }
}

extension StopReason {
  /// The stored word.
  public var name: String {
    switch self {
    case .settled: "settled"
    case .overdue: "overdue"
    case .notFound: "notFound"
    case .vanished: "vanished"
    case .unauthorized: "unauthorized"
    case .rejected: "rejected"
    case .unreachable: "unreachable"
    case .unrecognised: "unrecognised"
    case .deadline: "deadline"
    }
  }
}

extension Anomaly.Severity {
  /// The stored word.
  public var name: String {
    switch self {
    case .note: "note"
    case .warning: "warning"
    case .error: "error"
    }
  }
}

extension PollRecord.Kind {
  /// The stored word.
  var name: String {
    switch self {
    case .duplicate: "duplicate"
    case .noAnswer: "noAnswer"
    case .notModified: "notModified"
    case .notFound: "notFound"
    case .refused: "refused"
    case .unreadable: "unreadable"
    case .foreign: "foreign"
    case .stale: "stale"
    case .unrecognised: "unrecognised"
    case .applied: "applied"
    }
  }
}

extension InstantMember {
  /// The member's name in a body, which is also the stored one.
  public var name: String {
    switch self {
    case .createdAt: "created_at"
    case .expiresAt: "expires_at"
    case .expiredAt: "expired_at"
    case .completedAt: "completed_at"
    }
  }
}

extension PassThroughMember {
  /// The member's name in a body, which is also the stored one.
  public var name: String {
    switch self {
    case .additionalData: "additional_data"
    case .patientDetails: "patient_details"
    case .sessionDetails: "session_details"
    }
  }
}

extension Document.Part {
  /// The member's name in a template entry, which is also the stored one.
  public var name: String {
    switch self {
    case .data: "data"
    case .fhir: "fhir"
    case .documentType: "document_type"
    case .publish: "publish"
    case .error: "error"
    case .errors: "errors"
    case .warnings: "warnings"
    }
  }
}

extension UnreadableReason {
  /// The word that stands in an anomaly.
  var name: String {
    switch self {
    case .notRecorded: "not-recorded"
    case .empty: "empty"
    case .cutOff: "cut-off"
    case .malformed: "malformed"
    case .notAnObject: "not-an-object"
    case .notUTF8: "not-utf-8"
    case .tooDeep: "too-deep"
    }
  }
}

extension Event {
  /// The stored words of all events, for whoever asks for one by its word.
  package static let names = [
    "opened", "polled", "phaseChanged", "audioFilesChanged", "audioNamesChanged",
    "audioFilesProcessedChanged", "transcriptAppeared", "transcriptExtended",
    "transcriptRewritten", "transcriptShrank", "transcriptCleared", "documentAdded",
    "documentStatusChanged", "documentContentChanged", "documentIdentified",
    "documentsRecounted", "documentRemoved", "instantSet", "instantMoved", "modelChanged",
    "languageChanged", "messageChanged", "errorChanged", "processingErrorsChanged",
    "passThroughChanged", "retryAfterIgnored", "uploadModeChanged", "anomalyBegan", "anomalyEnded",
  ]

  /// The stored word, `type` in JSON.
  public var name: String {
    switch self {
    case .opened: "opened"
    case .polled: "polled"
    case .phaseChanged: "phaseChanged"
    case .audioFilesChanged: "audioFilesChanged"
    case .audioNamesChanged: "audioNamesChanged"
    case .audioFilesProcessedChanged: "audioFilesProcessedChanged"
    case .transcriptAppeared: "transcriptAppeared"
    case .transcriptExtended: "transcriptExtended"
    case .transcriptRewritten: "transcriptRewritten"
    case .transcriptShrank: "transcriptShrank"
    case .transcriptCleared: "transcriptCleared"
    case .documentAdded: "documentAdded"
    case .documentStatusChanged: "documentStatusChanged"
    case .documentContentChanged: "documentContentChanged"
    case .documentIdentified: "documentIdentified"
    case .documentsRecounted: "documentsRecounted"
    case .documentRemoved: "documentRemoved"
    case .instantSet: "instantSet"
    case .instantMoved: "instantMoved"
    case .modelChanged: "modelChanged"
    case .languageChanged: "languageChanged"
    case .messageChanged: "messageChanged"
    case .errorChanged: "errorChanged"
    case .processingErrorsChanged: "processingErrorsChanged"
    case .passThroughChanged: "passThroughChanged"
    case .retryAfterIgnored: "retryAfterIgnored"
    case .uploadModeChanged: "uploadModeChanged"
    case .anomalyBegan: "anomalyBegan"
    case .anomalyEnded: "anomalyEnded"
    }
  }
}
