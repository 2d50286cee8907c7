/// A part of what a server does about a request.
package enum Reply: Sendable {
  /// Sends these bytes.
  case bytes([UInt8])
  /// Waits, the connection being open.
  case pause(Duration)
  /// Closes the connection as it should be.
  case close
  /// Breaks it off: the client is told that it was reset.
  case reset

  /// Sends that text.
  package static func text(_ text: String) -> Reply { .bytes(Array(text.utf8)) }

  /// A whole answer, after which the connection can be used again.
  package static func answer(
    _ status: Int, _ headers: [(String, String)] = [], _ body: [UInt8] = []
  ) -> Reply {
    var head = "HTTP/1.1 \(status) -\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    // Neither has a body, nor may it say how long one would be.
    if status != 304, status != 204 { head += "Content-Length: \(body.count)\r\n" }
    return .bytes(Array((head + "\r\n").utf8) + body)
  }

  /// A whole answer with a text as its body.
  package static func answer(
    _ status: Int, _ headers: [(String, String)] = [], _ body: String
  ) -> Reply { answer(status, headers, Array(body.utf8)) }
}
