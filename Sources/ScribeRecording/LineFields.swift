import ScribeJSON
import ScribeSession

/// The members of a poll's line, each in its documented form or a fault at its byte.
struct LineFields {
  let line: JSONValue

  init(_ line: JSONValue) {
    self.line = line
  }

  func text(_ name: StaticString) throws(LineFault) -> String {
    guard let value = present(name) else { throw LineFault("\(name) is missing", at: line.offset) }
    guard let text = value.string?.text else {
      throw LineFault("\(name) is not a string", at: value.offset)
    }
    return text
  }

  func instant(_ name: StaticString) throws(LineFault) -> Instant? {
    guard let value = present(name) else { return nil }
    guard let instant = Instant(value) else {
      throw LineFault("\(name) is not a date and time", at: value.offset)
    }
    return instant
  }

  func status() throws(LineFault) -> Int? {
    guard let value = present("status") else { return nil }
    guard let status = value.number?.integer, (100...999).contains(status) else {
      throw LineFault("status is not an HTTP status", at: value.offset)
    }
    return status
  }

  func failure() throws(LineFault) -> Failure? {
    guard let value = present("error") else { return nil }
    guard let name = value["kind"]?.string?.text, let kind = Failure.Kind(name: name) else {
      throw LineFault("error has no known kind", at: value.offset)
    }
    return Failure(kind, message: value["message"]?.string?.text)
  }

  func headers() throws(LineFault) -> [HeaderField] {
    guard let value = present("headers") else { return [] }
    guard value.type == .object else {
      throw LineFault("headers is not an object", at: value.offset)
    }
    var fields: [HeaderField] = []
    for member in value.members {
      let values = member.value.type == .array ? Array(member.value.elements) : [member.value]
      for value in values {
        guard let text = value.string?.text else {
          throw LineFault("a header is not a string", at: value.offset)
        }
        fields.append(HeaderField(name: member.name.text, value: text))
      }
    }
    return fields.compactMap { $0.withoutSecrets() }
  }

  func body() throws(LineFault) -> [UInt8]? {
    let text = present("body")
    let base64 = present("body_base64")
    if let text, base64 != nil { throw LineFault("both body and body_base64", at: text.offset) }
    if let text {
      guard let body = text.string?.utf8 else {
        throw LineFault("body is not a string", at: text.offset)
      }
      return Array(body)
    }
    guard let base64 else { return nil }
    guard let text = base64.string?.text, let body = Base64.decode(text) else {
      throw LineFault("body_base64 is not base64", at: base64.offset)
    }
    return body
  }

  /// The member where it is there and not null.
  private func present(_ name: StaticString) -> JSONValue? {
    line[name].flatMap { $0.type == .null ? nil : $0 }
  }
}
