/// A JSON value in the making; its members keep their order.
///
/// The package's own reader and writer are not used here: a fault of theirs must not cancel itself
/// out.
///
/// `Sendable` is spelt out because Swift 6.3 finds a circular reference where it must infer it.
enum JSONTree: Sendable {
  case text(ArraySlice<UInt8>)
  /// What stands between the quotation marks of a string, already as it is sent.
  case escapedText(ArraySlice<UInt8>)
  /// A number, `true`, `false` or `null`.
  case literal(String)
  case list([JSONTree])
  case object([(name: String, value: JSONTree)])

  static let null = literal("null")

  static func text(_ text: String) -> JSONTree { .text(Array(text.utf8)[...]) }
  static func number(_ number: Int) -> JSONTree { literal(String(number)) }

  /// Writes it as servers do, without white space.
  func bytes(_ escaping: Escaping) -> [UInt8] {
    var json: [UInt8] = []
    append(to: &json, escaping)
    return json
  }

  private func append(to json: inout [UInt8], _ escaping: Escaping) {
    switch self {
    case .text(let utf8):
      json.append(UInt8(ascii: "\""))
      escaping.append(utf8, to: &json)
      json.append(UInt8(ascii: "\""))
    case .escapedText(let escaped):
      json.append(UInt8(ascii: "\""))
      json += escaped
      json.append(UInt8(ascii: "\""))
    case .literal(let literal): json += literal.utf8
    case .list(let elements):
      json.append(UInt8(ascii: "["))
      for (place, element) in elements.enumerated() {
        if place > 0 { json.append(UInt8(ascii: ",")) }
        element.append(to: &json, escaping)
      }
      json.append(UInt8(ascii: "]"))
    case .object(let members):
      json.append(UInt8(ascii: "{"))
      for (place, member) in members.enumerated() {
        if place > 0 { json.append(UInt8(ascii: ",")) }
        JSONTree.text(member.name).append(to: &json, escaping)
        json.append(UInt8(ascii: ":"))
        member.value.append(to: &json, escaping)
      }
      json.append(UInt8(ascii: "}"))
    }
  }
}

extension JSONTree: ExpressibleByStringInterpolation {
  init(stringLiteral text: String) { self = .text(text) }
}

extension JSONTree: ExpressibleByIntegerLiteral {
  init(integerLiteral integer: Int) { self = .number(integer) }
}

extension JSONTree: ExpressibleByBooleanLiteral {
  init(booleanLiteral boolean: Bool) { self = .literal(boolean ? "true" : "false") }
}

extension JSONTree: ExpressibleByArrayLiteral {
  init(arrayLiteral elements: JSONTree...) { self = .list(elements) }
}

extension JSONTree: ExpressibleByDictionaryLiteral {
  init(dictionaryLiteral members: (String, JSONTree)...) {
    self = .object(members.map { (name: $0.0, value: $0.1) })
  }
}
