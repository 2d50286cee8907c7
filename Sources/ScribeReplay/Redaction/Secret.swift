/// What looks like a secret, wherever it stands: no policy can let it through.
enum Secret {
  /// What is in the names of members that hold secrets, in letters and digits alone.
  private static let marks = [
    "uploadurl", "presignedurl", "signedurl", "token", "secret", "password", "passwd", "passphrase",
    "authorization", "apikey", "accesskey", "privatekey", "credential", "signature", "cookie",
    "jwt",
    "bearer",
  ]
  private static let shortestKey = 32

  /// Whether a member of that name holds one.
  static func isName(_ name: String) -> Bool {
    let letters = name.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    return marks.contains { letters.contains($0) }
  }

  /// Whether a text is one, or holds a URL that may: a URL with a query, a fragment or a user, a
  /// signed token, what a header of credentials begins with, a long key.
  static func isText(_ text: String) -> Bool {
    if text.contains("://"), text.contains(where: { $0 == "?" || $0 == "#" || $0 == "@" }) {
      return true
    }
    let lowercased = text.lowercased()
    if text.hasPrefix("eyJ") || lowercased.hasPrefix("bearer ") || lowercased.hasPrefix("basic ") {
      return true
    }
    let bytes = text.utf8
    return bytes.count >= shortestKey && bytes.allSatisfy(isKeyByte)
      && bytes.contains { (0x30...0x39).contains($0) }
      && bytes.contains { (0x41...0x5A).contains($0) }
      && bytes.contains { (0x61...0x7A).contains($0) }
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    let character = Unicode.Scalar(byte)
    return character.isASCII
      && (character.properties.isAlphabetic || ("0"..."9").contains(character)
        || "_-+/=.".unicodeScalars.contains(character))
  }
}
