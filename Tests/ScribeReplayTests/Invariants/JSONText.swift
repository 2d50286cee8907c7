/// A JSON value to be written in any of the ways that mean the same.
indirect enum JSONText {
  case object([(name: String, value: JSONText)])
  case array([JSONText])
  case string(String)
  /// Written as it stands, also where the style is another: numbers, literals, passed-through values.
  case verbatim(String)

  /// What may differ in a text without a difference in meaning.
  struct Style {
    var shufflesMembers = false
    var addsWhiteSpace = false
    var escapesText = false
    var writesTemplatesAsMap = false

    static let plain = Style()
    static let other = Style(
      shufflesMembers: true, addsWhiteSpace: true, escapesText: true, writesTemplatesAsMap: true)
  }

  func written(_ style: Style, _ generator: inout SeededGenerator) -> String {
    let blank = style.addsWhiteSpace ? generator.pick(["", " ", "\n", "\t \r\n"]) : ""
    switch self {
    case .verbatim(let text): return blank + text + blank
    case .string(let text): return blank + quoted(text, style, &generator) + blank
    case .array(let elements):
      let parts = elements.map { $0.written(style, &generator) }
      return "\(blank)[\(blank)\(parts.joined(separator: ","))]\(blank)"
    case .object(let members):
      let ordered = style.shufflesMembers ? members.shuffled(using: &generator) : members
      let parts = ordered.map { member in
        let value =
          member.name == "templates" && style.writesTemplatesAsMap
          ? member.value.templatesAsMap : member.value
        return blank + quoted(member.name, style, &generator) + blank + ":"
          + value.written(style, &generator)
      }
      return "\(blank){\(blank)\(parts.joined(separator: ","))}\(blank)"
    }
  }

  private func quoted(
    _ text: String, _ style: Style, _ generator: inout SeededGenerator
  ) -> String {
    var quoted = ""
    for unit in text.utf16 {
      let isPlain = (0x20..<0x7F).contains(unit) && unit != 0x22 && unit != 0x5C
      if isPlain, !style.escapesText || generator.chance(50) {
        quoted.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      } else {
        let digits = String(unit, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return "\"\(quoted)\""
  }

  /// A list of elements with one key each as a map, where no key and no id stands twice: of two
  /// entries with one id the last counts, so their order does matter.
  private var templatesAsMap: JSONText {
    guard case .array(let elements) = self else { return self }
    var members: [(name: String, value: JSONText)] = []
    var ids: Set<String> = []
    for element in elements {
      guard case .object(let entry) = element, entry.count == 1,
        !members.contains(where: { $0.name == entry[0].name }),
        entry[0].value.documentID.map({ ids.insert($0).inserted }) ?? true
      else { return self }
      members.append(entry[0])
    }
    return .object(members)
  }

  private var documentID: String? {
    guard case .object(let members) = self,
      case .string(let id)? = members.first(where: { $0.name == "document_id" })?.value
    else { return nil }
    return id.isEmpty ? nil : id
  }
}
