import Foundation
import ScribeSession

extension Poll.Answer {
  /// An error in the documented envelope (OnTheWire, "Answers").
  ///
  /// - Parameters:
  ///   - message: without a character that JSON escapes.
  static func envelope(
    _ status: Int, _ code: String, _ message: String, _ headers: [HeaderField] = []
  ) -> Poll.Answer {
    Poll.Answer(
      status: status,
      headers: [HeaderField(name: "Content-Type", value: "application/json")] + headers,
      body: Array(#"{"error":{"code":"\#(code)","message":"\#(message)"}}"#.utf8))
  }

  static let unauthorized = envelope(
    401, "authentication_failed", "A bearer token is needed",
    [HeaderField(name: "WWW-Authenticate", value: "Bearer")])
  static let wrongToken = envelope(
    401, "authentication_failed", "Another bearer token is needed",
    [HeaderField(name: "WWW-Authenticate", value: #"Bearer error="invalid_token""#)])
  static let unknownSession = envelope(404, "session_not_found", "Session does not exist")
  static let unknownResource = envelope(404, "resource_not_found", "There is no such resource")
  static let unreadableRecording = envelope(
    500, "internal_error", "The recording can no longer be read")
  static let wrongMethod = envelope(
    405, "method_not_allowed", "Only GET is answered here",
    [HeaderField(name: "Allow", value: "GET")])

  /// A status of which the documents say which code its envelope has.
  static func status(_ status: Int, retryAfter: Int?) -> Poll.Answer {
    let code =
      switch status {
      case 401: "authentication_failed"
      case 404: "session_not_found"
      case 410: "session_expired"
      case 429: "rate_limited"
      default: status < 500 ? "invalid_request" : "internal_error"
      }
    let headers = retryAfter.map { [HeaderField(name: "Retry-After", value: "\($0)")] } ?? []
    return envelope(status, code, "Injected by the recorded service", headers)
  }
}
