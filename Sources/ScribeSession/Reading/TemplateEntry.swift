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
    parts = [.data: values[.data], .fhir: values[.fhir]]
      .compactMapValues { $0?.type == .null ? nil : $0 }
  }
}

/// The members of one object by the rule that of two with one name the last counts.
struct LastMembers {
  /// Each name once, in the order of first appearance.
  private(set) var members: [(name: ExactText, value: JSONValue)] = []
  private(set) var repeated: [ExactText] = []

  init(of object: JSONValue) {
    var places: [ExactText: Int] = [:]
    for member in object.members {
      let name = ExactText(member.name.text)
      if let place = places[name] {
        members[place].value = member.value
        repeated.append(name)
      } else {
        places[name] = members.count
        members.append((name, member.value))
      }
    }
  }

  init(of object: JSONValue, path: String, _ findings: inout ReadingFindings) {
    self.init(of: object)
    for name in repeated { findings.repeated(path + Shape.path(name).dropFirst()) }
  }
}
