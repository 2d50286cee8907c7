/// A path of a redaction policy: `$.name`, `$['a name']`, `[*]` for each element and `.*` for each
/// member, a small part of JSONPath (RFC 9535).
struct PolicyPath: Hashable, Sendable {
  enum Step: Hashable, Sendable {
    /// The member of that name.
    case member(String)
    /// Each member.
    case anyMember
    /// Each element.
    case element
  }

  let steps: [Step]
  /// As it was written.
  let text: String

  /// - Throws: ``PolicyFault/badPath`` for anything else.
  init(_ text: String) throws(PolicyFault) {
    self.text = text
    var rest = text.unicodeScalars[...]
    guard rest.popFirst() == "$" else { throw .badPath }
    var steps: [Step] = []
    while let mark = rest.popFirst() {
      switch mark {
      case ".": steps.append(try Self.named(&rest))
      case "[": steps.append(try Self.bracketed(&rest))
      default: throw .badPath
      }
    }
    self.steps = steps
  }

  private static func named(_ rest: inout Substring.UnicodeScalarView) throws(PolicyFault) -> Step {
    if rest.first == "*" {
      rest.removeFirst()
      return .anyMember
    }
    let name = rest.prefix {
      !$0.isASCII || $0.properties.isAlphabetic || "0"..."9" ~= $0 || $0 == "_"
    }
    guard let first = name.first, !("0"..."9" ~= first) else { throw .badPath }
    rest = rest.dropFirst(name.count)
    return .member(String(name))
  }

  private static func bracketed(
    _ rest: inout Substring.UnicodeScalarView
  ) throws(PolicyFault) -> Step {
    guard let quote = rest.popFirst() else { throw .badPath }
    if quote == "*" {
      guard rest.popFirst() == "]" else { throw .badPath }
      return .element
    }
    guard quote == "'" || quote == "\"" else { throw .badPath }
    var name = String.UnicodeScalarView()
    while let scalar = rest.popFirst(), scalar != quote {
      guard scalar == "\\" else {
        name.append(scalar)
        continue
      }
      guard let escaped = rest.popFirst(), escaped == quote || escaped == "\\" else {
        throw .badPath
      }
      name.append(escaped)
    }
    guard rest.popFirst() == "]" else { throw .badPath }
    return .member(String(name))
  }
}
