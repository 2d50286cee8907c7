import ScribeSession

/// Where content stands that is known of a session.
enum ContentPlace {
  case transcript
  case document(DocumentKey, Document.Part)
}

/// Transcript and documents as a session knows them at some point, each as a value that was made of
/// the report that last told it.
///
/// An answer that leaves content out does not take it away, so what is known may be from an earlier
/// poll, part by part.
struct KnownContent<Value> {
  /// What a step changed.
  struct Change {
    fileprivate(set) var isTranscriptChanged = false
    /// The documents whose content is new, or another; those that are gone are not among them.
    fileprivate(set) var documents: Set<DocumentKey> = []
    fileprivate(set) var hasLostDocuments = false

    var isEmpty: Bool { !isTranscriptChanged && documents.isEmpty && !hasLostDocuments }
  }

  /// Nil where no transcript is known.
  private(set) var transcript: Value?
  private(set) var documents: [DocumentKey: [Document.Part: Value]] = [:]

  /// Takes a step in.
  ///
  /// - Parameter make: makes what is kept of the content at a place of a report.
  @discardableResult
  mutating func observe(_ step: Step, _ make: (IndexedReport, ContentPlace) -> Value) -> Change {
    var change = Change()
    let report = step.report.map { IndexedReport($0) }
    for event in step.events { observe(event, report, &change, make) }
    return change
  }

  private mutating func observe(
    _ event: Event, _ report: IndexedReport?, _ change: inout Change,
    _ make: (IndexedReport, ContentPlace) -> Value
  ) {
    switch event {
    case .transcriptAppeared, .transcriptExtended, .transcriptRewritten, .transcriptShrank:
      transcript = report.map { make($0, .transcript) }
      change.isTranscriptChanged = true
    case .transcriptCleared:
      transcript = nil
      change.isTranscriptChanged = true
    case .documentAdded(let document):
      add(document, report, &change, make)
    case .documentContentChanged(let key, let part, _, _):
      documents[key, default: [:]][part] = report.map { make($0, .document(key, part)) }
      change.documents.insert(key)
    case .documentIdentified(let old, let new):
      documents[new] = documents.removeValue(forKey: old)
      change.documents.insert(new)
      change.hasLostDocuments = true
    case .documentsRecounted(let template, let count, let recounted):
      for place in 0..<max(0, min(count, documents.count)) {
        documents[.place(templateID: template, place)] = nil
      }
      for document in recounted { add(document, report, &change, make) }
      change.hasLostDocuments = true
    case .documentRemoved(let key):
      documents[key] = nil
      change.hasLostDocuments = true
    case .opened, .polled, .phaseChanged, .audioFilesChanged, .audioNamesChanged,
      .audioFilesProcessedChanged, .documentStatusChanged, .instantSet, .instantMoved,
      .modelChanged, .languageChanged, .messageChanged, .errorChanged, .processingErrorsChanged,
      .passThroughChanged, .uploadModeChanged, .retryAfterIgnored, .anomalyBegan, .anomalyEnded:
      break
    }
  }

  private mutating func add(
    _ document: Document, _ report: IndexedReport?, _ change: inout Change,
    _ make: (IndexedReport, ContentPlace) -> Value
  ) {
    var parts: [Document.Part: Value] = [:]
    for part in document.parts.keys {
      parts[part] = report.map { make($0, .document(document.key, part)) }
    }
    documents[document.key] = parts
    change.documents.insert(document.key)
  }
}
