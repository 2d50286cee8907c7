import ScribeJSON
package import ScribeSession

/// A state as paths and values, in the words of its written form: `documents[soap/doc_1].status`.
///
/// Whatever a state is written with stands here, so that nothing can be missing from a comparison.
package struct StateListing: Sendable, Equatable {
  /// One value of a state.
  package struct Entry: Sendable, Equatable {
    /// Its path in the written form of the state.
    package let path: String
    /// Its value as text.
    package let value: String
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
    add(json.bytes) { _ in true }
    if withFingerprints { add(session.contentSnapshot) { $0.hasSuffix("fingerprint") } }
  }

  /// The members of an event.
  package init(_ event: Event) {
    var json = JSONWriter(byteCount: 256)
    event.write(to: &json)
    add(json.bytes) { _ in true }
  }

  private mutating func add(_ json: [UInt8], where isWanted: (String) -> Bool) {
    guard let document = try? JSONDocument(json) else { return }
    add(document.root, "", where: isWanted)
  }

  private mutating func add(
    _ value: JSONValue, _ path: String, where isWanted: (String) -> Bool
  ) {
    switch value.type {
    case .object:
      for member in value.members {
        add(member.value, path + (path.isEmpty ? "" : ".") + member.name.text, where: isWanted)
      }
    case .array:
      let elements = Array(value.elements)
      if !elements.isEmpty, elements.allSatisfy({ $0.type == .string }), isWanted(path) {
        let texts = elements.compactMap { $0.string?.text }
        entries.append(Entry(path: path, value: texts.joined(separator: ", ")))
        return
      }
      for (place, element) in elements.enumerated() {
        add(element, number: place, of: path, where: isWanted)
      }
    case .string, .number, .boolean, .null:
      guard isWanted(path) else { return }
      let text = value.string?.text ?? String(decoding: value.bytes, as: UTF8.self)
      entries.append(Entry(path: path, value: text))
    }
  }

  /// Adds an element of a list: a finding as one value, a document without what its path says.
  private mutating func add(
    _ element: JSONValue, number: Int, of path: String, where isWanted: (String) -> Bool
  ) {
    func text(_ name: String) -> String? { element[name]?.string?.text }
    if let code = text("code"), let severity = text("severity") {
      let details = ["expected", "actual"].compactMap { name in text(name).map { "\(name) \($0)" } }
      let place = text("path").map { " at \($0)" } ?? ""
      entries.append(
        Entry(
          path: "\(path)[\(code)\(place)]",
          value: ([severity] + details).joined(separator: ", ")))
    } else if let template = text("template_id") {
      let place = element["place"]?.number?.count ?? 0
      let name = text("document_id").map { "/\($0)" } ?? (place == 0 ? "" : "[\(place)]")
      let told: Set = ["template_id", "document_id", "place"]
      let members = element.members.filter { !told.contains($0.name.text) }
      for member in members {
        add(member.value, "\(path)[\(template)\(name)].\(member.name.text)", where: isWanted)
      }
      // A document of which nothing else is known is there all the same.
      if members.isEmpty { entries.append(Entry(path: "\(path)[\(template)\(name)]", value: "")) }
    } else {
      add(element, "\(path)[\(number)]", where: isWanted)
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
  }

  /// What differs from an earlier state, in the order of paths of this one, what is gone last.
  package func changes(since before: StateListing) -> [Change] {
    let known = Dictionary(
      before.entries.map { ($0.path, $0.value) }, uniquingKeysWith: { first, _ in first })
    let present = Set(entries.map(\.path))
    return entries.compactMap { entry in
      let old = known[entry.path]
      return old == entry.value
        ? nil : Change(path: entry.path, before: old, after: entry.value)
    }
      + before.entries.filter { !present.contains($0.path) }
      .map { Change(path: $0.path, before: $0.value, after: nil) }
  }
}
