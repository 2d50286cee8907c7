import Foundation
import ScribeSession

/// The URL that a session is polled at, and what redirects from it are followed.
struct PollTarget {
  let url: String

  /// - Parameter baseURL: what comes before `/sessions/{id}`; it ends in `/v1`.
  init(_ stream: PollStream, below baseURL: String) throws(TrackingError) {
    // Whatever else there is would be encoded by some and sent as it is by others.
    guard baseURL.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw .unusableBaseURL(reason: "it holds a blank, or what is not ASCII")
    }
    guard let base = URLComponents(string: baseURL), let host = base.host, !host.isEmpty else {
      throw .unusableBaseURL(reason: "it is no absolute URL")
    }
    guard ["http", "https"].contains(base.scheme?.lowercased()) else {
      throw .unusableBaseURL(reason: "its scheme is neither https nor http")
    }
    guard base.port.map({ (1...65_535).contains($0) }) ?? true else {
      throw .unusableBaseURL(reason: "there is no such port")
    }
    guard base.user == nil, base.password == nil else {
      throw .unusableBaseURL(reason: "it holds a user or a password")
    }
    guard base.query == nil, base.fragment == nil else {
      throw .unusableBaseURL(reason: "it holds a query or a fragment")
    }
    let spelled = Self.withLowercaseScheme(baseURL)
    let path = spelled.hasSuffix("/") ? String(spelled.dropLast()) : spelled
    guard PollStream(method: "GET", url: path + "/sessions/x") != nil else {
      throw .unusableBaseURL(reason: "its path must end in /v1, and not in /api/v1")
    }
    let query = stream.filter.map { "?\($0.query)" } ?? ""
    url = path + "/sessions/" + stream.id.percentEncoded + query
    // A client takes a dot or two for a folder, however they are escaped.
    guard ![".", ".."].contains(stream.id.text), URL(string: url) != nil,
      PollStream(method: "GET", url: url) == stream
    else { throw .unusableStream }
  }

  /// The same URL as every client understands it: some take `HTTP` for another scheme than `http`.
  private static func withLowercaseScheme(_ url: String) -> String {
    let scheme = url.prefix { $0 != ":" }
    return scheme.lowercased() + url.dropFirst(scheme.count)
  }

  /// Where an answer sends the poll, if it stays with the same host and is as secure; nil where it
  /// is not followed.
  ///
  /// The token goes with it, so that another port, another host or plain HTTP is out of the question.
  static func redirect(from url: String, _ answer: Poll.Answer) -> String? {
    guard [301, 302, 303, 307, 308].contains(answer.status),
      let location = answer.header("location"), let from = URL(string: url),
      let to = URL(string: location, relativeTo: from)?.absoluteURL,
      to.user == nil, to.password == nil, let origin = Origin(from), let other = Origin(to),
      origin == other || other == origin.secured
    else { return nil }
    return withLowercaseScheme(to.absoluteString)
  }

  private struct Origin: Equatable {
    let scheme: String
    let host: String
    let port: Int

    init?(_ url: URL) {
      guard let scheme = url.scheme?.lowercased(), let host = url.host?.lowercased(),
        ["http", "https"].contains(scheme)
      else { return nil }
      self.init(scheme: scheme, host: host, port: url.port ?? (scheme == "http" ? 80 : 443))
    }

    private init(scheme: String, host: String, port: Int) {
      self.scheme = scheme
      self.host = host
      self.port = port
    }

    /// The same host where it speaks TLS at the usual port.
    var secured: Origin? {
      scheme == "http" && port == 80 ? Origin(scheme: "https", host: host, port: 443) : nil
    }
  }
}
