#if Server
  import Foundation
  import NIOCore
  import NIOPosix

  /// What listens at a port, and at times does not: a refusal is that nobody does.
  ///
  /// Unchecked: the lock is what makes it safe.
  final class Listener: @unchecked Sendable {
    private static let interval: Duration = .milliseconds(5)

    private let bootstrap: ServerBootstrap
    private let host: String
    /// The port, the same whenever it listens.
    let port: Int
    private let lock = NSLock()
    private var channel: (any Channel)?
    private var task: Task<Void, Never>?

    private init(_ bootstrap: ServerBootstrap, _ channel: any Channel, host: String) {
      self.bootstrap = bootstrap
      self.channel = channel
      self.host = host
      port = channel.localAddress?.port ?? 0
    }

    static func listen(
      _ bootstrap: ServerBootstrap, host: String, port: Int
    ) async throws(ServiceError) -> Listener {
      do {
        let channel = try await bootstrap.bind(host: host, port: port).get()
        return Listener(bootstrap, channel, host: host)
      } catch {
        let reason = (error as? IOError).map { String(cString: strerror($0.errnoCode)) }
        throw ServiceError.cannotListen(
          at: "\(host):\(port)", reason: reason ?? "no such address")
      }
    }

    /// Stops listening whenever nobody is to listen, and listens again afterwards.
    ///
    /// - Parameter closeConnections: ends the connections that are open when it stops.
    func close(
      while isRefusing: @escaping @Sendable () -> Bool,
      closing closeConnections: @escaping @Sendable () async -> Void
    ) {
      let task = Task {
        while !Task.isCancelled {
          if isRefusing() {
            if let channel = lock.withLock({ take() }) {
              try? await channel.close()
              await closeConnections()
            }
          } else if lock.withLock({ channel == nil }) {
            await listenAgain()
          }
          try? await Task.sleep(for: Self.interval)
        }
      }
      lock.withLock { self.task = task }
    }

    private func take() -> (any Channel)? {
      defer { channel = nil }
      return channel
    }

    /// Where somebody else has taken the port meanwhile, it is tried again.
    private func listenAgain() async {
      guard let again = try? await bootstrap.bind(host: host, port: port).get() else { return }
      lock.withLock { channel = again }
    }

    /// Stops for good.
    func stop() async {
      let task = lock.withLock { self.task }
      task?.cancel()
      await task?.value
      try? await lock.withLock({ take() })?.close()
    }
  }
#endif
