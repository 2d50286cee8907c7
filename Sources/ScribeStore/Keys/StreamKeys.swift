import Crypto
package import ScribeJSON
import ScribeSession

/// The secrets of one stream: of the fingerprints in its events, of its bodies' digests, and of the
/// seal on its bodies.
///
/// All are thrown away when the session is erased: what is left in the log then confirms no guess.
struct StreamKeys {
  /// What is stored of it, wrapped or in clear: 16 bytes of the fingerprint key, then 32 at random
  /// that the others are derived from (HKDF, RFC 5869).
  private static let fingerprintByteCount = 16
  private static let secretByteCount = 32

  let fingerprint: FingerprintKey
  /// SHA-256 of what is stored, which the chain of the stream begins with.
  let digest: [UInt8]
  /// What a digest begins with, made once: to take the key in costs as much as a short body.
  ///
  /// Nil of a stream that schema version 1 began, whose digests are SHA-256.
  private let digestStart: HMAC<SHA256>?
  /// Nil where bodies lie in clear.
  private let sealKey: SymmetricKey?

  /// The keys of a stream that schema version 1 began.
  init(fingerprint: FingerprintKey) {
    self.fingerprint = fingerprint
    digest = HashChain.digest(of: fingerprint.stored)
    digestStart = nil
    sealKey = nil
  }

  /// The keys as they are stored; nil where that is not what these bytes are.
  init?(material: [UInt8], isSealed: Bool) {
    guard material.count == Self.fingerprintByteCount + Self.secretByteCount,
      let fingerprint = FingerprintKey(stored: Array(material[..<Self.fingerprintByteCount]))
    else { return nil }
    self.fingerprint = fingerprint
    digest = HashChain.digest(of: material)
    let secret = SymmetricKey(data: material[Self.fingerprintByteCount...])
    digestStart = HMAC<SHA256>(key: Self.derived(from: secret, for: "scribe-body-digest-1"))
    sealKey = isSealed ? Self.derived(from: secret, for: "scribe-body-seal-1") : nil
  }

  private static func derived(from secret: SymmetricKey, for purpose: String) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(
      inputKeyMaterial: secret, info: Array(purpose.utf8), outputByteCount: 32)
  }

  /// What is stored of a new stream whose fingerprints have that key.
  static func newMaterial(fingerprint: FingerprintKey) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return fingerprint.stored
      + (0..<secretByteCount).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  // MARK: Bodies

  /// By what a body is known: under a key of the stream, so that nobody can confirm a guessed body
  /// once that is gone.
  func digest(of body: [UInt8]) -> BodyDigest {
    guard var digest = digestStart else {
      return BodyDigest(byteCount: body.count, sha256: HashChain.digest(of: body))
    }
    digest.update(data: body)
    return BodyDigest(byteCount: body.count, sha256: Array(digest.finalize()))
  }

  /// What is written of a body or a difference.
  func written(_ data: [UInt8], of body: BodyDigest, base: Int?) throws -> [UInt8] {
    guard let sealKey else { return data }
    return try Seal.seal(data, with: sealKey, context: context(of: body, base: base))
  }

  /// What was written.
  func read(_ data: [UInt8], of body: BodyDigest, base: Int?) throws -> [UInt8] {
    guard let sealKey else { return data }
    return try Seal.open(data, with: sealKey, context: context(of: body, base: base))
  }

  /// Which body a seal is on, so that none can be put in another's place.
  private func context(of body: BodyDigest, base: Int?) -> [UInt8] {
    Array("scribe-body-1 \(body.byteCount) \(base ?? 0) ".utf8) + digest + body.sha256
  }
}

/// What can be had of a stream's keys.
enum StreamSecret {
  case keys(StreamKeys)
  /// They are wrapped, and nobody gave the key that unwraps them.
  case locked
  /// The session was erased.
  case erased

  var keys: StreamKeys? {
    if case .keys(let keys) = self { keys } else { nil }
  }

  var isLocked: Bool {
    if case .locked = self { true } else { false }
  }

  var isErased: Bool {
    if case .erased = self { true } else { false }
  }

  /// The fingerprints' key, or one by which states can be read though nothing can be decided.
  var fingerprint: FingerprintKey { keys?.fingerprint ?? .constant }
}

extension FingerprintKey {
  /// A key that nobody can guess.
  package static func random() -> FingerprintKey {
    var generator = SystemRandomNumberGenerator()
    return FingerprintKey(generator.next(), generator.next())
  }

  init?(stored bytes: [UInt8]) {
    guard bytes.count == 16 else { return nil }
    let words = [bytes[..<8], bytes[8...]].map { half in
      half.enumerated().reduce(UInt64(0)) { $0 | UInt64($1.element) << UInt64(8 * $1.offset) }
    }
    self.init(words[0], words[1])
  }

  var stored: [UInt8] {
    [first, second].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
    }
  }
}
