import ScribeJSON

/// The documented members of a body: PROTOCOL.md's tables, in one place.
///
/// A value of another form than its rule's is `type-drift` and counts as absent; a member that has
/// no rule is an `unknown-field`.
enum Member: Hashable, CaseIterable {
  case sessionID, status, createdAt, expiresAt, expiredAt, completedAt, modelUsed
  case languageDetected, audioFilesReceived, audioFiles, audioFilesProcessed, additionalData
  case patientDetails, sessionDetails, transcript, templates, processingErrors, error, message
  case uploadURL, transactionID, businessID, displayMessage

  var rule: MemberRule {
    switch self {
    case .sessionID: MemberRule("session_id", .string, requiredIn: [202, 200, 206, 410])
    case .status: MemberRule("status", .string, requiredIn: [202, 200, 206, 410])
    case .createdAt: MemberRule("created_at", .instant, requiredIn: [202, 200, 206, 410])
    case .expiresAt: MemberRule("expires_at", .instant, .null, requiredIn: [202])
    case .expiredAt: MemberRule("expired_at", .instant, requiredIn: [410])
    case .completedAt: MemberRule("completed_at", .instant, .null)
    case .modelUsed: MemberRule("model_used", .string, .null)
    case .languageDetected: MemberRule("language_detected", .string, .null)
    case .audioFilesReceived:
      MemberRule("audio_files_received", .count, requiredIn: [202, 200, 206, 410])
    case .audioFiles: MemberRule("audio_files", .strings, requiredIn: [202, 200, 206, 410])
    case .audioFilesProcessed: MemberRule("audio_files_processed", .count, requiredIn: [206])
    case .additionalData: MemberRule("additional_data", .object, .null, requiredIn: [202])
    case .patientDetails: MemberRule("patient_details", .object, .null)
    case .sessionDetails: MemberRule("session_details", .object, .null)
    case .transcript: MemberRule("transcript", .string, .null, requiredIn: [202])
    case .templates: MemberRule("templates", .array, .object, .null, requiredIn: [206])
    case .processingErrors: MemberRule("processing_errors", .objects)
    case .error: MemberRule("error", .object, .string)
    case .message: MemberRule("message", .string, .null, requiredIn: [410])
    case .uploadURL: MemberRule("upload_url", .string, .object, .null)
    case .transactionID: MemberRule("txn_id", .any)
    case .businessID: MemberRule("b_id", .any)
    case .displayMessage: MemberRule("display_message", .any)
    }
  }

  static let named = Dictionary(
    uniqueKeysWithValues: allCases.map { (ExactText($0.rule.name), $0) })
}

/// The documented members of a template entry.
enum EntryMember: Hashable, CaseIterable {
  case status, data, documentID, documentType, publish, error, errors, warnings
  case presignedURL, presignedURLExpiresAt, fhir

  var rule: MemberRule {
    switch self {
    case .status: MemberRule("status", .string)
    case .data: MemberRule("data", .any)
    case .documentID: MemberRule("document_id", .string)
    case .documentType: MemberRule("document_type", .string)
    case .publish: MemberRule("publish", .object, .boolean)
    case .error: MemberRule("error", .object, .string)
    case .errors: MemberRule("errors", .objectsOrStrings)
    case .warnings: MemberRule("warnings", .objectsOrStrings)
    case .presignedURL: MemberRule("presigned_url", .string)
    case .presignedURLExpiresAt: MemberRule("presigned_url_expires_at", .number, .string)
    case .fhir: MemberRule("fhir", .any)
    }
  }

  static let named = Dictionary(
    uniqueKeysWithValues: allCases.map { (ExactText($0.rule.name), $0) })
}

/// What is documented of a member: its name, the forms it has on the wire, and the HTTP statuses
/// whose body must have it.
struct MemberRule {
  let name: String
  private let forms: [ValueForm]
  private let requiredIn: [Int]

  init(_ name: String, _ forms: ValueForm..., requiredIn: [Int] = []) {
    self.name = name
    self.forms = forms
    self.requiredIn = requiredIn
  }

  func accepts(_ value: JSONValue) -> Bool { forms.contains { $0.accepts(value) } }

  func isRequired(in http: Int) -> Bool { requiredIn.contains(http) }

  /// The HTTP statuses whose body must have the member, in words; empty where it is optional.
  var required: String { requiredIn.map(String.init).joined(separator: ", ") }

  /// What is accepted, in words.
  var expected: String { forms.map(\.phrase).joined(separator: " or ") }
}

/// A form that a value may have on the wire.
enum ValueForm {
  case any, string, number, boolean, object, array, null
  /// A string or number that can be read as an instant.
  case instant
  /// An integer that is not negative.
  case count
  case strings, objects, objectsOrStrings

  func accepts(_ value: JSONValue) -> Bool {
    switch self {
    case .any: true
    case .string: value.type == .string
    case .number: value.type == .number
    case .boolean: value.type == .boolean
    case .object: value.type == .object
    case .array: value.type == .array
    case .null: value.type == .null
    case .instant: Instant(value) != nil
    case .count: value.number?.count != nil
    case .strings: value.type == .array && value.elements.allSatisfy { $0.type == .string }
    case .objects: value.type == .array && value.elements.allSatisfy { $0.type == .object }
    case .objectsOrStrings:
      value.type == .array
        && value.elements.allSatisfy { $0.type == .object || $0.type == .string }
    }
  }

  var phrase: String {
    switch self {
    case .any: "anything"
    case .string: "string"
    case .number: "number"
    case .boolean: "boolean"
    case .object: "object"
    case .array: "array"
    case .null: "null"
    case .instant: "instant"
    case .count: "count"
    case .strings: "array of strings"
    case .objects: "array of objects"
    case .objectsOrStrings: "array of objects or strings"
    }
  }
}
