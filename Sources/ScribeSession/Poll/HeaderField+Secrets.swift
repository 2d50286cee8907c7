// What may be kept of an answer's header fields, in a recording or a store.

extension HeaderField {
  /// What the names of fields hold that carry credentials: never kept, never written.
  private static let signs: [[UInt8]] = [
    "auth", "token", "secret", "cookie", "jwt", "passw", "-pass", "credential", "signature",
    "api-key", "apikey", "api_key", "access-key", "session-key",
  ].map { sign in sign.utf8.map { $0 | 0x20 } }

  /// The names of fields that ask for credentials, and hold none.
  private static let challenges = ["www-authenticate", "proxy-authenticate"]

  /// Whether the field is for credentials, by its name.
  package var carriesCredentials: Bool {
    // A pseudo-header is a part of the URL, `:authority` its host (RFC 9113, section 8.3.1).
    if name.utf8.first == UInt8(ascii: ":") { return false }
    if Self.challenges.contains(where: isNamed) { return false }
    return nameHolds(Self.signs)
  }

  private func nameHolds(_ signs: [[UInt8]]) -> Bool {
    // As small letters, which have this bit set.
    let name = name.utf8.map { $0 | 0x20 }
    return signs.contains { sign in
      name.indices.dropLast(sign.count - 1).contains { start in
        name[start] == sign[0] && name[start...].starts(with: sign)
      }
    }
  }

  /// What the names of fields hold that carry a digest of the body, by which a guess of it could be
  /// confirmed once it is erased.
  private static let digests = ["etag", "content-md5", "digest", "checksum", "hash"]
    .map { sign in sign.utf8.map { $0 | 0x20 } }

  /// Whether the field carries a digest of the body, by its name: no store keeps it.
  package var carriesDigest: Bool { nameHolds(Self.digests) }

  /// The field without what is secret in it; nil where nothing is left.
  ///
  /// Of a URL, which may be signed, everything before its first parameter stays.
  package func withoutSecrets() -> HeaderField? {
    if carriesCredentials { return nil }
    guard value.utf8.contains(UInt8(ascii: "/")) else { return self }
    return HeaderField(name: name, value: value.redactingURLs)
  }
}
