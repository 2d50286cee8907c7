import Dispatch

/// Work that waits without a thread, done for a command that has one.
///
/// Few verbs are asynchronous; a `main` that is would take another way into the program for all
/// of them, on which valgrind cannot count instructions.
enum AsyncWork {
  /// Does it, and returns once it is done.
  static func run(_ body: @escaping @Sendable () async throws -> Void) throws {
    let result = ResultBox()
    let done = DispatchSemaphore(value: 0)
    Task {
      do {
        try await body()
      } catch {
        result.error = error
      }
      done.signal()
    }
    done.wait()
    if let error = result.error { throw error }
  }

  /// Unchecked: read after the semaphore only, which was signalled after it was written.
  private final class ResultBox: @unchecked Sendable {
    var error: (any Error)?
  }
}
