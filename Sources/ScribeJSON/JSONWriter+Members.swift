// Members of an object in one call, name and value.

extension JSONWriter {
  package mutating func member(_ name: String, _ text: String) {
    self.name(name)
    value(text)
  }

  package mutating func member(_ name: String, _ integer: Int) {
    self.name(name)
    value(integer)
  }

  package mutating func member(_ name: String, _ boolean: Bool) {
    self.name(name)
    value(boolean)
  }

  /// Writes the member, or nothing where there is no value.
  package mutating func member(_ name: String, ifPresent text: String?) {
    if let text { member(name, text) }
  }

  /// Writes the member, or nothing where there is no value.
  package mutating func member(_ name: String, ifPresent integer: Int?) {
    if let integer { member(name, integer) }
  }

  /// The text of one object, of about so many bytes, whose members the closure writes.
  package static func object(
    byteCount: Int = 256, _ writeMembers: (inout JSONWriter) -> Void
  ) -> [UInt8] {
    var json = JSONWriter(byteCount: byteCount)
    json.object(writeMembers)
    return json.bytes
  }

  /// Writes an object whose members the closure writes.
  package mutating func object(_ writeMembers: (inout JSONWriter) -> Void) {
    beginObject()
    writeMembers(&self)
    endObject()
  }

  /// Writes a member that is an object whose members the closure writes.
  package mutating func object(_ name: String, _ writeMembers: (inout JSONWriter) -> Void) {
    self.name(name)
    object(writeMembers)
  }

  /// Writes a member that is an array of what the closure writes for each element.
  package mutating func list<Element>(
    _ name: String, _ elements: [Element], _ write: (inout JSONWriter, Element) -> Void
  ) {
    self.name(name)
    beginArray()
    for element in elements { write(&self, element) }
    endArray()
  }
}
