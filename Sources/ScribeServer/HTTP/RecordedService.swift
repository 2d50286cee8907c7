#if Server
  import Foundation
  import NIOCore
  import NIOHTTP1
  import NIOPosix
  import ScribeSession

  /// The service, answered from recordings: a small HTTP server on this machine.
  ///
  /// ```swift
  /// let service = try await RecordedService.start(RecordedSessions(paths: ["visit.jsonl"]))
  /// let tracker = SessionTracker(
  ///   baseURL: service.baseURL, token: { "any" }, store: InMemorySessionStore())
  /// …
  /// await service.stop()
  /// ```
  ///
  /// HTTP/1.1 without TLS. Answers `GET …/v1/sessions/{id}` below any base, and nothing else: 404 for
  /// another path or session, 405 for another method, 401 without a bearer token. A request that is no
  /// HTTP, or whose head is longer than 80 KB, gets a 400 and the connection is closed; so it is where a
  /// client neither reads nor writes for ``ServiceLimits/idle``.
  public final class RecordedService: Sendable {
    /// What is answered.
    public let sessions: RecordedSessions
    /// The port that it listens at.
    public let port: Int

    /// Apart from the loops that HTTP clients share: recordings are read on these.
    private static let group = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)

    private let host: String
    private let listener: Listener
    private let connections: OpenConnections
    private let progress: ServiceProgress

    private init(
      _ sessions: RecordedSessions, _ listener: Listener, _ connections: OpenConnections,
      _ progress: ServiceProgress, host: String
    ) {
      self.sessions = sessions
      self.listener = listener
      self.connections = connections
      self.progress = progress
      self.host = host
      port = listener.port
    }

    /// Listens, and returns once requests are accepted; throws where the port is taken.
    ///
    /// - Parameters:
    ///   - sessions: what is answered.
    ///   - host: the address to listen at; that of this machine alone where none is named.
    ///   - port: the port, 0 for one that is free.
    ///   - limits: how patient it is with clients.
    ///   - didAnswer: told of every answer once the client has it, or went away, by one of the
    ///     service's threads.
    public static func start(
      _ sessions: RecordedSessions, host: String = "127.0.0.1", port: Int = 0,
      limits: ServiceLimits = ServiceLimits(),
      didAnswer: (@Sendable (ServedAnswer) -> Void)? = nil
    ) async throws(ServiceError) -> RecordedService {
      let connections = OpenConnections()
      let progress = ServiceProgress(sessions, didAnswer)
      let host = host.hasPrefix("[") ? String(host.dropFirst().prefix { $0 != "]" }) : host
      let bootstrap = ServerBootstrap(group: group)
        .serverChannelOption(.backlog, value: 1024)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
        // A client may say that it will ask no more and still wait for an answer.
        .childChannelOption(.allowRemoteHalfClosure, value: true)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            connections.add(channel)
            let pipeline = channel.pipeline.syncOperations
            if limits.idle > .zero {
              try pipeline.addHandler(
                IdleStateHandler(allTimeout: .nanoseconds(limits.idle.nanoseconds)))
            }
            try pipeline.configureHTTPServerPipeline(withErrorHandling: true)
            try pipeline.addHandler(ServiceConnection(sessions, limits, progress))
          }
        }
      let listener = try await Listener.listen(bootstrap, host: host, port: port)
      if sessions.hasRefusalsByTime {
        listener.close(
          while: { sessions.isRefusing }, closing: { await connections.closeAll(forGood: false) })
      }
      return RecordedService(sessions, listener, connections, progress, host: host)
    }

    /// Where it listens, without a path.
    public var url: String { "http://\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    /// What a client is to be given as its base URL.
    public var baseURL: String { "\(url)/voice/v1" }

    /// How many connections are open.
    package var connectionCount: Int { connections.count }

    /// Returns once every recorded stream had its last answer, and all that this service was asked for is
    /// answered; throws where the task is cancelled or the service stopped.
    public func waitUntilFinished() async throws { try await progress.waitUntilFinished() }

    /// Stops listening and closes all connections; returns when both are done.
    ///
    /// A service that is not stopped keeps its port until the process ends.
    public func stop() async {
      defer { progress.end() }
      await listener.stop()
      await connections.closeAll(forGood: true)
    }
  }

  /// Why a service could not be started.
  public enum ServiceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nobody can listen there: the port is taken, or the address is none of this machine.
    case cannotListen(at: String, reason: String)

    /// One line: where, what.
    public var description: String {
      switch self {
      case .cannotListen(let address, let reason): "\(address): cannot be listened at: \(reason)"
      }
    }
  }

  /// How patient a service is with its clients.
  public struct ServiceLimits: Sendable {
    /// How long a connection may be open without a byte in either direction, for ever where it is zero;
    /// ten times as long where the service is silent because nothing came when it was recorded.
    public var idle: Duration = .seconds(120)
    /// How many bytes of a request's body are passed over before the connection is closed.
    public var requestBody = 1 << 20

    /// Two minutes, and a megabyte.
    public init() {}
  }
#endif
