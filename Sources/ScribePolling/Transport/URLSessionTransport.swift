import Foundation
public import ScribeSession

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Sends requests through the platform's `URLSession`, which keeps nothing: no cache, no cookies, no
/// credentials, no file.
///
/// On Linux, Foundation up to the one of Swift 6.3 ends the process where a connection closes within
/// the head of an answer, or an answer has trailers (swift-corelibs-foundation, issue 5285). It keeps a
/// core busy while the first answer of a connection is awaited, reaches no IPv6 literal, and takes an
/// answer for none that has a byte in a header field which is not UTF-8. It also takes some 0.4 ms of a
/// processor for each request, and does about a thousand a second however many there are at once. So a
/// server takes `AsyncHTTPClientTransport`, behind the package trait `AsyncHTTPClient`.
public final class URLSessionTransport: PollTransport {
  private let session: URLSession
  private let exchanges = URLSessionExchanges()

  /// A transport with connections of its own.
  ///
  /// - Parameter connections: how many connections there are to a host at most.
  public init(connections: Int = 64) {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.urlCache = nil
    configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
    configuration.httpCookieStorage = nil
    configuration.httpCookieAcceptPolicy = .never
    configuration.httpShouldSetCookies = false
    configuration.urlCredentialStorage = nil
    configuration.httpMaximumConnectionsPerHost = max(1, connections)
    // Whoever sends ends what takes too long, however slowly bytes keep coming.
    configuration.timeoutIntervalForRequest = 86_400
    session = URLSession(configuration: configuration, delegate: exchanges, delegateQueue: nil)
  }

  deinit {
    // Whatever still runs was broken off and is being cancelled. Where that and `invalidateAndCancel`
    // meet, Foundation ends the process on Linux: it looks for a task that it has forgotten already.
    session.finishTasksAndInvalidate()
  }

  /// Sends a GET request and returns the whole answer, or why there is none.
  public func send(_ request: PollRequest) async throws -> Poll.Outcome {
    guard let url = URL(string: request.url) else {
      return .noAnswer(Poll.Failure(.other, message: "the URL cannot be read"))
    }
    try Task.checkCancellation()
    var urlRequest = URLRequest(url: url)
    for field in request.headers {
      urlRequest.addValue(field.value, forHTTPHeaderField: field.name)
    }
    let task = session.dataTask(with: urlRequest)
    let outcome = await withTaskCancellationHandler {
      await exchanges.begin(task, request)
    } onCancel: {
      exchanges.breakOff(task)
    }
    exchanges.end(task)
    guard let outcome else { throw CancellationError() }
    return outcome
  }
}
