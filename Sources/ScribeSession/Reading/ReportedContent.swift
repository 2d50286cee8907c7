import ScribeJSON

/// What a report says of the tracked content, in the form in which a session knows it: decided
/// without looking into the body again.
///
/// Immutable and shared. Made beside the content of the body before, whatever is the same there is
/// taken from it, and a transcript that has grown is fingerprinted from where that one ended.
final class ReportedContent: Sendable {
  let report: Report
  /// The same for every content that says the same of everything that is tracked.
  let token: ContentToken
  let audioFilesReceived: Int?
  let audioNames: AudioNames?
  let audioFilesProcessed: Int?
  /// The transcript, null and empty ones included.
  let transcript: ReportedTranscript?
  /// The template entries that count, in their order.
  let documents: [ReportedEntry]
  /// Whether each of them has an id of its own.
  let haveDistinctIDs: Bool
  let instants: InstantValues
  let modelUsed: ExactText?
  let languageDetected: ExactText?
  let message: Digest?
  let error: ErrorDigest?
  let processingErrors: ProcessingErrors?
  let passThrough: PassThroughDigests
  let uploadMode: UploadMode?
  let sessionID: ExactText?
  let word: ServerWord
  /// Whether reading found anything out of the documented way.
  let hasFindings: Bool

  /// Reads the content of a report by itself.
  ///
  /// - Parameter transcriptLength: the length of the transcript that is known, if one is, so that
  ///   one pass tells whether the new one begins with it.
  convenience init(_ report: Report, key: FingerprintKey, transcriptLength: Int? = nil) {
    self.init(report, ContentReader(report, key, transcriptLength), ContentToken())
  }

  /// Reads the content of a report beside that of the body before.
  convenience init(
    _ report: Report, key: FingerprintKey, after before: ReportedContent, changes: BodyChanges
  ) {
    let isSame = before.saysTheSame(as: report, changes)
    self.init(
      report, ContentReader(report, key, nil, before: before, changes),
      isSame ? before.token : ContentToken())
  }

  private init(_ report: Report, _ reader: ContentReader, _ token: ContentToken) {
    self.report = report
    self.token = token
    audioFilesReceived = report.count(.audioFilesReceived)
    audioNames = reader.audioNames()
    audioFilesProcessed = report.count(.audioFilesProcessed)
    transcript = reader.transcript()
    documents = reader.documents()
    haveDistinctIDs = Set(documents.compactMap(\.id)).count == documents.count
    instants = reader.instants()
    modelUsed = report.modelUsed
    languageDetected = report.languageDetected
    message = reader.message()
    error = reader.error()
    processingErrors = reader.processingErrors()
    passThrough = reader.passThrough()
    uploadMode = report.uploadMode
    sessionID = report.sessionID
    word = ServerWord(report, http: report.body.http)
    hasFindings = !report.findings.isEmpty
  }
}

extension ReportedContent {
  /// Whether a report beside this one's differs from it in its `upload_url` at most, which is not
  /// tracked, and not in how that means to upload.
  fileprivate func saysTheSame(as other: Report, _ changes: BodyChanges) -> Bool {
    let members = other.body.layout.members
    let known = report.body.layout.members
    guard other.body.http == report.body.http, members.count == known.count,
      changes.members.count == known.count, other.uploadMode == uploadMode
    else { return false }
    // In their order, because of two members of one name the last one counts.
    return members.indices.allSatisfy { index in
      let change = changes.members[index]
      return change.before == known[index].site.start..<known[index].site.end
        && (change.change == .same || members[index].place == Member.uploadURL.rawValue)
    }
  }
}

/// By which content that says the same is known; it holds nothing.
final class ContentToken: Sendable {}

extension ContentToken: Hashable {
  static func == (left: ContentToken, right: ContentToken) -> Bool { left === right }

  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// A transcript as a body gives it.
struct ReportedTranscript: Sendable {
  /// What it is known by; nil where it is explicitly empty.
  let digest: Digest?
  /// What it is while empty, as a shape.
  let emptyShape: String
  /// The transcript of the body before, which it is known to begin with.
  let extended: Digest?
  /// Where its fingerprint is taken up again.
  let reading: TextReading?

  /// Whether it begins with a text that is known by its digest, and is at least as long.
  func begins(with known: Digest, in report: Report, key: FingerprintKey) -> Bool {
    if digest == known || extended == known { return true }
    if let prefix = reading?.prefixFingerprint, reading?.prefixLength == known.byteCount {
      return prefix == known.fingerprint
    }
    guard let string = report.value(.transcript)?.string else { return false }
    return TextReading(string, key: key, prefixLength: known.byteCount).prefixFingerprint
      == known.fingerprint
  }
}

/// A template entry as a body gives it, its content known by digests.
struct ReportedEntry: Sendable {
  /// Its place in the layout of its body.
  let place: Int
  let template: ExactText
  let id: ExactText?
  let status: DocumentStatus?
  let parts: [Document.Part: Digest]
}

/// Reads content out of a report, or takes it from the body before.
private struct ContentReader {
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
    var extended: Digest?
    if change == .extended, let known = before?.transcript, var grown = known.reading {
      grown.extend(to: string)
      reading = grown
      extended = known.digest
    } else {
      reading = TextReading(string, key: key, prefixLength: transcriptLength)
    }
    return ReportedTranscript(
      digest: Digest(byteCount: reading.byteCount, fingerprint: reading.fingerprint),
      emptyShape: "", extended: extended, reading: reading)
  }

  func instants() -> InstantValues {
    var values = InstantValues()
    for member in InstantMember.allCases { values[member] = report.instant(member.member) }
    return values
  }

  func message() -> Digest? {
    value(.message, { $0.message }) {
      report.value(.message)?.string.map { Digest(of: $0.utf8, key: key) }
    }
  }

  func error() -> ErrorDigest? {
    value(.error, { $0.error }) {
      guard let error = report.value(.error) else { return nil }
      return ErrorDigest(
        code: error["code"]?.string.map { ExactText($0.text) },
        message: (error.string ?? error["message"]?.string)
          .map { Digest(of: $0.utf8, key: key) })
    }
  }

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
        return Digest(of: value.bytes, key: key)
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
      place: entry.place, template: view.template, id: view.id, status: view.status,
      parts: Dictionary(
        uniqueKeysWithValues: Document.Part.allCases.compactMap { part in
          view.value(of: part).map { value in
            let digest =
              part == .data
              ? Digest(of: value.bytes, key: key) : Digest(ofMeaning: value, key: key)
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
      place: entry.place, template: TemplateEntry(entry, in: report.body).template, id: known.id,
      status: known.status, parts: known.parts)
  }
}

extension InstantMember {
  fileprivate var member: Member {
    switch self {
    case .createdAt: .createdAt
    case .expiresAt: .expiresAt
    case .expiredAt: .expiredAt
    case .completedAt: .completedAt
    }
  }
}

extension PassThroughMember {
  fileprivate var member: Member {
    switch self {
    case .additionalData: .additionalData
    case .patientDetails: .patientDetails
    case .sessionDetails: .sessionDetails
    }
  }
}
