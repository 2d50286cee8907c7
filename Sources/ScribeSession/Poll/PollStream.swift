/// What a poll belongs to: one session, seen whole or through one filter.
///
/// A filtered answer has a status of its own, so each filter is a stream of its own under the same
/// rules, and never touches another (TheRules, section 1).
public struct PollStream: Sendable {
  /// Shared, because each poll of a stream names it again.
  private let names: Names

  private final class Names: Sendable {
    let id: ExactText
    let filter: Filter?

    init(id: ExactText, filter: Filter?) {
      self.id = id
      self.filter = filter
    }
  }

  /// The session's id, percent-decoded.
  public var id: ExactText { names.id }
  /// The filter, where the request had one.
  public var filter: Filter? { names.filter }

  /// The filters that the endpoint knows; at least one of the two is there.
  public struct Filter: Hashable, Sendable {
    /// The first non-empty `template_id` of the query.
    public let templateID: ExactText?
    /// The first non-empty `document_id` of the query.
    public let documentID: ExactText?

    /// A filter by template, by document or by both; nil where it is by neither.
    public init?(templateID: ExactText?, documentID: ExactText?) {
      guard templateID != nil || documentID != nil else { return nil }
      self.templateID = templateID
      self.documentID = documentID
    }
  }

  /// A session seen whole, or through a filter.
  public init(id: ExactText, filter: Filter? = nil) {
    names = Names(id: id, filter: filter)
  }

  /// Reads the stream off a request; nil where it does not ask for a session's state.
  ///
  /// The method is exactly GET and the path `…/v1/sessions/{id}`, where one slash may follow, no
  /// component is empty, and the component before `v1` is not `api`, which is another endpoint.
  public init?(method: String, url: String) {
    guard method.utf8.elementsEqual("GET".utf8) else { return nil }
    let target = RequestTarget(url)
    guard let id = target.sessionID else { return nil }
    self.init(
      id: id,
      filter: Filter(
        templateID: target.firstValue(of: Filter.parameters[0]),
        documentID: target.firstValue(of: Filter.parameters[1])))
  }
}

extension PollStream.Filter {
  /// The parameters of a URL that are a filter.
  fileprivate static let parameters: [ExactText] = ["template_id", "document_id"]

  /// Whether a parameter, as its name is spelled in a URL, is a filter, or the version that clients
  /// have asked for: what is known to hold no secret.
  static func isPublicParameter(_ name: Substring.UTF8View) -> Bool {
    let name = RequestTarget.decoded(name, plusIsBlank: true)
    return name == "version" || parameters.contains(name)
  }
}

extension PollStream.Filter {
  /// The filter as the query of a URL, without its question mark.
  package var query: String {
    zip(Self.parameters, [templateID, documentID]).compactMap { name, value in
      value.map { "\(name.text)=\($0.percentEncoded)" }
    }.joined(separator: "&")
  }
}

extension ExactText {
  /// The text as a part of a URL: whatever is not unreserved is encoded (RFC 3986, section 2.3).
  package var percentEncoded: String {
    text.utf8.reduce(into: "") { encoded, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
  }
}

extension PollStream: Hashable {
  /// Whether both are the same session seen through the same filter.
  public static func == (left: PollStream, right: PollStream) -> Bool {
    left.names === right.names || (left.id == right.id && left.filter == right.filter)
  }

  /// Feeds id and filter.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(id)
    hasher.combine(filter)
  }
}

/// The path and query of a URL, as far as the endpoint needs them.
private struct RequestTarget {
  private let path: Substring.UTF8View
  private let query: Substring.UTF8View

  init(_ url: String) {
    let beforeFragment = url.utf8.prefix { $0 != UInt8(ascii: "#") }
    let beforeQuery = beforeFragment.prefix { $0 != UInt8(ascii: "?") }
    query = beforeFragment.dropFirst(beforeQuery.count + 1)
    path = Self.withoutAuthority(beforeQuery)
  }

  /// Drops `scheme://host` where there is one.
  private static func withoutAuthority(_ url: Substring.UTF8View) -> Substring.UTF8View {
    guard let colon = url.firstIndex(of: UInt8(ascii: ":")),
      url[colon...].starts(with: "://".utf8),
      !url[..<colon].contains(UInt8(ascii: "/"))
    else { return url }
    return url[colon...].dropFirst(3).drop { $0 != UInt8(ascii: "/") }
  }

  var sessionID: ExactText? {
    guard path.first == UInt8(ascii: "/") else { return nil }
    var components = path.dropFirst()
      .split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    if let last = components.last, last.isEmpty { components.removeLast() }
    guard components.count >= 3, !components.contains(where: \.isEmpty) else { return nil }
    let end = Array(components.suffix(4))
    guard end[end.count - 3].elementsEqual("v1".utf8),
      end[end.count - 2].elementsEqual("sessions".utf8),
      end.count == 3 || !end[0].elementsEqual("api".utf8)
    else { return nil }
    return Self.decoded(end[end.count - 1], plusIsBlank: false)
  }

  /// The first value of that parameter that is not empty.
  func firstValue(of name: ExactText) -> ExactText? {
    for pair in query.split(separator: UInt8(ascii: "&")) {
      let key = pair.prefix { $0 != UInt8(ascii: "=") }
      let value = pair.dropFirst(key.count + 1)
      if !value.isEmpty, Self.decoded(key, plusIsBlank: true) == name {
        return Self.decoded(value, plusIsBlank: true)
      }
    }
    return nil
  }

  /// Percent-decodes (RFC 3986, section 2.1); what is no UTF-8 afterwards stays as it was.
  static func decoded(_ text: Substring.UTF8View, plusIsBlank: Bool) -> ExactText {
    var bytes: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let escaped = hexPair(rest.prefix(2)) {
        bytes.append(escaped)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(plusIsBlank && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    let decoded = String(decoding: bytes, as: UTF8.self)
    guard decoded.utf8.elementsEqual(bytes) else { return ExactText(String(Substring(text))) }
    return ExactText(decoded)
  }

  private static func hexPair(_ digits: Substring.UTF8View) -> UInt8? {
    guard digits.count == 2, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit })
    else { return nil }
    return UInt8(String(Substring(digits)), radix: 16)
  }
}
