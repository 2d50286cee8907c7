#if canImport(os)
  import os
#else
  import Synchronization
#endif

/// A value that is touched by one thread at a time.
///
/// Unchecked: the lock is what makes it safe. `Mutex` alone would do the same from macOS 15 on.
final class Locked<Value>: @unchecked Sendable {
  #if canImport(os)
    private let lock = OSAllocatedUnfairLock()
  #else
    private let lock = Mutex(())
  #endif
  private var value: Value

  init(_ value: sending Value) {
    self.value = value
  }

  /// Does something with the value; it must not wait for anybody, and must wake nobody.
  func withLock<Result: Sendable>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    #if canImport(os)
      return try lock.withLockUnchecked { try body(&value) }
    #else
      return try lock.withLock { _ in try body(&value) }
    #endif
  }
}
