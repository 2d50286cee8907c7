import ScribeJSON

/// Reads content out of a report, or takes it from the body before.
struct ContentReader {
  private let report: Report
  private let key: FingerprintKey
  private let transcriptLength: Int?
  private let before: ReportedContent?
  private let changes: BodyChanges?

  init(
    _ report: Report, _ key: FingerprintKey, _ transcriptLength: Int?,
    before: ReportedContent? = nil, _ changes: BodyChanges? = nil
  ) {
    self.report = report
    self.key = key
    self.transcriptLength = transcriptLength
    self.before = before
    self.changes = changes
  }

  /// What became of the member that counts since the one that counted before; nil where that cannot
  /// be told.
  private func change(_ member: Member) -> JSONChange? {
    guard let before = before?.report.body.site(member), let site = report.body.site(member),
      let index = report.body.layout.members.firstIndex(where: { $0.site == site }),
      let change = changes?.members[index], change.before == before.start..<before.end
    else { return nil }
    return change.change
  }

  /// A value taken from the body before where it is the same there, else read.
  private func value<Value>(
    _ member: Member, _ known: (ReportedContent) -> Value, else read: () -> Value
  ) -> Value {
    if let before, change(member) == .same { return known(before) }
    return read()
  }

  /// Servers rename `0.webm` to `s3://…/0.webm`, and list in order of arrival or of sequence.
  func audioNames() -> AudioNames? {
    value(.audioFiles, { $0.audioNames }) {
      guard let list = report.value(.audioFiles) else { return nil }
      let names = list.elements.compactMap { element in
        element.string?.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
          .last
      }
      var hasher = FingerprintHasher(key: key)
      for name in names.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
        hasher.append(name.count)
        hasher.append(name)
      }
      return AudioNames(count: names.count, fingerprint: hasher.fingerprint)
    }
  }

  func transcript() -> ReportedTranscript? {
    guard let value = report.value(.transcript) else { return nil }
    let change = change(.transcript)
    if change == .same { return before?.transcript }
    guard let string = value.string, !string.isEmpty else {
      return ReportedTranscript(
        digest: nil, emptyShape: Shape.of(value), extended: nil, reading: nil)
    }
    let reading: TextReading
    var extended: ContentDigest?
    if change == .extended, let known = before?.transcript, var grown = known.reading {
      grown.extend(to: string)
      reading = grown
      extended = known.digest
    } else {
      reading = TextReading(string, key: key, prefixLength: transcriptLength)
    }
    return ReportedTranscript(
      digest: ContentDigest(byteCount: reading.byteCount, fingerprint: reading.fingerprint),
      emptyShape: "", extended: extended, reading: reading)
  }

  func instants() -> InstantValues {
    var values = InstantValues()
    for member in InstantMember.allCases { values[member] = report.instant(member.member) }
    return values
  }

  func message() -> ContentDigest? {
    value(.message, { $0.message }) {
      report.value(.message)?.string.map { ContentDigest(of: $0.utf8, key: key) }
    }
  }

  func error() -> ErrorDigest? {
    value(.error, { $0.error }) {
      guard let error = report.value(.error) else { return nil }
      return ErrorDigest(
        code: error["code"]?.string.map { known(ExactText($0.text)) },
        message: (error.string ?? error["message"]?.string)
          .map { ContentDigest(of: $0.utf8, key: key) })
    }
  }

  /// What a session keeps of a word that the server chose.
  func known(_ word: ExactText) -> ExactText { Shape.known(word, key: key) }

  func processingErrors() -> ProcessingErrors? {
    value(.processingErrors, { $0.processingErrors }) {
      report.value(.processingErrors).map(processingErrors)
    }
  }

  private func processingErrors(_ list: JSONValue) -> ProcessingErrors {
    var hasher = FingerprintHasher(key: key)
    var count = 0
    var kinds: [ProcessingErrors.Kind] = []
    for error in list.elements {
      count += 1
      if count <= ProcessingErrors.limit {
        kinds.append(
          .init(type: Shape.word(error["type"]), file: Shape.fileName(error["file"])))
      }
      for field in [error["type"], error["message"], error["file"]] {
        let text = field?.string?.utf8
        hasher.append(text?.count ?? -1)
        hasher.append(text ?? [])
      }
    }
    return ProcessingErrors(count: count, kinds: kinds, fingerprint: hasher.fingerprint)
  }

  func passThrough() -> PassThroughDigests {
    var digests = PassThroughDigests()
    for member in PassThroughMember.allCases {
      digests[member] = value(member.member, { $0.passThrough[member] }) {
        guard let value = report.value(member.member), value.type == .object else { return nil }
        return ContentDigest(of: value.bytes, key: key)
      }
    }
    return digests
  }

  // MARK: Documents

  func documents() -> [ReportedEntry] {
    if change(.templates) == .same, let before, before.report.body.sameEntries(as: report.body) {
      return before.documents
    }
    var expected = 0
    return report.body.entries.map { entry in
      if let known = knownEntry(entry, &expected) { return known }
      return read(entry)
    }
  }

  private func read(_ entry: ReadBody.EntryPlace) -> ReportedEntry {
    let view = TemplateEntry(entry, in: report.body)
    return ReportedEntry(
      place: entry.place, templateID: view.templateID, id: view.id,
      status: view.status.map { DocumentStatus(known($0.word)) },
      parts: Dictionary(
        uniqueKeysWithValues: Document.Part.allCases.compactMap { part in
          view.value(of: part).map { value in
            let digest =
              part == .data
              ? ContentDigest(of: value.bytes, key: key) : ContentDigest(ofMeaning: value, key: key)
            return (part, digest)
          }
        }))
  }

  /// The entry of the body before whose value is the same, at or after the one expected: entries
  /// are compared in their order.
  private func knownEntry(
    _ entry: ReadBody.EntryPlace, _ expected: inout Int
  ) -> ReportedEntry? {
    guard let before, let changes, entry.place < changes.entries.count,
      changes.entries[entry.place].change == .same,
      let range = changes.entries[entry.place].before
    else { return nil }
    let sites = before.report.body.layout.entries
    while expected < before.documents.count,
      sites[before.documents[expected].place].site.start < range.lowerBound
    {
      expected += 1
    }
    guard expected < before.documents.count,
      sites[before.documents[expected].place].site.start == range.lowerBound
    else { return nil }
    let known = before.documents[expected]
    return ReportedEntry(
      place: entry.place, templateID: TemplateEntry(entry, in: report.body).templateID,
      id: known.id,
      status: known.status, parts: known.parts)
  }
}
