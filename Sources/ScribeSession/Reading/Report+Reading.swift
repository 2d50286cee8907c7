import ScribeJSON

/// Why no report could be read from an answer.
enum UnreadableReason: CaseIterable {
  case notRecorded, empty, cutOff, malformed, notAnObject, notUTF8, tooDeep
}

/// A body that is not a JSON object, and the byte at which that shows.
struct UnreadableBody: Error {
  let reason: UnreadableReason
  let offset: Int

  init(_ reason: UnreadableReason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  init(_ error: JSONError) {
    offset = error.offset
    switch error.reason {
    case .empty: reason = .empty
    case .cutOff: reason = .cutOff
    case .notUTF8: reason = .notUTF8
    case .tooDeep: reason = .tooDeep
    case .unexpectedByte, .malformedNumber, .malformedEscape, .loneSurrogate, .controlCharacter,
      .trailingBytes:
      reason = .malformed
    }
  }
}

extension Report {
  /// Reads the body of an answer: two passes over its bytes, the first of which checks them all.
  init(_ answer: Answer) throws(UnreadableBody) {
    guard let body = answer.body else { throw UnreadableBody(.notRecorded, at: 0) }
    let root: JSONValue
    do {
      root = try JSONDocument(body).root
    } catch {
      throw UnreadableBody(error)
    }
    guard root.type == .object else { throw UnreadableBody(.notAnObject, at: root.offset) }
    self.init(root, http: answer.status)
  }

  private init(_ object: JSONValue, http: Int) {
    var findings = ReadingFindings()
    var values: [Member: JSONValue] = [:]
    let members = LastMembers(of: object, path: "$", &findings).members
    let isEnvelope =
      http == 410 && members.contains { $0.name == "error" && $0.value.type == .object }
    for (name, value) in members {
      guard let member = Member.named[name] else {
        findings.unknown(Shape.path(name), value)
        continue
      }
      if member.rule.accepts(value) {
        values[member] = value
      } else if !isEnvelope || member != .status {
        // The status of an envelope is the envelope's own word.
        findings.drifted(Shape.path(name), member.rule, value)
      }
    }
    for member in Member.allCases where !isEnvelope && member.rule.isRequired(in: http) {
      if values[member] == nil {
        findings.missing(Shape.path(ExactText(member.rule.name)), member.rule)
      }
    }

    let templates = values[.templates].flatMap { $0.type == .null ? nil : $0 }
    entries = templates.map { TemplateEntry.read($0, &findings) } ?? []
    templatesForm = templates.map { Self.isEmpty($0) ? .empty : .given } ?? .absent
    self.values = values
    self.findings = findings
  }

  private static func isEmpty(_ container: JSONValue) -> Bool {
    container.elements.first { _ in true } == nil && container.members.first { _ in true } == nil
  }
}
