import Foundation

/// What a service has answered, and whether that is all that there is.
///
/// Unchecked: the lock is what makes it safe.
final class ServiceProgress: @unchecked Sendable {
  private let sessions: RecordedSessions
  private let told: (@Sendable (ServedAnswer) -> Void)?
  private let lock = NSLock()
  /// How many requests have come that are not answered yet.
  private var pending = 0
  private var isEnded = false
  private var waiting: [UUID: CheckedContinuation<Void, any Error>] = [:]

  init(_ sessions: RecordedSessions, _ told: (@Sendable (ServedAnswer) -> Void)?) {
    self.sessions = sessions
    self.told = told
  }

  /// A request has come.
  func willAnswer() { lock.withLock { pending += 1 } }

  /// It is answered; with nothing where the client went away before.
  func didAnswer(_ served: ServedAnswer?) {
    if let served { told?(served) }
    let finished = lock.withLock {
      pending -= 1
      guard pending == 0, sessions.isFinished else {
        return [CheckedContinuation<Void, any Error>]()
      }
      defer { waiting = [:] }
      return Array(waiting.values)
    }
    for continuation in finished { continuation.resume() }
  }

  /// The service has stopped: nobody needs to wait any more.
  func end() {
    let waiting = lock.withLock {
      isEnded = true
      defer { self.waiting = [:] }
      return Array(self.waiting.values)
    }
    for continuation in waiting { continuation.resume(throwing: CancellationError()) }
  }

  func waitUntilFinished() async throws {
    let id = UUID()
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let result: Result<Void, any Error>? = lock.withLock {
          if Task.isCancelled || isEnded { return .failure(CancellationError()) }
          if pending == 0, sessions.isFinished { return .success(()) }
          waiting[id] = continuation
          return nil
        }
        if let result { continuation.resume(with: result) }
      }
    } onCancel: {
      let continuation = lock.withLock { waiting.removeValue(forKey: id) }
      continuation?.resume(throwing: CancellationError())
    }
  }
}
