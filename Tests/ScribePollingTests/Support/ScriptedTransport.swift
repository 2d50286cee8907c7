import Foundation
import ScribePolling
import ScribeSession

/// Answers requests from a script, without a socket; the last answer is given again and again.
final class ScriptedTransport: PollTransport, @unchecked Sendable {
  private let lock = NSLock()
  private var sent: [PollRequest] = []
  private let answer: @Sendable (Int, PollRequest) async throws -> Poll.Outcome

  init(_ outcomes: Poll.Outcome...) {
    answer = { number, _ in outcomes[min(number, outcomes.count) - 1] }
  }

  /// - Parameter answer: given the request's number, from 1.
  init(answer: @escaping @Sendable (Int, PollRequest) async throws -> Poll.Outcome) {
    self.answer = answer
  }

  var requests: [PollRequest] { lock.withLock { sent } }

  func send(_ request: PollRequest) async throws -> Poll.Outcome {
    let number = lock.withLock {
      sent.append(request)
      return sent.count
    }
    return try await answer(number, request)
  }
}

extension PollRequest {
  func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}
