/// Bytes that are known to be one strict JSON text, and the value in them.
///
/// Nothing is copied: the document and every ``JSONValue`` taken from it share `bytes`. One leading
/// UTF-8 byte order mark is tolerated. The cost of making one is a single pass, linear in the bytes
/// on any input.
package struct JSONDocument: Sendable {
  /// How many arrays and objects may stand inside one another, the outermost counted.
  package static let depthLimit = 512

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The outermost value.
  package let root: JSONValue

  package init(_ bytes: [UInt8]) throws(JSONError) {
    let start = bytes.starts(with: Self.byteOrderMark) ? Self.byteOrderMark.count : 0
    var scanner = JSONScanner(bytes, from: start)
    root = JSONValue(validated: bytes[try scanner.scanText()])
  }
}
