import Crypto
import ScribeJSON

extension Pseudonyms {
  /// The fewest bytes of a secret; that they are random is up to whoever made it.
  package static let shortestSecret = 16

  /// Pseudonyms under a secret that somebody keeps, the same wherever it is used; nil where it is too
  /// short for one.
  ///
  /// The key is derived (HKDF with SHA-256, RFC 5869) and of no other use. Whoever has the secret can
  /// confirm guesses, so it must not go where copies go; a password could be guessed itself.
  package init?(secret: [UInt8]) {
    guard secret.count >= Self.shortestSecret else { return nil }
    let key = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: secret), info: Array("scribe-session pseudonyms 1".utf8),
      outputByteCount: 16)
    let bytes = key.withUnsafeBytes { Array($0) }
    let words = stride(from: 0, to: 16, by: 8).map { start in
      bytes[start..<start + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
    self.init(key: FingerprintKey(words[0], words[1]))
  }
}
