extension JSONWriter {
  /// The text of one object.
  ///
  /// - Parameters:
  ///   - byteCount: about how many bytes it has.
  ///   - writeMembers: writes what is in it.
  package static func object(
    byteCount: Int = 256, _ writeMembers: (inout JSONWriter) -> Void
  ) -> [UInt8] {
    var json = JSONWriter(byteCount: byteCount)
    json.beginObject()
    writeMembers(&json)
    json.endObject()
    return json.bytes
  }
}
