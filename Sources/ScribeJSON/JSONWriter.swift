/// Writes one JSON text, members in the order in which they are given.
///
/// The caller keeps to the grammar: `beginObject`, then `name` and a value in turns, `endObject`.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []
  /// Whether a comma must come before the next name or value.
  private var needsComma = false

  package init() {}

  /// A writer of a text of about so many bytes.
  package init(byteCount: Int) {
    bytes.reserveCapacity(byteCount)
  }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package mutating func beginObject() { open(ASCII.openBrace) }
  package mutating func endObject() { close(ASCII.closeBrace) }
  package mutating func beginArray() { open(ASCII.openBracket) }
  package mutating func endArray() { close(ASCII.closeBracket) }

  package mutating func name(_ name: String) {
    separate()
    appendQuoted(name.utf8)
    bytes.append(ASCII.colon)
    needsComma = false
  }

  package mutating func value(_ text: String) { value(utf8: text.utf8) }

  package mutating func value(utf8: some Sequence<UInt8>) {
    separate()
    appendQuoted(utf8)
    needsComma = true
  }

  package mutating func value(_ integer: Int) { raw("\(integer)".utf8) }
  package mutating func value(_ boolean: Bool) { raw((boolean ? "true" : "false").utf8) }
  package mutating func null() { raw("null".utf8) }

  /// Writes bytes that are a JSON text already.
  package mutating func raw(_ json: some Sequence<UInt8>) {
    separate()
    bytes += json
    needsComma = true
  }

  /// Writes a text of which no byte needs an escape.
  package mutating func plainValue(_ append: (inout [UInt8]) -> Void) {
    separate()
    bytes.append(ASCII.quote)
    append(&bytes)
    bytes.append(ASCII.quote)
    needsComma = true
  }

  private mutating func open(_ byte: UInt8) {
    separate()
    bytes.append(byte)
    needsComma = false
  }

  private mutating func close(_ byte: UInt8) {
    bytes.append(byte)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(ASCII.comma) }
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == ASCII.quote || byte == ASCII.backslash || byte == 0x7F
  }

  private mutating func appendQuoted(_ utf8: some Sequence<UInt8>) {
    bytes.append(ASCII.quote)
    // Nearly all texts: taken over whole.
    let isPlain = utf8.withContiguousStorageIfAvailable { text in
      guard text.allSatisfy({ !Self.needsEscape($0) }) else { return false }
      bytes += text
      return true
    }
    if isPlain == true {
      bytes.append(ASCII.quote)
      return
    }
    for byte in utf8 {
      switch byte {
      case ASCII.quote, ASCII.backslash: bytes += [ASCII.backslash, byte]
      case ASCII.lineFeed: bytes += "\\n".utf8
      case ASCII.carriageReturn: bytes += "\\r".utf8
      case ASCII.tab: bytes += "\\t".utf8
      case 0..<0x20, 0x7F: bytes += "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(ASCII.quote)
  }
}
