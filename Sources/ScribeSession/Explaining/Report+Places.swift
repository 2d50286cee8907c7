import ScribeJSON

// Where in a body something stands that a decision was made from.

extension Report {
  /// A JSONPath and the bytes of what stands there.
  typealias Place = (path: String, bytes: Range<Int>)

  /// The bytes of a member: the last of that name, whatever its type.
  func place(of member: Member) -> Range<Int>? {
    body.layout.member(member).map { $0.site.start..<$0.site.end }
  }

  /// The bytes of the member of the body that a path leads into, whole; nil where several of
  /// different names may be meant, since a path does not tell every name.
  func place(ofPath path: String) -> Range<Int>? {
    let candidates = body.layout.members.map { member in
      (name: ExactText(JSONString(member.name, in: body.bytes).text), site: member.site)
    }.filter { candidate in
      let start = Shape.path(candidate.name)
      return path == start || path.hasPrefix(start + ".") || path.hasPrefix(start + "[")
    }
    guard let last = candidates.last, candidates.allSatisfy({ $0.name == last.name }) else {
      return nil
    }
    return last.site.start..<last.site.end
  }

  /// Where the content stands that an event tells of; nil for an event of another kind, and where
  /// that is gone.
  func place(of event: Event) -> Place? {
    switch event {
    case .opened, .polled, .phaseChanged, .anomalyBegan, .anomalyEnded, .retryAfterIgnored: nil
    case .audioFilesChanged: whole(.audioFilesReceived)
    case .audioNamesChanged: whole(.audioFiles)
    case .audioFilesProcessedChanged: whole(.audioFilesProcessed)
    case .transcriptAppeared, .transcriptExtended, .transcriptRewritten, .transcriptShrank,
      .transcriptCleared:
      whole(.transcript)
    case .documentAdded(let document): entry(document.key)
    case .documentStatusChanged(let key, _, _): entry(key, .status)
    case .documentContentChanged(let key, let part, _, _): entry(key, part.member)
    case .documentIdentified(_, let key): entry(key, .documentID)
    case .documentsRecounted, .documentRemoved: whole(.templates)
    case .instantSet(let member, _), .instantMoved(let member, _, _): whole(member.member)
    case .modelChanged: whole(.modelUsed)
    case .languageChanged: whole(.languageDetected)
    case .messageChanged: whole(.message)
    case .errorChanged: whole(.error)
    case .processingErrorsChanged: whole(.processingErrors)
    case .passThroughChanged(let member, _, _): whole(member.member)
    case .uploadModeChanged: whole(.uploadURL)
    }
  }

  private func whole(_ member: Member) -> Place? {
    place(of: member).map { (Shape.path(ExactText(member.rule.name)), $0) }
  }

  /// An entry of `templates`, or a member of it; the whole member where there is no such entry.
  private func entry(_ key: DocumentKey, _ member: EntryMember? = nil) -> Place? {
    let entries = body.entries.map { (entry: TemplateEntry($0, in: body), place: $0.place) }
    let found: Int? =
      switch key {
      case .id(let id): entries.last { $0.entry.id == id }?.place
      case .place(let templateID, let place):
        entries.filter { $0.entry.id == nil && $0.entry.templateID == templateID }
          .dropFirst(place).first?.place
      }
    guard let found else { return whole(.templates) }
    let site = body.layout.entries[found]
    let isList = body.layout.member(.templates)?.site.type == .array
    let templates = "$.templates" + (isList ? "[\(site.map)]" : "")
    let template = ExactText(JSONString(site.template, in: body.bytes).text)
    guard let member, let value = body.layout.member(member, of: site)?.site else {
      return (templates + Shape.path(template).dropFirst(), site.site.start..<site.site.end)
    }
    let name = ExactText(member.rule.name)
    return (templates + Shape.path(template, name).dropFirst(), value.start..<value.end)
  }
}
