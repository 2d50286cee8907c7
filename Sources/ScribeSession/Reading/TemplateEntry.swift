import ScribeJSON

/// One document as a body gives it: an entry of `templates`, in list or map form.
struct TemplateEntry {
  let template: ExactText
  let id: ExactText?
  let status: DocumentStatus?
  /// The parts that are there and not null.
  let parts: [Document.Part: JSONValue]
}

extension TemplateEntry {
  /// Reads the entries of a map, or of a list of maps, in their order; what is not an object is
  /// passed over.
  ///
  /// A name that stands twice in one map counts once, with its last value.
  static func read(_ templates: JSONValue, _ findings: inout ReadingFindings) -> [TemplateEntry] {
    let maps =
      templates.type == .object ? [templates] : templates.elements.filter { $0.type == .object }
    let index: ExactText? = templates.type == .array ? "[*]" : nil
    return maps.flatMap { map in
      LastMembers(of: map, path: Shape.path("templates", index), &findings).members
        .compactMap { template, value in
          value.type == .object
            ? TemplateEntry(value, template: template, index: index, &findings) : nil
        }
    }
  }

  private init(
    _ object: JSONValue, template: ExactText, index: ExactText?, _ findings: inout ReadingFindings
  ) {
    var values: [EntryMember: JSONValue] = [:]
    for (name, value) in LastMembers(of: object).members {
      guard let member = EntryMember.named[name] else {
        findings.unknown(Shape.path("templates", index, template, name), value)
        continue
      }
      if member.rule.accepts(value) {
        values[member] = value
      } else {
        findings.drifted(Shape.path("templates", index, template, name), member.rule, value)
      }
    }
    self.template = template
    id = values[.documentID]?.string.flatMap { $0.isEmpty ? nil : ExactText($0.text) }
    status = values[.status]?.string.map { DocumentStatus(ExactText($0.text)) }
    parts = Dictionary(
      uniqueKeysWithValues: Document.Part.allCases.compactMap { part in
        guard let value = values[part.member], value.type != .null else { return nil }
        return (part, value)
      })
  }

  /// What a part is known by.
  func digest(of part: Document.Part, key: FingerprintKey) -> Digest? {
    parts[part].map { value in
      part == .data ? Digest(of: value.bytes, key: key) : Digest(ofMeaning: value, key: key)
    }
  }
}

extension Document.Part {
  fileprivate var member: EntryMember {
    switch self {
    case .data: .data
    case .fhir: .fhir
    case .documentType: .documentType
    case .publish: .publish
    case .error: .error
    case .errors: .errors
    case .warnings: .warnings
    }
  }
}

/// The members of one object by the rule that of two with one name the last counts.
struct LastMembers {
  /// Each name once, where it stands last.
  let members: [(name: ExactText, value: JSONValue)]
  private let repeated: [ExactText]

  init(of object: JSONValue) {
    let all = object.members.map { (name: ExactText($0.name.text), value: $0.value) }
    var lastPlaces: [ExactText: Int] = [:]
    for (place, member) in all.enumerated() { lastPlaces[member.name] = place }
    guard lastPlaces.count < all.count else {
      members = all
      repeated = []
      return
    }
    let places = all.indices.filter { lastPlaces[all[$0].name] == $0 }
    members = places.map { all[$0] }
    repeated = all.indices.filter { lastPlaces[all[$0].name] != $0 }.map { all[$0].name }
  }

  init(of object: JSONValue, path: String, _ findings: inout ReadingFindings) {
    self.init(of: object)
    for name in repeated { findings.repeated(path + Shape.path(name).dropFirst()) }
  }
}
