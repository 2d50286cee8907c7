import Crypto

/// The digests that storing a poll costs, for what is measured beside a store.
enum PeerDigest {
  /// Of a body.
  static func of(_ body: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: body)) }

  /// Of a hash and so many bytes more.
  static func of(_ hash: [UInt8], _ count: Int) -> [UInt8] {
    of(hash + [UInt8](repeating: 0, count: count))
  }
}
