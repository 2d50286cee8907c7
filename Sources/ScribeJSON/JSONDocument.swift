/// Bytes that are known to be one strict JSON text, and the value in them.
///
/// Nothing is copied: the document and every ``JSONValue`` taken from it share `bytes`. One leading
/// UTF-8 byte order mark is tolerated. The cost of making one is a single pass, linear in the bytes
/// on any input.
package struct JSONDocument: Sendable {
  /// How many arrays and objects may stand inside one another, the outermost counted.
  package static let depthLimit = 512

  /// The outermost value.
  package let root: JSONValue

  package init(_ bytes: [UInt8]) throws(JSONError) {
    let site = try JSONCursor.read(bytes) { cursor throws(JSONError) in try cursor.skip() }
    root = JSONValue(validated: bytes[site.start..<site.end])
  }
}
