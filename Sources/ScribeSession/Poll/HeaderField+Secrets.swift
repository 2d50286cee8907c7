// What may be kept of an answer's header fields, in a recording or a store.

extension HeaderField {
  /// What the names of fields hold that carry credentials: never kept, never written.
  private static let signs = [
    "auth", "token", "secret", "cookie", "jwt", "passw", "-pass", "credential", "signature",
    "api-key", "apikey", "api_key", "access-key", "session-key",
  ]

  /// Whether the field is for credentials, by its name.
  package var carriesCredentials: Bool {
    let name = name.lowercased()
    return Self.signs.contains { name.contains($0) }
  }

  /// The field without what is secret in it; nil where nothing is left.
  ///
  /// Of a URL, which may be signed, everything before its first parameter stays.
  package func withoutSecrets() -> HeaderField? {
    if carriesCredentials { return nil }
    return HeaderField(name: name, value: value.withoutSecretsOfURLs)
  }
}
