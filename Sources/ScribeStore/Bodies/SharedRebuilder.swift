import Foundation

/// The rebuilder of the last reading, so that the next page goes on where that one ended.
///
/// Unchecked: it is touched under the lock.
final class SharedRebuilder: @unchecked Sendable {
  private let lock = NSLock()
  private var idle: BodyRebuilder?

  /// The idle one, or another while that is in use.
  func take() -> BodyRebuilder {
    lock.withLock {
      defer { idle = nil }
      return idle ?? BodyRebuilder()
    }
  }

  func give(_ rebuilder: BodyRebuilder) {
    lock.withLock { idle = rebuilder }
  }

  func forget() {
    lock.withLock { idle = nil }
  }
}
