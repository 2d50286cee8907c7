import ScribeJSON

extension ContentDecision {
  /// Compares the documents of a report with those known, by TheRules, section 5.
  mutating func decideDocuments(_ known: Content, _ given: ReportedContent) {
    switch given.report.body.templatesForm {
    case .absent: return
    case .empty:
      guard phase.carriesContent, !known.documentsByKey.isEmpty else { return }
      for document in known.documents { add(.documentRemoved(document.key)) }
      loseDocuments(known.documentsByKey.count, of: known)
    case .given:
      if given.haveDistinctIDs, known.holds(given.documents) { return }
      var comparison = DocumentComparison(known: known.documents, entries: given.documents)
      comparison.compare()
      for event in comparison.events { add(event) }
      for regression in comparison.events.lazy.compactMap(regression(_:))
        .prefix(ReadingFindings.limit)
      {
        find(regression)
      }
      loseDocuments(comparison.lost, of: known)
    }
  }

  private mutating func loseDocuments(_ count: Int, of known: Content) {
    guard count > 0 else { return }
    lose(
      "$.templates", expected: "\(known.documentsByKey.count) known documents",
      actual: "\(count) of them missing")
  }

  private func regression(_ event: Event) -> Anomaly? {
    guard case .documentStatusChanged(let key, .success?, let status) = event,
      status == .failed || status == .inProgress
    else { return nil }
    return Anomaly(
      .documentRegressed, path: "$.templates[*].\(key.shape)", expected: "success",
      actual: status.word.shown)
  }
}

extension DocumentKey {
  /// The document in a path: by id or by template and place, where these look like words.
  fileprivate var shape: String {
    switch self {
    case .id(let id): Shape.ofWord(id)
    case .place(let template, let place): "\(Shape.ofWord(template))[\(place)]"
    }
  }
}

extension Content {
  /// Whether entries, each with an id of its own, are the known documents as they are known: what
  /// most polls say.
  fileprivate func holds(_ entries: [ReportedEntry]) -> Bool {
    guard entries.count == documentsByKey.count else { return false }
    return entries.allSatisfy { entry in
      guard let id = entry.id, let document = documentsByKey[.id(id)] else { return false }
      return document.templateID == entry.templateID && entry.parts == document.parts
        && (entry.status == nil || entry.status == document.status)
    }
  }
}

/// One answer's documents against those known.
private struct DocumentComparison {
  let known: [Document]
  /// The entries with an id, of each id the last one.
  private let identified: [ReportedEntry]
  /// The entries without an id, by template, in their order.
  private let placed: [ExactText: [ReportedEntry]]

  private(set) var events: [Event] = []
  /// How many known documents are gone.
  private(set) var lost = 0

  init(known: [Document], entries: [ReportedEntry]) {
    self.known = known
    let lastPlaces = Dictionary(
      entries.enumerated().compactMap { place, entry in entry.id.map { ($0, place) } },
      uniquingKeysWith: max)
    identified = entries.enumerated().compactMap { place, entry in
      entry.id.map { lastPlaces[$0] == place } == true ? entry : nil
    }
    placed = Dictionary(grouping: entries.filter { $0.id == nil }, by: \.templateID)
  }

  mutating func compare() {
    let newcomers = compareIdentified()
    let knownPlaced = Dictionary(grouping: known.filter { !$0.key.isID }, by: \.templateID)
    let candidates = Dictionary(grouping: newcomers, by: \.templateID)
    var adopted: Set<ExactText> = []
    for template in Set(knownPlaced.keys).union(placed.keys).sorted() {
      let before = knownPlaced[template] ?? []
      if let id = comparePlaced(
        before, now: placed[template] ?? [], template, candidates[template] ?? [])
      {
        adopted.insert(id)
      }
    }
    for entry in newcomers {
      guard let id = entry.id, !adopted.contains(id) else { continue }
      events.append(.documentAdded(document(entry, key: .id(id))))
    }
  }

  /// Compares the documents with ids, and returns the entries whose id is new.
  private mutating func compareIdentified() -> [ReportedEntry] {
    let entries = Dictionary(
      identified.compactMap { entry in entry.id.map { ($0, entry) } },
      uniquingKeysWith: { _, last in last })
    var knownIDs: Set<ExactText> = []
    for document in known {
      guard case .id(let id) = document.key else { continue }
      knownIDs.insert(id)
      if let entry = entries[id] {
        compare(document, with: entry)
      } else {
        lost += 1
        events.append(.documentRemoved(document.key))
      }
    }
    return identified.filter { entry in entry.id.map { !knownIDs.contains($0) } ?? false }
  }

  /// Compares one template's documents without ids while their number stays the same.
  ///
  /// A smaller number is a loss unless as many new documents of the template came with an id.
  /// Returns the id that the only one of them got.
  private mutating func comparePlaced(
    _ before: [Document], now: [ReportedEntry], _ template: ExactText,
    _ candidates: [ReportedEntry]
  ) -> ExactText? {
    if before.count == now.count {
      for (document, entry) in zip(before, now) { compare(document, with: entry) }
      return nil
    }
    let gainedIDs = before.count > now.count && candidates.count >= before.count - now.count
    if gainedIDs, before.count == 1, candidates.count == 1, let id = candidates[0].id {
      var document = before[0]
      events.append(.documentIdentified(document.key, as: .id(id)))
      document.key = .id(id)
      compare(document, with: candidates[0])
      return id
    }
    let documents = now.enumerated().map { place, entry in
      document(entry, key: .place(templateID: template, place))
    }
    if before.isEmpty {
      events += documents.map { .documentAdded($0) }
    } else {
      if !gainedIDs { lost += max(0, before.count - now.count) }
      events.append(.documentsRecounted(templateID: template, from: before.count, to: documents))
    }
    return nil
  }

  private mutating func compare(_ document: Document, with entry: ReportedEntry) {
    if let status = entry.status, status != document.status {
      events.append(.documentStatusChanged(document.key, from: document.status, to: status))
    }
    for part in Document.Part.allCases {
      guard let digest = entry.parts[part] else { continue }
      let before = document.parts[part]
      if digest != before {
        events.append(
          .documentContentChanged(document.key, part, from: before?.byteCount, to: digest))
      }
    }
  }

  private func document(_ entry: ReportedEntry, key documentKey: DocumentKey) -> Document {
    Document(
      key: documentKey, templateID: entry.templateID, status: entry.status,
      parts: Dictionary(
        uniqueKeysWithValues: Document.Part.allCases.compactMap { part in
          entry.parts[part].map { (part, $0) }
        }))
  }
}
