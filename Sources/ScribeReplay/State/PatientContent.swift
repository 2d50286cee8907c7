import ScribeSession

/// Transcript and documents as a session knows them at some point: in which report each was last told.
///
/// An answer that leaves content out does not take it away, so what is known may be from an earlier
/// poll. Holds the bodies of those reports, and decodes nothing before it is asked for.
struct PatientContent {
  private var transcriptReport: Report?
  private var documentReports: [DocumentKey: Report] = [:]

  /// Takes a step in; whether transcript or documents changed.
  @discardableResult
  mutating func observe(_ step: Step) -> Bool {
    var isChanged = false
    for event in step.events {
      switch event {
      case .transcriptAppeared, .transcriptExtended, .transcriptRewritten, .transcriptShrank:
        transcriptReport = step.report
      case .transcriptCleared: transcriptReport = nil
      case .documentAdded(let document): documentReports[document.key] = step.report
      case .documentContentChanged(let key, _, _, _): documentReports[key] = step.report
      case .documentIdentified(let old, let new):
        documentReports[old] = nil
        documentReports[new] = step.report
      case .documentsRecounted(let template, let count, let documents):
        for place in 0..<max(0, min(count, documentReports.count)) {
          documentReports[.place(template: template, place)] = nil
        }
        for document in documents { documentReports[document.key] = step.report }
      case .documentRemoved(let key): documentReports[key] = nil
      case .opened, .polled, .phaseChanged, .audioFilesChanged, .audioNamesChanged,
        .audioFilesProcessedChanged, .documentStatusChanged, .instantSet, .instantMoved,
        .modelChanged, .languageChanged, .messageChanged, .errorChanged, .processingErrorsChanged,
        .passThroughChanged, .uploadModeChanged, .retryAfterIgnored, .anomalyBegan, .anomalyEnded:
        continue
      }
      isChanged = true
    }
    return isChanged
  }

  /// The transcript; nil where none is known.
  var transcript: String? { transcriptReport?.transcript }

  /// The JSON of a document's content, its FHIR resources on a line of their own; nil where it has
  /// none.
  func text(of key: DocumentKey) -> String? { documentReports[key]?.text(of: key) }
}

extension Report {
  /// The entry of a document.
  func document(knownBy key: DocumentKey) -> ReportedDocument? {
    switch key {
    case .id(let id): documents.last { $0.id == id }
    case .place(let template, let place):
      documents.filter { $0.id == nil && $0.template == template }.dropFirst(place).first
    }
  }

  /// The JSON of a document's content, its FHIR resources on a line of their own; nil where it has
  /// none.
  func text(of key: DocumentKey) -> String? {
    guard let document = document(knownBy: key) else { return nil }
    let parts = [document.data, document.fhir].compactMap { $0 }
    return parts.isEmpty
      ? nil : parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
  }
}
