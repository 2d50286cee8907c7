import ScribeJSON

/// A view into one body that could be read: its members in their documented forms.
///
/// It shares the body's bytes; text is decoded when it is asked for, at the cost of its length.
/// What it gives out is patient data, so its descriptions show nothing of it.
public struct Report: Sendable {
  let body: ReadBody

  /// Findings of reading alone: type drift, unknown fields, missing ones, repeated names.
  var findings: ReadingFindings { body.findings }

  /// Findings of members that no source documents, or not of that type.
  package var drift: [Anomaly] { findings.typeDrifts + findings.unknownFields }

  /// How many members are there in a documented form.
  package var memberCount: Int { body.memberCount }

  /// Whether the last `error` is an object, which makes an HTTP 410 an envelope.
  var hasErrorObject: Bool { value(.error)?.type == .object }

  /// The member, where it is there in a documented form: the last of that name.
  func value(_ member: Member) -> JSONValue? { body.value(member) }

  func text(_ member: Member) -> ExactText? {
    value(member)?.string.map { ExactText($0.text) }
  }

  func count(_ member: Member) -> Int? { value(member)?.number?.count }

  func instant(_ member: Member) -> Instant? {
    body.site(member).flatMap { Instant($0, in: body.bytes) }
  }
}

extension Report {
  /// The `session_id`, where it is a string.
  public var sessionID: ExactText? { text(.sessionID) }
  /// The server's word for the phase, as it came.
  public var status: ExactText? { text(.status) }
  /// When the session was created.
  public var createdAt: Instant? { instant(.createdAt) }
  /// When it expires unless it is ended.
  public var expiresAt: Instant? { instant(.expiresAt) }
  /// When it did expire.
  public var expiredAt: Instant? { instant(.expiredAt) }
  /// When it was finished.
  public var completedAt: Instant? { instant(.completedAt) }
  /// The model that was used.
  public var modelUsed: ExactText? { text(.modelUsed) }
  /// The language that was detected.
  public var languageDetected: ExactText? { text(.languageDetected) }
  /// How many audio files were received.
  public var audioFilesReceived: Int? { count(.audioFilesReceived) }
  /// How many audio files were processed.
  public var audioFilesProcessed: Int? { count(.audioFilesProcessed) }
  /// The names of the audio files, some servers' with their whole URL.
  public var audioFiles: [String]? {
    value(.audioFiles)?.elements.compactMap { $0.string?.text }
  }
  /// The transcript's text; nil where it is absent or null.
  public var transcript: String? { value(.transcript)?.string?.text }
  /// The server's message to people.
  public var message: String? { value(.message)?.string?.text }

  /// The JSON of what the client gave along, byte for byte.
  public var additionalData: ArraySlice<UInt8>? { object(.additionalData) }
  /// The JSON of who the patient is, byte for byte.
  public var patientDetails: ArraySlice<UInt8>? { object(.patientDetails) }
  /// The JSON of who the patient is by another server's name, byte for byte.
  public var sessionDetails: ArraySlice<UInt8>? { object(.sessionDetails) }

  private func object(_ member: Member) -> ArraySlice<UInt8>? {
    guard let value = value(member), value.type == .object else { return nil }
    return value.bytes
  }

  /// How audio is uploaded, as `upload_url` implies.
  public var uploadMode: UploadMode? {
    guard let value = value(.uploadURL) else { return nil }
    if value.type == .object { return .form }
    guard let url = value.string?.utf8 else { return nil }
    let scheme = String(decoding: url.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)
    switch scheme.lowercased() {
    case "ws", "wss": return .stream
    case "http", "https": return .request
    default: return nil
    }
  }

  /// What went wrong, where the server says so: an object's code and message, or a string.
  public var error: ReportedError? { value(.error).map { ReportedError($0) } }

  /// The non-fatal failures.
  public var processingErrors: [ReportedProcessingError]? {
    value(.processingErrors)?.elements.map { ReportedProcessingError($0) }
  }

  /// The documents in the server's order.
  public var documents: [ReportedDocument] {
    body.entries.map { ReportedDocument(TemplateEntry($0, in: body)) }
  }
}

/// One document of a report, with its content.
public struct ReportedDocument: Sendable {
  /// The template that it was made from.
  public let templateID: ExactText
  /// Its id, where it has one.
  public let id: ExactText?
  /// Its status, where one was given.
  public let status: DocumentStatus?
  /// The JSON of its content, byte for byte.
  public let data: ArraySlice<UInt8>?
  /// The JSON of its FHIR resources, byte for byte.
  public let fhir: ArraySlice<UInt8>?

  init(_ entry: TemplateEntry) {
    templateID = entry.templateID
    id = entry.id
    status = entry.status
    data = entry.value(of: .data)?.bytes
    fhir = entry.value(of: .fhir)?.bytes
  }
}

extension Report: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// How many members and documents there are.
  public var description: String {
    "report of \(body.memberCount) members, \(body.entries.count) documents"
  }
  /// The same as ``description``.
  public var debugDescription: String { description }
  /// No children, so that a dump shows no payload.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension ReportedDocument: CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The status and the length of the content.
  public var description: String {
    "document, \(status.map { Shape.ofWord($0.word) } ?? "no status"), \(data?.count ?? 0) bytes"
  }
  /// The same as ``description``.
  public var debugDescription: String { description }
  /// No children, so that a dump shows no payload.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
