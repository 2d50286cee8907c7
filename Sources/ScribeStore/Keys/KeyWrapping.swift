import Crypto
import Foundation

/// What wraps the keys of sessions: the one secret that a sealed store needs from outside (a key
/// encryption key, of envelope encryption).
///
/// An app keeps it in the keychain, a server with a KMS. A store asks when it is opened, on the caller's
/// thread; when a session begins, within the transaction that everybody who appends waits for, also in
/// other processes; and once for each session that it reads, and again after an erasure. An
/// implementation may block, and had better not for long: a key that is far away is fetched once, and
/// handed over as a ``WrappingKey``.
public protocol KeyWrapping: Sendable {
  /// What the key that wraps now is called: stored in clear beside what it has wrapped.
  var keyName: String { get }

  /// Wraps a key of a session, 48 bytes, so that it can be had back with this context only.
  ///
  /// The context says what the key is for: it is not secret, and is authenticated, not stored.
  func wrap(_ key: [UInt8], context: [UInt8]) throws -> [UInt8]

  /// Gives a key back that was wrapped for this context by the key that was called so then.
  ///
  /// Throws where it cannot: ``WrappedKeyChanged`` where it is not what that key wrapped for that context.
  func unwrap(_ wrapped: [UInt8], keyName: String, context: [UInt8]) throws -> [UInt8]
}

/// A wrapped key is not what was wrapped, though the right key was asked.
public struct WrappedKeyChanged: Error {
  /// A wrapped key is not what was wrapped.
  public init() {}
}

/// The key that was asked is another.
private struct OtherKey: Error {}

/// A key of 256 bits at hand that wraps the keys of sessions: AES-GCM (NIST SP 800-38D).
public struct WrappingKey: KeyWrapping {
  /// How many bytes a key has.
  public static let byteCount = 32

  private let key: SymmetricKey
  /// Eight bytes of a digest of the key, by which it is told from others.
  public let keyName: String

  /// A key; nil where that are not 32 bytes.
  public init?(bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    key = SymmetricKey(data: bytes)
    keyName = Hexadecimal.text(
      of: Array(HashChain.digest(of: Array("scribe-key-name-1".utf8) + bytes).prefix(8)))
  }

  /// A key as people write it: 64 hexadecimal digits, or 44 of Base64; nil for any other text.
  ///
  /// White space around it does not count. `openssl rand -hex 32` makes one.
  public init?(text: String) {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    let bytes = text.utf8.count == 64 ? Hexadecimal.bytes(of: text) : nil
    guard let bytes = bytes ?? Data(base64Encoded: text).map(Array.init) else { return nil }
    self.init(bytes: bytes)
  }

  /// Wraps a key, so that it can be had back with this context only.
  public func wrap(_ key: [UInt8], context: [UInt8]) throws -> [UInt8] {
    try Seal.seal(key, with: self.key, context: context)
  }

  /// Gives a key back; throws where it was wrapped otherwise, or changed.
  public func unwrap(_ wrapped: [UInt8], keyName: String, context: [UInt8]) throws -> [UInt8] {
    guard keyName == self.keyName else { throw OtherKey() }
    do {
      return try Seal.open(wrapped, with: key, context: context)
    } catch {
      throw WrappedKeyChanged()
    }
  }
}

extension WrappingKey: CustomStringConvertible, CustomReflectable {
  /// The name, not the key.
  public var description: String { "wrapping key \(keyName)" }

  /// No children, so that a dump does not show the key.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
