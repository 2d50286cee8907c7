import Foundation
import ScribeSession

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// The requests of one session that are under way, told by its delegate what comes in.
///
/// A request that is broken off ends here at once, whenever the session is done with it: on Linux
/// cancelling waits until what has come in is decoded, and a small compressed body may become a very
/// long one.
final class URLSessionExchanges: NSObject, URLSessionDataDelegate {
  /// One request, and what has come of it so far.
  private struct Exchange {
    let request: PollRequest
    let continuation: CheckedContinuation<Poll.Outcome?, Never>
    var body: [UInt8] = []

    /// How many bytes more there may be.
    var room: Int { request.bodyLimit - body.count }
  }

  private struct State {
    var exchanges: [Int: Exchange] = [:]
    /// Those that were broken off before they began.
    var brokenOff: Set<Int> = []
  }

  private let state = Locked(State())

  /// Sends a request and returns what comes of it; nil where it is broken off.
  func begin(_ task: URLSessionDataTask, _ request: PollRequest) async -> Poll.Outcome? {
    await withCheckedContinuation { continuation in
      let begins = state.withLock { state in
        if state.brokenOff.remove(task.taskIdentifier) != nil { return false }
        state.exchanges[task.taskIdentifier] = Exchange(
          request: request, continuation: continuation)
        return true
      }
      if begins {
        task.resume()
      } else {
        continuation.resume(returning: nil)
        cancelSoon(task)
      }
    }
  }

  /// Breaks a request off, whether it has begun or not; one that has ended is left alone.
  func breakOff(_ task: URLSessionTask) {
    let exchange = state.withLock { state in
      let exchange = state.exchanges.removeValue(forKey: task.taskIdentifier)
      if exchange == nil { state.brokenOff.insert(task.taskIdentifier) }
      return exchange
    }
    guard let exchange else { return }
    exchange.continuation.resume(returning: nil)
    cancelSoon(task)
  }

  /// Forgets a request that has ended.
  func end(_ task: URLSessionTask) {
    state.withLock { _ = $0.brokenOff.remove(task.taskIdentifier) }
  }

  /// Cancels a task on a thread that may wait for it.
  private func cancelSoon(_ task: URLSessionTask) {
    DispatchQueue.global().async { task.cancel() }
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let tooLong: Exchange? = state.withLock { state in
      let id = dataTask.taskIdentifier
      guard let room = state.exchanges[id]?.room else { return nil }
      if data.count > room { return state.exchanges.removeValue(forKey: id) }
      // In place: nothing else may hold the body meanwhile.
      state.exchanges[id]?.body += data
      return nil
    }
    guard let tooLong else { return }
    tooLong.continuation.resume(returning: tooLong.request.bodyTooLong)
    cancelSoon(dataTask)
  }

  /// No redirect is followed here: who sends decides that, with the token in mind.
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }

  /// Whoever asks for a password gets none: a 401 is an answer, and says that the token is refused.
  ///
  /// On Linux the task would otherwise wait for credentials for ever, whatever is replied here; so the
  /// exchange ends with the answer that the challenge came with, whose body is not known.
  func urlSession(
    _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
    completionHandler:
      @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
  ) {
    #if os(Linux)
      guard let response = challenge.failureResponse as? HTTPURLResponse else {
        completionHandler(.performDefaultHandling, nil)
        return
      }
      let exchange = state.withLock { $0.exchanges.removeValue(forKey: task.taskIdentifier) }
      exchange?.continuation.resume(returning: Self.outcome(response, nil, nil))
      cancelSoon(task)
    #else
      completionHandler(.performDefaultHandling, nil)
    #endif
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    let exchange = state.withLock { $0.exchanges.removeValue(forKey: task.taskIdentifier) }
    guard let exchange else { return }
    exchange.continuation.resume(
      returning: Self.outcome(task.response, exchange.body, error))
  }

  private static func outcome(
    _ response: URLResponse?, _ body: [UInt8]?, _ error: (any Error)?
  ) -> Poll.Outcome {
    if let error { return .noAnswer(Poll.Failure(urlError: error)) }
    guard let response = response as? HTTPURLResponse else {
      return .noAnswer(Poll.Failure(.other, message: "the answer is not HTTP"))
    }
    let headers = response.allHeaderFields
      .compactMap { name, value in
        (name as? String).map { HeaderField(name: $0, value: "\(value)") }
      }
      .sorted { ($0.name, $0.value) < ($1.name, $1.value) }
    return .answer(Poll.Answer(status: response.statusCode, headers: headers.decoded, body: body))
  }
}
