package import ScribeJSON

/// A text known by its length and fingerprint alone.
public struct ContentDigest: Hashable, Sendable {
  /// Its length in bytes of UTF-8.
  public let byteCount: Int
  /// Its fingerprint under the session's key.
  package let fingerprint: Fingerprint

  init(byteCount: Int, fingerprint: Fingerprint) {
    self.byteCount = byteCount
    self.fingerprint = fingerprint
  }

  init(of bytes: ArraySlice<UInt8>, key: FingerprintKey) {
    self.init(byteCount: bytes.count, fingerprint: Fingerprint(of: bytes, key: key))
  }
}

/// The list of audio files, known by its length and its last path components in any order.
public struct AudioNames: Hashable, Sendable {
  /// How many there are.
  public let count: Int
  /// Of their last path components, sorted.
  package let fingerprint: Fingerprint
}

/// An `error` member, known by its code and the rest's digest.
public struct ErrorDigest: Hashable, Sendable {
  /// The code, where there is one; as ``Content/modelUsed`` where it does not look like a word.
  public let code: ExactText?
  /// Of the message.
  public let message: ContentDigest?
}

/// The non-fatal failures of a session, known by their types and files.
public struct ProcessingErrors: Hashable, Sendable {
  /// How many there are.
  public let count: Int
  /// Type and file of the first ones, each where it is given and looks like a word.
  public let kinds: [Kind]
  /// Of all, their messages included.
  package let fingerprint: Fingerprint

  /// One failure's type and file.
  public struct Kind: Hashable, Sendable {
    /// What kind of failure it is.
    public let type: ExactText?
    /// The last path component of the audio file that failed.
    public let file: ExactText?
  }

  /// How many failures are kept by type and file, so that no body makes a state grow.
  static let limit = 32
}
