import ScribeJSON
import Testing

@Suite("A text that is read for its fingerprint")
struct TextReadingTests {
  private static let key = FingerprintKey(1, 2)

  private func string(_ json: String) throws -> JSONString {
    try #require(try JSONDocument(Array("\"\(json)\"".utf8)).root.string)
  }

  /// Plain and escaped pieces, so that escapes lie across blocks in every way.
  static let pieces = ["plain ", #"\u0928"#, #"\uD83D\uDE00"#, "é", #"\n"#, "नमस्ते"]

  private func text(_ seed: UInt64, _ pieces: [String], count: Int) -> String {
    var random = SeededBytes(seed: seed)
    var text = ""
    while text.utf8.count < count { text += pieces[random.below(pieces.count)] }
    return text
  }

  @Test("has the fingerprint of its decoded bytes, however it is escaped", arguments: 0..<40)
  func escaping(_ seed: Int) throws {
    let string = try string(
      text(UInt64(seed), seed.isMultiple(of: 4) ? ["x"] : Self.pieces, count: seed * 173))
    let reading = TextReading(string, key: Self.key)
    #expect(reading.byteCount == string.utf8.count)
    #expect(reading.fingerprint == Fingerprint(of: string.utf8, key: Self.key))
  }

  @Test("is taken up where it ended, and tells the fingerprint of every prefix")
  func extending() throws {
    for (seed, pieces) in [(1, ["x"]), (2, Self.pieces), (3, ["x", #"\t"#])] as [(UInt64, [String])]
    {
      let shorter = text(seed, pieces, count: 2500)
      let whole = Array(try string(shorter).utf8)
      for count in stride(from: 0, through: whole.count + 1, by: 13) + [1023, 1024, 1025, 2048] {
        let reading = TextReading(try string(shorter), key: Self.key, prefixLength: count)
        let expected =
          count <= whole.count ? Fingerprint(of: whole.prefix(count), key: Self.key) : nil
        #expect(reading.prefixFingerprint == expected, "\(count) bytes")
      }
      for appended in ["", "y", #"\u0928"#, text(seed + 9, Self.pieces, count: 3000)] {
        var reading = TextReading(try string(shorter), key: Self.key)
        reading.extend(to: try string(shorter + appended))
        let longer = try string(shorter + appended).utf8
        #expect(reading.byteCount == longer.count)
        #expect(reading.fingerprint == Fingerprint(of: longer, key: Self.key))
      }
    }
  }

  @Test("differs with every byte, also past the first block")
  func differs() {
    let text = (0..<3000).map { UInt8(truncatingIfNeeded: $0 &* 7 ^ $0 >> 8) }
    let fingerprint = Fingerprint(of: text[...], key: Self.key)
    var seen: Set<Fingerprint> = [fingerprint]
    for place in text.indices {
      var other = text
      other[place] ^= 0x10
      #expect(seen.insert(Fingerprint(of: other[...], key: Self.key)).inserted)
    }
    for count in 1020..<1030 {
      let zeros = [UInt8](repeating: 0, count: count)
      #expect(seen.insert(Fingerprint(of: zeros[...], key: Self.key)).inserted)
    }
    var swapped = text
    swapped.swapAt(0, 1024)
    swapped.swapAt(1, 1025)
    #expect(seen.insert(Fingerprint(of: swapped[...], key: Self.key)).inserted)
  }
}
