public import ScribeSession

/// A transport that is a function: around a client of your own, or for tests without sockets.
///
/// ```swift
/// transport: FunctionTransport { try await recorded.outcome(of: $0.url, $0.headers) }
/// ```
///
/// What the function has to keep to is said at ``PollTransport``.
public struct FunctionTransport: PollTransport {
  private let function: @Sendable (PollRequest) async throws -> Poll.Outcome

  /// Sends requests by calling that function.
  public init(_ function: @escaping @Sendable (PollRequest) async throws -> Poll.Outcome) {
    self.function = function
  }

  /// Calls the function.
  public func send(_ request: PollRequest) async throws -> Poll.Outcome {
    try await function(request)
  }
}
