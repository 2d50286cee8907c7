/// A body, as far as it can be had.
enum StoredBody {
  case bytes([UInt8])
  /// It, or what it is a difference from, was erased.
  case erased
  /// It is sealed, and nobody gave the key.
  case locked

  var bytes: [UInt8]? {
    if case .bytes(let bytes) = self { bytes } else { nil }
  }
}
