import ScribeJSON
import ScribeSession

/// The members of a poll's line, each in its documented form or a fault at its byte.
struct LineFields {
  private static let names: Set<String> = [
    "sent_at", "received_at", "method", "url", "status", "headers", "body", "body_base64",
    "error",
  ]

  let line: JSONValue
  /// Members that are none of a poll's, as JSON.
  private(set) var unknown: [(name: String, json: [UInt8])] = []
  /// The members that are there and not null, the last of each name.
  private var values: [String: JSONValue] = [:]

  /// Walks over the line once, however long its body is.
  init(_ line: JSONValue) {
    self.line = line
    for member in line.members {
      let name = member.name.text
      if Self.names.contains(name) {
        values[name] = member.value.type == .null ? nil : member.value
      } else {
        unknown.append((name, Array(member.value.bytes)))
      }
    }
  }

  /// The first line of a log says what it is, and is no poll.
  var isHeader: Bool {
    values["received_at"] == nil && unknown.contains { $0.name == "format" }
  }

  func text(_ name: String) throws(LineFault) -> String {
    guard let value = values[name] else { throw LineFault("\(name) is missing", at: line.offset) }
    guard let text = value.string?.text else {
      throw LineFault("\(name) is not a string", at: value.offset)
    }
    return text
  }

  func instant(_ name: String) throws(LineFault) -> Instant? {
    guard let value = values[name] else { return nil }
    guard let instant = Instant(value) else {
      throw LineFault("\(name) is not a date and time", at: value.offset)
    }
    return instant
  }

  func status() throws(LineFault) -> Int? {
    guard let value = values["status"] else { return nil }
    guard let status = value.number?.integer, (100...999).contains(status) else {
      throw LineFault("status is not an HTTP status", at: value.offset)
    }
    return status
  }

  func failure() throws(LineFault) -> Failure? {
    guard let value = values["error"] else { return nil }
    guard let name = value["kind"]?.string?.text, let kind = Failure.Kind(name: name) else {
      throw LineFault("error has no known kind", at: value.offset)
    }
    return Failure(kind, message: value["message"]?.string?.text)
  }

  func headers() throws(LineFault) -> [HeaderField] {
    guard let value = values["headers"] else { return [] }
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
    let text = values["body"]
    let base64 = values["body_base64"]
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
}
