/// What was said so far: of one language and seed, each transcript begins with every shorter one.
package struct Transcript: Hashable, Sendable {
  /// The text in UTF-8.
  package let utf8: [UInt8]
  /// Where its whole lines end, each behind its line feed.
  package let lineEnds: [Int]

  /// The longest beginning of the talk that takes up to that many bytes and cuts no scalar.
  package init(_ language: Language, byteCount: Int, seed: UInt64) {
    var dialogue = Dialogue(language, seed: seed)
    var text: [UInt8] = []
    var ends: [Int] = []
    while text.count <= byteCount {
      text += dialogue.line().utf8
      ends.append(text.count)
    }
    var end = byteCount
    while Self.isContinuation(text[end]) { end -= 1 }
    utf8 = Array(text[..<end])
    lineEnds = ends.filter { $0 <= end }
  }

  /// Whether a byte of UTF-8 is not the first one of its scalar.
  private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}
