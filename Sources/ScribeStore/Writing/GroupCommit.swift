/// Lets appends that come at the same time share a COMMIT.
///
/// While one transaction is being made durable, the next appends queue up, and go together.
actor GroupCommit {
  /// How many callers share a transaction at most.
  private static let limit = 256

  private struct Request {
    let steps: [NewStep]
    let continuation: CheckedContinuation<Result<[AppendResult], StoreError>, Never>
  }

  private let commit: @Sendable ([[NewStep]]) async -> [Result<[AppendResult], StoreError>]
  private var requests: [Request] = []
  private var isCommitting = false

  /// - Parameter commit: stores each caller's steps, all of them or none, and says what came of it
  ///   once everything is durable.
  init(_ commit: @escaping @Sendable ([[NewStep]]) async -> [Result<[AppendResult], StoreError>]) {
    self.commit = commit
  }

  func append(_ steps: [NewStep]) async throws(StoreError) -> [AppendResult] {
    let result = await withCheckedContinuation { continuation in
      requests.append(Request(steps: steps, continuation: continuation))
      if !isCommitting {
        isCommitting = true
        Task { await commitAll() }
      }
    }
    return try result.get()
  }

  private func commitAll() async {
    while !requests.isEmpty {
      let group = Array(requests.prefix(Self.limit))
      requests.removeFirst(group.count)
      let results = await commit(group.map(\.steps))
      for (request, result) in zip(group, results) {
        request.continuation.resume(returning: result)
      }
    }
    isCommitting = false
  }
}
