#if Server
  import Foundation
  import NIOCore

  /// The connections of a service, so that they can be closed together.
  ///
  /// Unchecked: the lock is what makes it safe.
  final class OpenConnections: @unchecked Sendable {
    private let lock = NSLock()
    private var channels: [ObjectIdentifier: any Channel] = [:]
    private var isStopped = false

    var count: Int { lock.withLock { channels.count } }

    func add(_ channel: any Channel) {
      let id = ObjectIdentifier(channel)
      let isLate = lock.withLock {
        channels[id] = channel
        return isStopped
      }
      channel.closeFuture.whenComplete { [self] _ in
        lock.withLock { _ = channels.removeValue(forKey: id) }
      }
      if isLate { channel.close(promise: nil) }
    }

    /// Closes those that are open; where it is for good, also those that are still to come.
    func closeAll(forGood: Bool) async {
      let open = lock.withLock {
        isStopped = isStopped || forGood
        return Array(channels.values)
      }
      for channel in open { channel.close(promise: nil) }
      for channel in open { try? await channel.closeFuture.get() }
    }
  }
#endif
