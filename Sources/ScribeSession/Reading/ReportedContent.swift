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
  let message: ContentDigest?
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
    modelUsed = report.modelUsed.map(reader.known)
    languageDetected = report.languageDetected.map(reader.known)
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

/// A transcript as a body gives it.
struct ReportedTranscript: Sendable {
  /// What it is known by; nil where it is explicitly empty.
  let digest: ContentDigest?
  /// What it is while empty, as a shape.
  let emptyShape: String
  /// The transcript of the body before, which it is known to begin with.
  let extended: ContentDigest?
  /// Where its fingerprint is taken up again.
  let reading: TextReading?

  /// Whether it begins with a text that is known by its digest, and is at least as long.
  func begins(with known: ContentDigest, in report: Report, key: FingerprintKey) -> Bool {
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
  let templateID: ExactText
  let id: ExactText?
  let status: DocumentStatus?
  let parts: [Document.Part: ContentDigest]
}
