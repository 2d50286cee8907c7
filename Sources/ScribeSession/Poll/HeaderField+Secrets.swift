// What may be kept of an answer's header fields, in a recording or a store.

extension HeaderField {
  /// The names of fields that carry credentials: never kept, never written.
  private static let credentials = [
    "authorization", "proxy-authorization", "cookie", "set-cookie", "authentication-info",
    "proxy-authentication-info",
  ]

  /// What the names of fields hold that carry credentials of an application's own.
  private static let signs = ["token", "secret", "api-key", "apikey", "password", "credential"]

  /// The names of fields that carry a URL, which may be signed.
  private static let locations = ["location", "content-location", "refresh", "link"]

  /// Whether the field is for credentials, by its name.
  package var carriesCredentials: Bool {
    if Self.credentials.contains(where: isNamed) { return true }
    let name = name.lowercased()
    return Self.signs.contains { name.contains($0) }
  }

  /// The field without what is secret in it; nil where nothing is left.
  package func withoutSecrets() -> HeaderField? {
    if carriesCredentials { return nil }
    guard Self.locations.contains(where: isNamed) else { return self }
    return HeaderField(name: name, value: String(value.prefix { $0 != "?" }))
  }
}
