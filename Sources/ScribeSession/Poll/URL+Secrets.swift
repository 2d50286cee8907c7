// What may be kept of the URL that a poll asked for, and of URLs in other texts, in a recording or a store.

extension String {
  /// The URL without what could be a secret in it: user and password, the fragment, and the values of
  /// all parameters but the filters' and `version`.
  ///
  /// Which of a session's URLs it is stays the same: the reducer reads nothing else.
  package var redactedAsURL: String {
    guard utf8.contains(where: Self.mayBeginSecret) else { return self }
    let address = utf8.prefix { $0 != UInt8(ascii: "#") }
    let target = address.prefix { $0 != UInt8(ascii: "?") }
    let query = address.dropFirst(target.count + 1)
      .split(separator: UInt8(ascii: "&")).compactMap(Self.parameter)
    let kept = Self.withoutUsers(target)
    return query.isEmpty ? kept : "\(kept)?\(query.joined(separator: "&"))"
  }

  private static func mayBeginSecret(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") || byte == UInt8(ascii: "@")
  }

  /// A text that is, or holds, URLs without what could be a secret in them: users and passwords, and
  /// everything from the first parameter or fragment on.
  package var redactingURLs: String {
    guard utf8.contains(where: { $0 == UInt8(ascii: "/") }) else { return self }
    // A password may hold what begins parameters elsewhere.
    let known = Self.withoutUsers(utf8[...])
    return String(
      Substring(known.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }))
  }

  /// The name of a parameter, and its value where that is known to be no secret; nil where it has none,
  /// and so could be all secret.
  private static func parameter(_ pair: Substring.UTF8View) -> String? {
    let name = pair.prefix { $0 != UInt8(ascii: "=") }
    if PollStream.Filter.isPublicParameter(name) { return String(Substring(pair)) }
    return name.count < pair.count ? "\(Substring(name))=" : nil
  }

  /// What is before an at sign in each authority, which begins after two slashes, goes.
  private static func withoutUsers(_ text: Substring.UTF8View) -> String {
    var kept = ""
    var rest = text
    while let slash = rest.firstIndex(of: UInt8(ascii: "/")) {
      kept += "\(Substring(rest[...slash]))"
      rest = rest[slash...].dropFirst()
      guard rest.first == UInt8(ascii: "/") else { continue }
      kept += "/"
      rest = rest.dropFirst()
      let authority = rest.prefix { !endOfAuthority.contains($0) }
      if let at = authority.lastIndex(of: UInt8(ascii: "@")) { rest = rest[at...].dropFirst() }
    }
    return kept + "\(Substring(rest))"
  }

  private static let endOfAuthority: [UInt8] = [
    UInt8(ascii: "/"), UInt8(ascii: " "), UInt8(ascii: "\""), UInt8(ascii: "'"),
  ]
}
