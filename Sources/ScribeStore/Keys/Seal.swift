import Crypto

/// AES-GCM in the form that is stored: 12 random bytes of nonce, the text, 16 bytes of tag.
enum Seal {
  static func seal(
    _ text: [UInt8], with key: SymmetricKey, context: [UInt8]
  ) throws -> [UInt8] {
    let box = try AES.GCM.seal(text, using: key, authenticating: context)
    guard let combined = box.combined else { throw RowFault("a seal has no nonce") }
    return Array(combined)
  }

  static func open(
    _ sealed: [UInt8], with key: SymmetricKey, context: [UInt8]
  ) throws -> [UInt8] {
    Array(
      try AES.GCM.open(
        AES.GCM.SealedBox(combined: sealed), using: key, authenticating: context))
  }
}
