import ScribeJSON

/// The documented members of a body: the tables of the article DocumentedMembers, in one place.
///
/// A value of another form than its rule's is `type-drift` and counts as absent; a member that has
/// no rule is an `unknown-field`.
enum Member: UInt8, Hashable, CaseIterable {
  case sessionID, status, createdAt, expiresAt, expiredAt, completedAt, modelUsed
  case languageDetected, audioFilesReceived, audioFiles, audioFilesProcessed, additionalData
  case patientDetails, sessionDetails, transcript, templates, processingErrors, error, message
  case uploadURL, transactionID, businessID, displayMessage

  var rule: MemberRule { Self.rules[Int(rawValue)] }

  static let rules = allCases.map(\.row)
  static let names = JSONNames(allCases.map(\.row.name))
  static let count = allCases.count
  static let acceptances = rules.map(\.acceptance)
  /// The members that the body must have, for each HTTP status that requires any.
  private static let required = [200, 202, 206, 410].map { http in
    (http: http, members: MemberSet(allCases.filter { $0.rule.isRequired(in: http) }))
  }

  /// The members that the body must have under an HTTP status.
  static func required(in http: Int) -> MemberSet {
    required.first { $0.http == http }?.members ?? MemberSet()
  }

  private var row: MemberRule {
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
}

/// A set of documented members.
struct MemberSet: Equatable {
  private var bits: UInt32 = 0

  init(_ members: [Member] = []) {
    for member in members { insert(member.rawValue) }
  }

  mutating func insert(_ place: UInt8) { bits |= 1 << UInt32(place) }

  func contains(_ place: UInt8) -> Bool { bits & 1 << UInt32(place) != 0 }

  func isSuperset(of other: MemberSet) -> Bool { other.bits & ~bits == 0 }

  var count: Int { bits.nonzeroBitCount }
}

/// The documented members of a template entry.
enum EntryMember: UInt8, Hashable, CaseIterable {
  case status, data, documentID, documentType, publish, error, errors, warnings
  case presignedURL, presignedURLExpiresAt, fhir

  var rule: MemberRule { Self.rules[Int(rawValue)] }

  static let rules = allCases.map(\.row)
  static let names = JSONNames(allCases.map(\.row.name))
  static let acceptances = rules.map(\.acceptance)
  static let count = rules.count

  private var row: MemberRule {
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
}

/// What is documented of a member: its name, the forms it has on the wire, and the HTTP statuses
/// whose body must have it.
struct MemberRule {
  let name: String
  /// What is accepted.
  let acceptance: Acceptance
  private let forms: [ValueForm]
  private let requiredIn: [Int]

  init(_ name: String, _ forms: ValueForm..., requiredIn: [Int] = []) {
    self.name = name
    self.forms = forms
    acceptance = Acceptance(forms)
    self.requiredIn = requiredIn
  }

  func isRequired(in http: Int) -> Bool { requiredIn.contains(http) }

  /// The HTTP statuses whose body must have the member, in words; empty where it is optional.
  var required: String { requiredIn.map(String.init).joined(separator: ", ") }

  /// What is accepted, in words.
  var expected: String { forms.map(\.phrase).joined(separator: " or ") }
}

/// The forms that a value may have, as reading tests them.
struct Acceptance {
  /// The types that are accepted whatever is in the value.
  private var types: JSONTypes = []
  /// The form that wants a look into the value; no rule has two.
  private var form: ValueForm?

  init(_ forms: [ValueForm]) {
    for form in forms {
      if let types = form.types {
        self.types.formUnion(types)
      } else {
        self.form = form
      }
    }
  }

  func accepts(_ site: JSONSite, in body: [UInt8]) -> Bool {
    types.contains(JSONTypes(site.type)) || form?.accepts(site, in: body) == true
  }
}

/// A form that a value may have on the wire.
enum ValueForm {
  case any, string, number, boolean, object, array, null
  /// A string or number that can be read as an instant.
  case instant
  /// An integer that is not negative.
  case count
  case strings, objects, objectsOrStrings

  /// The types of which every value has the form; nil where it depends on the value.
  var types: JSONTypes? {
    switch self {
    case .any: .all
    case .string: .string
    case .number: .number
    case .boolean: .boolean
    case .object: .object
    case .array: .array
    case .null: .null
    case .instant, .count, .strings, .objects, .objectsOrStrings: nil
    }
  }

  func accepts(_ site: JSONSite, in body: [UInt8]) -> Bool {
    switch self {
    case .any, .string, .number, .boolean, .object, .array, .null:
      types?.contains(JSONTypes(site.type)) == true
    case .instant: Instant(site, in: body) != nil
    case .count: site.isShortCount(in: body) || JSONValue(site, in: body).number?.count != nil
    case .strings: site.isArray(of: .string)
    case .objects: site.isArray(of: .object)
    case .objectsOrStrings: site.isArray(of: [.object, .string])
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

extension JSONSite {
  /// Whether it is digits alone, and so few that every such count fits.
  fileprivate func isShortCount(in body: [UInt8]) -> Bool {
    type == .number && count <= 18
      && (start..<end).allSatisfy { (0x30...0x39).contains(body[$0]) }
  }

  fileprivate func isArray(of types: JSONTypes) -> Bool {
    type == .array && elementTypes.isSubset(of: types)
  }
}

extension InstantMember {
  /// The member of a body.
  var member: Member {
    switch self {
    case .createdAt: .createdAt
    case .expiresAt: .expiresAt
    case .expiredAt: .expiredAt
    case .completedAt: .completedAt
    }
  }
}

extension PassThroughMember {
  /// The member of a body.
  var member: Member {
    switch self {
    case .additionalData: .additionalData
    case .patientDetails: .patientDetails
    case .sessionDetails: .sessionDetails
    }
  }
}
