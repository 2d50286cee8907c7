import ScribeJSON

/// One document as a body gives it: a view of an entry of `templates`, in list or map form.
struct TemplateEntry {
  private let body: ReadBody
  private let site: BodyLayout.EntrySite
  private let members: UInt16

  init(_ entry: ReadBody.EntryPlace, in body: ReadBody) {
    self.body = body
    site = body.layout.entries[entry.place]
    members = entry.members
  }

  var templateID: ExactText { ExactText(JSONString(site.template, in: body.bytes).text) }

  /// The `document_id`, where there is one that is not empty.
  var id: ExactText? {
    value(.documentID)?.string.flatMap { $0.isEmpty ? nil : ExactText($0.text) }
  }

  var status: DocumentStatus? { value(.status)?.string.map { DocumentStatus(ExactText($0.text)) } }

  /// A part that is there and not null.
  func value(of part: Document.Part) -> JSONValue? {
    guard let value = value(part.member), value.type != .null else { return nil }
    return value
  }

  private func value(_ member: EntryMember) -> JSONValue? {
    guard members & (1 << UInt16(member.rawValue)) != 0 else { return nil }
    return body.layout.member(member, of: site).map { JSONValue($0.site, in: body.bytes) }
  }
}

extension Document.Part {
  /// The member of a template entry.
  var member: EntryMember {
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
