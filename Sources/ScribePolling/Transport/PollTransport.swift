public import ScribeSession

/// What sends requests: one function, for the platform's HTTP client, a server's, or a test's.
///
/// A transport follows no redirect, keeps no cookie and no cache, and ends at once where its task is
/// cancelled: that is also how a request ends that takes too long.
public protocol PollTransport: Sendable {
  /// Sends a GET request and returns the whole answer, its body decoded, or why there is none.
  ///
  /// Throws where the task is cancelled. Whatever else is thrown counts as no answer.
  func send(_ request: PollRequest) async throws -> Poll.Outcome
}

/// A GET request of one poll.
public struct PollRequest: Sendable {
  /// The absolute URL.
  public let url: String
  /// The header fields, the bearer token among them.
  public let headers: [HeaderField]
  /// How many bytes the body may have once it is decoded: what is longer is broken off and is no
  /// answer, ``bodyTooLong``.
  public let bodyLimit: Int

  /// A request with these header fields.
  public init(url: String, headers: [HeaderField], bodyLimit: Int) {
    self.url = url
    self.headers = headers
    self.bodyLimit = bodyLimit
  }

  /// What becomes of a request whose body is longer than ``bodyLimit``.
  public var bodyTooLong: Poll.Outcome {
    .noAnswer(Poll.Failure(.other, message: "the body is longer than \(bodyLimit) bytes"))
  }
}

extension PollRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// What it is, neither where to nor with which token.
  public var description: String { "GET with \(headers.count) header fields" }

  /// The same as ``description``.
  public var debugDescription: String { description }

  /// No children, so that a dump shows no token.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension [HeaderField] {
  /// The header fields of an answer whose body was decoded: without what was only true of it as it
  /// was sent.
  var decoded: [HeaderField] {
    guard contains(where: { $0.isNamed("content-encoding") }) else { return self }
    return filter { !$0.isNamed("content-encoding") && !$0.isNamed("content-length") }
  }
}
