import ScribeJSON
package import ScribeSession

/// A state as paths and values, in the words of its written form: `documents[soap/doc_1].status`.
///
/// Whatever a state is written with stands here, so that nothing can be missing from a comparison.
package struct StateListing: Sendable, Hashable {
  /// One value of a state, path and value compared by their bytes.
  package struct Entry: Sendable, Hashable {
    /// Its path in the written form of the state.
    package var path: String { exactPath.text }
    /// Its value as text.
    package var value: String { exactValue.text }
    /// Of a fingerprint, how long what it is of is.
    let length: Int?

    let exactPath: ExactText
    let exactValue: ExactText

    init(path: String, value: String, length: Int? = nil) {
      exactPath = ExactText(path)
      exactValue = ExactText(value)
      self.length = length
    }
  }

  package private(set) var entries: [Entry] = []

  package init() {}

  /// The state of a session.
  ///
  /// - Parameters:
  ///   - next: what was said to be done after its last poll.
  ///   - withFingerprints: whether content is listed by its fingerprints too, without which two
  ///     texts of one length look alike.
  package init(_ session: Session, next: Next, withFingerprints: Bool = false) {
    var json = JSONWriter(byteCount: 1024)
    session.write(to: &json, next: next)
    add(json.bytes)
    if withFingerprints, let content = try? JSONDocument(session.contentSnapshot) {
      addFingerprints(in: content.root, "")
    }
  }

  /// The members of an event.
  package init(_ event: Event) {
    var json = JSONWriter(byteCount: 256)
    event.write(to: &json)
    add(json.bytes)
    // A file's name may be what somebody called a patient's recording.
    entries.removeAll { $0.path.hasPrefix("kinds[") && $0.path.hasSuffix("].file") }
  }

  private mutating func add(_ json: [UInt8]) {
    guard let document = try? JSONDocument(json) else { return }
    add(document.root, "")
  }

  private mutating func add(_ value: JSONValue, _ path: String) {
    switch value.type {
    case .object:
      for member in value.members {
        add(member.value, path + (path.isEmpty ? "" : ".") + member.name.text)
      }
    case .array:
      let elements = Array(value.elements)
      if !elements.isEmpty, elements.allSatisfy({ $0.type == .string }) {
        let texts = elements.compactMap { $0.string?.text }
        entries.append(Entry(path: path, value: texts.joined(separator: ", ")))
        return
      }
      for (place, element) in elements.enumerated() {
        add(element, number: place, of: path)
      }
    case .string, .number, .boolean, .null:
      let text = value.string?.text ?? String(decoding: value.bytes, as: UTF8.self)
      entries.append(Entry(path: path, value: text))
    }
  }

  /// Adds an element of a list: a finding as one value, a document without what its path says.
  private mutating func add(_ element: JSONValue, number: Int, of path: String) {
    func text(_ name: String) -> String? { element[name]?.string?.text }
    if let code = text("code"), let severity = text("severity") {
      let details = ["expected", "actual"].compactMap { name in text(name).map { "\(name) \($0)" } }
      let place = text("path").map { " at \($0)" } ?? ""
      entries.append(
        Entry(
          path: "\(path)[\(code)\(place)]",
          value: ([severity] + details).joined(separator: ", ")))
    } else if let name = Self.documentName(element) {
      let members = element.members.filter { !Self.documentNames.contains($0.name.text) }
      for member in members { add(member.value, "\(path)[\(name)].\(member.name.text)") }
      // A document of which nothing else is known is there all the same.
      if members.isEmpty { entries.append(Entry(path: "\(path)[\(name)]", value: "")) }
    } else {
      add(element, "\(path)[\(number)]")
    }
  }

  /// The members by which a document is known.
  private static let documentNames: Set = ["template_id", "document_id", "place"]

  /// Template and id of a document's element.
  private static func documentName(_ element: JSONValue) -> String? {
    guard let template = element["template_id"]?.string?.text else { return nil }
    if let id = element["document_id"]?.string?.text {
      return "\(template.asPathPart)/\(id.asPathPart)"
    }
    let place = element["place"]?.number?.count ?? 0
    return place == 0 ? template.asPathPart : "\(template.asPathPart)[\(place)]"
  }

  /// Adds the fingerprints of a stored state's content, each with the length of what it is of.
  private mutating func addFingerprints(in value: JSONValue, _ path: String) {
    if let fingerprint = value["fingerprint"]?.string?.text {
      let length = (value["bytes"] ?? value["count"])?.number?.count
      entries.append(Entry(path: "\(path).fingerprint", value: fingerprint, length: length))
    }
    for member in value.members {
      addFingerprints(in: member.value, path + (path.isEmpty ? "" : ".") + member.name.text)
    }
    for element in value.elements {
      guard let name = Self.documentName(element) else { continue }
      addFingerprints(in: element, "\(path)[\(name)]")
    }
  }

  /// Leaves out what is an instant.
  mutating func removeTimes() { entries.removeAll { $0.value.isInstant } }
}

extension StateListing {
  /// A value that differs between two states.
  package struct Change: Sendable, Equatable {
    package let path: String
    /// Nil where it was not there.
    package let before: String?
    /// Nil where it is gone.
    package let after: String?
    /// Whether only the fingerprint tells that it is another content, its length being the same.
    var isSameLength = false
  }

  /// What differs from an earlier state, in the order of paths of this one, what is gone last.
  package func changes(since before: StateListing) -> [Change] {
    let known = Dictionary(
      before.entries.map { ($0.exactPath, $0) }, uniquingKeysWith: { first, _ in first })
    let present = Set(entries.map(\.exactPath))
    return entries.compactMap { entry in
      let old = known[entry.exactPath]
      guard old?.exactValue != entry.exactValue else { return nil }
      return Change(
        path: entry.path, before: old?.value, after: entry.value,
        isSameLength: old != nil && old?.length == entry.length)
    }
      + before.entries.filter { !present.contains($0.exactPath) }
      .map { Change(path: $0.path, before: $0.value, after: nil) }
  }
}

extension String {
  /// Whether the text is an instant as it is written everywhere.
  var isInstant: Bool { utf8.count > 19 && last == "Z" && Instant(rfc3339: self) != nil }

  /// The text as a part of a path, in quotes where it would be taken for more than one.
  var asPathPart: String {
    guard utf8.contains(where: { "/[]\"\\".utf8.contains($0) }) else { return self }
    let scalars = unicodeScalars.map { scalar in
      scalar == "\"" || scalar == "\\" ? "\\\(scalar)" : String(scalar)
    }
    return "\"\(scalars.joined())\""
  }
}
