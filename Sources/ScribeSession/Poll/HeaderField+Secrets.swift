// What may be kept of an answer's header fields, in a recording or a store.

extension HeaderField {
  /// The names of fields that carry credentials: never kept, never written.
  private static let credentials = [
    "authorization", "proxy-authorization", "cookie", "set-cookie", "authentication-info",
    "proxy-authentication-info",
  ]

  /// The names of fields that carry a URL, which may be signed.
  private static let locations = ["location", "content-location", "refresh", "link"]

  /// The field without what is secret in it; nil where nothing is left.
  package func withoutSecrets() -> HeaderField? {
    if Self.credentials.contains(where: isNamed) { return nil }
    guard Self.locations.contains(where: isNamed) else { return self }
    return HeaderField(name: name, value: String(value.prefix { $0 != "?" }))
  }
}
