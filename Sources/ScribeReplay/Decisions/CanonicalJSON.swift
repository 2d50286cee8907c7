import ScribeJSON

/// JSON without white space, members in the order of their names: what other tools make of an export
/// says the same as the export.
enum CanonicalJSON {
  static func bytes(_ json: [UInt8]) -> [UInt8] {
    guard let document = try? JSONDocument(json) else { return json }
    var writer = JSONWriter(byteCount: json.count)
    write(document.root, to: &writer)
    return writer.bytes
  }

  private static func write(_ value: JSONValue, to json: inout JSONWriter) {
    switch value.type {
    case .object:
      json.beginObject()
      let members = value.members.map { (name: $0.name.text, value: $0.value) }
      for member in members.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
        json.name(member.name)
        write(member.value, to: &json)
      }
      json.endObject()
    case .array:
      json.beginArray()
      for element in value.elements { write(element, to: &json) }
      json.endArray()
    case .string: json.value(value.string?.text ?? "")
    case .number, .boolean, .null: json.raw(value.bytes)
    }
  }
}
