import ScribeJSON
import Testing

@Suite("A fingerprint")
struct FingerprintTests {
  private static let key = FingerprintKey(0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908)

  @Test(
    "is SipHash-2-4-128, by the published test vectors",
    arguments: [
      (0, "a3817f04ba25a8e66df67214c7550293"), (1, "da87c1d86b99af44347659119b22fc45"),
      (7, "a1f1ebbed8dbc153c0b84aa61ff08239"), (8, "3b62a9ba6258f5610f83e264f31497b4"),
      (15, "5493e99933b0a8117e08ec0f97cfc3d9"), (16, "6ee2a4ca67b054bbfd3315bf85230577"),
      (63, "5150d1772f50834a503e069a973fbd7c"),
    ])
  func vectors(_ count: Int, _ expected: String) {
    let bytes = (0..<count).map { UInt8($0) }
    #expect(Fingerprint(of: bytes[...], key: Self.key).description == expected)
  }

  @Test("of a text is found on the way to that of a longer one")
  func prefixes() {
    let text = Array("Doctor: नमस्ते. Patient: வணக்கம்.".utf8)
    for count in text.indices {
      var hasher = FingerprintHasher(key: Self.key)
      hasher.append(text.prefix(count))
      #expect(hasher.fingerprint == Fingerprint(of: text.prefix(count), key: Self.key))
      hasher.append(text.dropFirst(count))
      #expect(hasher.fingerprint == Fingerprint(of: text[...], key: Self.key))
    }
  }

  @Test("differs with the key and with every byte")
  func differs() {
    let text = Array("transcript".utf8)
    let fingerprint = Fingerprint(of: text[...], key: Self.key)
    #expect(fingerprint != Fingerprint(of: text[...], key: .constant))
    for place in text.indices {
      var other = text
      other[place] ^= 1
      #expect(fingerprint != Fingerprint(of: other[...], key: Self.key))
    }
    #expect(fingerprint != Fingerprint(of: (text + [0])[...], key: Self.key))
  }
}
