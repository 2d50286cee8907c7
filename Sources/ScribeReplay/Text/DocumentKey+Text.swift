import ScribeSession

extension DocumentKey {
  /// The document by its template and id, as far as either is known, for people.
  func label(templateID: ExactText?) -> String {
    switch self {
    case .id(let id):
      [templateID?.text, id.text].compactMap { $0?.asPathPart.printable }.joined(separator: "/")
    case .place(let template, 0): template.text.asPathPart.printable
    case .place(let template, let place): "\(template.text.asPathPart.printable)[\(place)]"
    }
  }
}

extension Document {
  /// Its template and id, as the paths of a state call it.
  var label: String { key.label(templateID: templateID) }
}
