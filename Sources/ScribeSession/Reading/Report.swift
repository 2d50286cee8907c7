import ScribeJSON

/// A view into one body that could be read: its members in their documented forms.
///
/// It shares the body's bytes; text is decoded when it is asked for, at the cost of its length.
/// What it gives out is patient data, so its descriptions show nothing of it.
public struct Report: Sendable {
  /// The members that are there in a documented form, the last of each name.
  let values: [Member: JSONValue]
  /// The entries of `templates`, in their order.
  let entries: [TemplateEntry]
  /// Findings of reading alone: type drift, unknown fields, missing ones, repeated names.
  let findings: ReadingFindings

  /// Findings of members that no source documents, or not of that type.
  package var drift: [Anomaly] { findings.typeDrifts + findings.unknownFields }

  /// How `templates` was given.
  enum TemplatesForm {
    case absent, empty, given
  }

  let templatesForm: TemplatesForm

  /// Whether the last `error` is an object, which makes an HTTP 410 an envelope.
  var hasErrorObject: Bool { values[.error]?.type == .object }

  func text(_ member: Member) -> ExactText? {
    values[member]?.string.map { ExactText($0.text) }
  }

  func count(_ member: Member) -> Int? { values[member]?.number?.count }

  func instant(_ member: Member) -> Instant? { values[member].flatMap(Instant.init) }
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
    values[.audioFiles]?.elements.compactMap { $0.string?.text }
  }
  /// The transcript's text; nil where it is absent or null.
  public var transcript: String? { values[.transcript]?.string?.text }
  /// The server's message to people.
  public var message: String? { values[.message]?.string?.text }

  /// The JSON of what the client gave along, byte for byte.
  public var additionalData: ArraySlice<UInt8>? { object(.additionalData) }
  /// The JSON of who the patient is, byte for byte.
  public var patientDetails: ArraySlice<UInt8>? { object(.patientDetails) }
  /// The JSON of who the patient is by another server's name, byte for byte.
  public var sessionDetails: ArraySlice<UInt8>? { object(.sessionDetails) }

  private func object(_ member: Member) -> ArraySlice<UInt8>? {
    guard let value = values[member], value.type == .object else { return nil }
    return value.bytes
  }

  /// How audio is uploaded, as `upload_url` implies.
  public var uploadMode: UploadMode? {
    guard let value = values[.uploadURL] else { return nil }
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
  public var error: (code: ExactText?, message: String?)? {
    guard let error = values[.error] else { return nil }
    if let text = error.string { return (nil, text.text) }
    return (error["code"]?.string.map { ExactText($0.text) }, error["message"]?.string?.text)
  }

  /// The non-fatal failures, each by its type, message and file.
  public var processingErrors: [(type: ExactText?, message: String?, file: String?)]? {
    values[.processingErrors]?.elements.map { error in
      (
        error["type"]?.string.map { ExactText($0.text) },
        error["message"]?.string?.text, error["file"]?.string?.text
      )
    }
  }

  /// The documents in the server's order.
  public var documents: [ReportedDocument] { entries.map(ReportedDocument.init) }
}

/// One document of a report, with its content.
public struct ReportedDocument: Sendable {
  /// The template that it was made from.
  public let template: ExactText
  /// Its id, where it has one.
  public let id: ExactText?
  /// Its status, where one was given.
  public let status: DocumentStatus?
  /// The JSON of its content, byte for byte.
  public let data: ArraySlice<UInt8>?
  /// The JSON of its FHIR resources, byte for byte.
  public let fhir: ArraySlice<UInt8>?

  init(_ entry: TemplateEntry) {
    template = entry.template
    id = entry.id
    status = entry.status
    data = entry.parts[.data]?.bytes
    fhir = entry.parts[.fhir]?.bytes
  }
}

extension Report: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// How many members and documents there are.
  public var description: String {
    "report of \(values.count) members, \(entries.count) documents"
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
