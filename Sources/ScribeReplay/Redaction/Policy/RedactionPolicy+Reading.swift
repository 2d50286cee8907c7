import ScribeJSON

extension RedactionPolicy {
  /// Reads a policy.
  ///
  /// - Parameter file: what errors call it.
  package init(json bytes: [UInt8], file: String) throws(PolicyError) {
    var reader = PolicyReader(bytes: bytes, file: file)
    try reader.read()
    try self.init(reader.rules)
  }
}

/// The reading of a policy's file.
private struct PolicyReader {
  let bytes: [UInt8]
  let file: String
  var rules: [RedactionPolicy.Rule] = []

  mutating func read() throws(PolicyError) {
    let root = try document().root
    guard root.type == .object, root["format"]?.string?.text == RedactionPolicy.format else {
      throw error(.notAPolicy, at: root.offset)
    }
    guard let version = root["version"], version.number?.integer == RedactionPolicy.version else {
      throw error(.otherVersion, at: root["version"]?.offset ?? root.offset)
    }
    var seen: Set<String> = []
    for member in root.members {
      let name = member.name.text
      let offset = member.name.raw.startIndex - 1
      if !seen.insert(name).inserted { throw error(.repeatedMember, at: offset) }
      if name == "format" || name == "version" { continue }
      guard let action = RedactionPolicy.Action.allCases.first(where: { $0.name == name }) else {
        throw error(.unknownMember, at: offset)
      }
      guard member.value.type == .array else {
        throw error(.notAListOfPaths, at: member.value.offset)
      }
      for element in member.value.elements { try take(element, action) }
    }
  }

  private mutating func take(
    _ element: JSONValue, _ action: RedactionPolicy.Action
  ) throws(PolicyError) {
    guard let text = element.string?.text else { throw error(.notAListOfPaths, at: element.offset) }
    let (line, column) = place(of: element.offset)
    do throws(PolicyFault) {
      rules.append(
        RedactionPolicy.Rule(
          action: action, path: try PolicyPath(text), file: file, line: line, column: column))
    } catch {
      throw PolicyError(file: file, line: line, column: column, path: text, fault: error)
    }
  }

  private func document() throws(PolicyError) -> JSONDocument {
    do throws(JSONError) {
      return try JSONDocument(bytes)
    } catch {
      throw self.error(.json(error.reason), at: error.offset)
    }
  }

  private func error(_ fault: PolicyFault, at offset: Int) -> PolicyError {
    let (line, column) = place(of: offset)
    return PolicyError(file: file, line: line, column: column, path: nil, fault: fault)
  }

  /// Both from 1; the column counts bytes.
  private func place(of offset: Int) -> (line: Int, column: Int) {
    let before = bytes.prefix(offset)
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return (before.count { $0 == UInt8(ascii: "\n") } + 1, offset - lineStart + 1)
  }
}
