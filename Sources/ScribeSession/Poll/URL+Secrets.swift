// What may be kept of the URL that a poll asked for, in a recording or a store.

extension String {
  /// The URL without what could be a secret in it: user and password, the fragment, and the values of
  /// all parameters but the filters' and `version`.
  ///
  /// Which of a session's URLs it is stays the same: the reducer reads nothing else.
  package var withoutURLSecrets: String {
    let marks: [UInt8] = [UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "@")]
    guard utf8.contains(where: marks.contains) else { return self }
    let address = utf8.prefix { $0 != UInt8(ascii: "#") }
    let target = address.prefix { $0 != UInt8(ascii: "?") }
    let query = address.dropFirst(target.count + 1)
      .split(separator: UInt8(ascii: "&")).compactMap(Self.parameter)
    let kept = Self.withoutUser(target)
    return query.isEmpty ? kept : "\(kept)?\(query.joined(separator: "&"))"
  }

  /// The name of a parameter, and its value where that is known to be no secret; nil where it has none,
  /// and so could be all secret.
  private static func parameter(_ pair: Substring.UTF8View) -> String? {
    let name = pair.prefix { $0 != UInt8(ascii: "=") }
    if PollStream.Filter.isPublicParameter(name) { return String(Substring(pair)) }
    return name.count < pair.count ? "\(Substring(name))=" : nil
  }

  private static func withoutUser(_ target: Substring.UTF8View) -> String {
    guard let colon = target.firstIndex(of: UInt8(ascii: ":")),
      target[colon...].starts(with: "://".utf8), !target[..<colon].contains(UInt8(ascii: "/"))
    else { return String(Substring(target)) }
    let scheme = target[...colon]
    let rest = target[colon...].dropFirst(3)
    let authority = rest.prefix { $0 != UInt8(ascii: "/") }
    let host = authority.lastIndex(of: UInt8(ascii: "@")).map { authority[$0...].dropFirst() }
    let path = rest.dropFirst(authority.count)
    return "\(Substring(scheme))//\(Substring(host ?? authority))\(Substring(path))"
  }
}
