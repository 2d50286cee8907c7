import ScribeSession

/// What stays of a poll beside its body.
enum RequestRedaction {
  /// Components of paths that say nothing of whose service it is.
  private static let commonComponents = ["", "api", "v1", "voice"]

  /// The URL with the stream that it asks for, and without host, credentials and other parameters;
  /// of the path before that, how many components there are and which are the same.
  static func url(_ url: String, of stream: PollStream, _ pseudonyms: Pseudonyms) -> String {
    let address = url.utf8.prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "?") }
    let scheme = address.prefix { $0 != UInt8(ascii: ":") }
    let rest = address.dropFirst(scheme.count)
    var redacted = path(address, pseudonyms)
    if rest.starts(with: "://".utf8), !scheme.contains(UInt8(ascii: "/")) {
      let isPlain = String(Substring(scheme)).lowercased() == "http"
      let path = rest.dropFirst(3).drop { $0 != UInt8(ascii: "/") }
      redacted = "\(isPlain ? "http" : "https")://host.invalid\(Self.path(path, pseudonyms))"
    }
    return stream.filter.map { "\(redacted)?\($0.query)" } ?? redacted
  }

  /// The path of a session with the components before `v1/sessions/{id}` replaced.
  private static func path(_ path: Substring.UTF8View, _ pseudonyms: Pseudonyms) -> String {
    let components = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let ownCount = components.last?.isEmpty == true ? 4 : 3
    let prefix = components.dropLast(ownCount).map { component in
      let text = String(Substring(component))
      return commonComponents.contains(text)
        ? text : String(decoding: pseudonyms.tag(component), as: UTF8.self)
    }
    let own = components.suffix(ownCount).map { String(Substring($0)) }
    return (prefix + own).joined(separator: "/")
  }

  /// The header fields that a session reads, and what kind of body there was, each once.
  static func headers(of answer: Poll.Answer, receivedAt: Instant) -> [HeaderField] {
    var fields: [HeaderField] = []
    if let date = answer.header("date"), Instant(httpDate: date, near: receivedAt) != nil {
      fields.append(HeaderField(name: "date", value: date))
    }
    if let wait = answer.header("retry-after") {
      let isReadable =
        (!wait.isEmpty && wait.utf8.allSatisfy { (0x30...0x39).contains($0) })
        || Instant(httpDate: wait, near: receivedAt) != nil
      // One that means nothing goes on to mean nothing.
      fields.append(HeaderField(name: "retry-after", value: isReadable ? wait : "?"))
    }
    if let type = answer.header("content-type").flatMap(mediaType) {
      fields.append(HeaderField(name: "content-type", value: type))
    }
    return fields
  }

  /// The type and subtype, of the kinds that bodies of answers are of.
  private static func mediaType(_ value: String) -> String? {
    let type = value.prefix { $0 != ";" && $0 != " " }.lowercased()
    return ["application/json", "text/html", "text/plain"].first { $0 == type }
  }
}
