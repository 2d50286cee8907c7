import ScribeJSON

/// JSON without white space, members in the order of their names: what other tools make of an export
/// says the same as the export.
enum CanonicalJSON {
  /// - Parameter replace: gives the text to be written in the place of one, which is the value of that
  ///   member.
  static func bytes(
    _ json: [UInt8], replacing replace: (_ name: String, _ text: String) -> String = { $1 }
  ) -> [UInt8] {
    guard let document = try? JSONDocument(json) else { return json }
    var writer = JSONWriter(byteCount: json.count)
    write(document.root, of: "", to: &writer, replace)
    return writer.bytes
  }

  private static func write(
    _ value: JSONValue, of name: String, to json: inout JSONWriter,
    _ replace: (_ name: String, _ text: String) -> String
  ) {
    switch value.type {
    case .object:
      json.beginObject()
      let members = value.members.map { (name: $0.name.text, value: $0.value) }
      for member in members.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
        json.name(member.name)
        write(member.value, of: member.name, to: &json, replace)
      }
      json.endObject()
    case .array:
      json.beginArray()
      for element in value.elements { write(element, of: name, to: &json, replace) }
      json.endArray()
    case .string: json.value(replace(name, value.string?.text ?? ""))
    case .number, .boolean, .null: json.raw(value.bytes)
    }
  }
}
