public import ScribeSession

/// Why a session cannot be tracked as it was asked for.
///
/// Its text is one line with a way out. It holds no URL, which may be secret, and no token.
public enum TrackingError: Error, Hashable, Sendable {
  /// No session can be polled below that URL.
  case unusableBaseURL(reason: String)
  /// The id or the filter cannot be part of a URL.
  case unusableStream
  /// The token cannot be part of a header field.
  case unusableToken
  /// The same tracker polls that session already, and there is one request at a time.
  case alreadyTracked(PollStream)
}

extension TrackingError: CustomStringConvertible {
  /// One line: what, and the way out.
  public var description: String {
    switch self {
    case .unusableBaseURL(let reason):
      "the base URL cannot be used: \(reason): it looks like https://host/voice/v1"
    case .unusableStream:
      "the session's id or filter cannot be used: neither is empty, and no id is a dot or two"
    case .unusableToken:
      "the token cannot be used: it has letters, digits and signs of ASCII, no blank or line feed, "
        + "and is neither empty nor longer than 16 KB"
    case .alreadyTracked(let stream):
      "\(stream.id.shown) is tracked already: follow the store instead, or end the other first"
    }
  }
}
