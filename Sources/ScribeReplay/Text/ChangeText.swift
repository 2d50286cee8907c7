import ScribeSession

/// What changed, in words for people, without patient data.
enum ChangeText {
  /// The changes of one step; phase and findings have places of their own in a timeline.
  static func phrases(for step: Step) -> [String] {
    var phrases: [String] = []
    let set = step.events.compactMap(instantSet)
    if !set.isEmpty { phrases.append(set.joined(separator: ", ") + " set") }
    let hasNewCount = step.events.contains { event in
      if case .audioFilesChanged = event { true } else { false }
    }
    var codes = Set(step.anomalies.map(\.code))
    for event in step.events {
      if case .audioNamesChanged = event, hasNewCount { continue }
      // A code ends when its last place does.
      if case .anomalyEnded(let code, _) = event, !codes.insert(code).inserted { continue }
      if let phrase = phrase(for: event, in: step.session) { phrases.append(phrase) }
    }
    return phrases
  }

  private static func instantSet(_ event: Event) -> String? {
    if case .instantSet(let member, _) = event { member.name } else { nil }
  }

  /// An instant that became known, in words.
  static func instantPhrase(_ event: Event) -> String {
    instantSet(event).map { "\($0) set" } ?? event.name
  }

  /// One change in words; nil where it has a place of its own in a timeline.
  static func phrase(for event: Event, in session: Session) -> String? {
    switch event {
    case .opened, .polled, .phaseChanged, .anomalyBegan, .instantSet: nil
    case .anomalyEnded(let code, _): code.lasts ? "\(code.name) ended" : nil
    case .audioFilesChanged(let old, let count): "audio \(arrow(old, count))"
    case .audioNamesChanged(let names): "audio names of \(names.count)"
    case .audioFilesProcessedChanged(let old, let count): "audio processed \(arrow(old, count))"
    case .transcriptAppeared(let digest): "transcript \(digest.byteCount) bytes"
    case .transcriptExtended(let old, let digest):
      "transcript +\(digest.byteCount - old) = \(digest.byteCount) bytes"
    case .transcriptRewritten(let old, let digest):
      "transcript rewritten, \(old) → \(digest.byteCount) bytes"
    case .transcriptShrank(let old, let digest):
      "transcript shrank, \(old) → \(digest.byteCount) bytes"
    case .transcriptCleared(let old): "transcript of \(old) bytes cleared"
    case .documentAdded(let document): added(document)
    case .documentStatusChanged(let key, let old, let new):
      "document \(label(key, in: session)) \(arrow(old?.word.shown, new.word.shown))"
    case .documentContentChanged(let key, let part, let old, let digest):
      "document \(label(key, in: session)) \(part.name) \(arrow(old, digest.byteCount)) bytes"
    case .documentIdentified(_, let key): "document \(label(key, in: session)) got its id"
    case .documentsRecounted(let template, let old, let documents):
      "documents \(template.text.printable) without id \(old) → \(documents.count)"
    case .documentRemoved(let key): "document \(label(key, in: session)) removed"
    case .instantMoved(let member, _, _): "\(member.name) moved"
    case .modelChanged(let old, let new): "model \(arrow(old?.shown, new.shown))"
    case .languageChanged(let old, let new): "language \(arrow(old?.shown, new.shown))"
    case .messageChanged(let digest): "message \(digest.byteCount) bytes"
    case .errorChanged(let error): "error \(error.code?.shown ?? "without code")"
    case .processingErrorsChanged(let old, let errors):
      "processing errors \(arrow(old, errors.count))"
    case .uploadModeChanged(let old, let new): old.map { "upload by \(arrow($0.name, new.name))" }
    case .passThroughChanged(let member, let old, let digest):
      "\(member.name) \(arrow(old, digest.byteCount)) bytes"
    case .retryAfterIgnored: "Retry-After unreadable"
    }
  }

  private static func added(_ document: Document) -> String {
    let status = document.status.map { " (\($0.word.shown))" } ?? ""
    return "document \(document.label)\(status) added"
  }

  /// A document by its template and id, as far as either is known.
  private static func label(_ key: DocumentKey, in session: Session) -> String {
    key.label(templateID: session.content.document(key)?.templateID)
  }

  private static func arrow(_ old: Int?, _ new: Int) -> String {
    arrow(old.map(String.init), String(new))
  }

  private static func arrow(_ old: String?, _ new: String) -> String {
    old.map { "\($0.printable) → \(new.printable)" } ?? new.printable
  }
}
