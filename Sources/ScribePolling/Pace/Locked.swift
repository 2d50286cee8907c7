import Foundation

/// A value that is touched by one thread at a time.
///
/// Unchecked: the lock is what makes it safe. `Mutex` would do the same from macOS 15 on, and is not
/// known to the thread sanitizer on Linux.
final class Locked<Value>: @unchecked Sendable {
  private let lock = NSLock()
  private var value: Value

  init(_ value: sending Value) {
    self.value = value
  }

  /// Does something with the value; it must not wait for anybody, and must wake nobody.
  func withLock<Result: Sendable>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    lock.lock()
    defer { lock.unlock() }
    return try body(&value)
  }
}
