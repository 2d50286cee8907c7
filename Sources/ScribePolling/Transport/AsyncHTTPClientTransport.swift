#if AsyncHTTPClient
  import AsyncHTTPClient
  import NIOCore
  import NIOHTTP1
  import NIOHTTPCompression
  public import ScribeSession

  /// Sends requests through AsyncHTTPClient: for servers that track thousands of sessions.
  ///
  /// It is there where the package trait `AsyncHTTPClient` is on, which is off by default, so that
  /// nobody else builds SwiftNIO. It takes half the processor time of ``URLSessionTransport`` on Linux,
  /// and several thousand requests a second. Runs on SwiftNIO's shared event loops; the client is its
  /// own, and is shut down with it.
  public final class AsyncHTTPClientTransport: PollTransport {
    private let client: HTTPClient

    /// A transport with connections of its own.
    ///
    /// - Parameter connections: how many connections there are to a host at most.
    public init(connections: Int = 64) {
      var configuration = HTTPClient.Configuration()
      configuration.redirectConfiguration = .disallow
      // The limit is that of the request, and counted while the body comes in.
      configuration.decompression = .enabled(limit: .none)
      configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(1, connections)
      // A poll that finds no server is a fault that is to be known, not one to be tried again here.
      configuration.connectionPool.retryConnectionEstablishment = false
      client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    deinit {
      Task { [client] in try? await client.shutdown() }
    }

    /// Sends a GET request and returns the whole answer, or why there is none.
    public func send(_ request: PollRequest) async throws -> Poll.Outcome {
      var clientRequest = HTTPClientRequest(url: request.url)
      for field in request.headers {
        clientRequest.headers.add(name: field.name, value: field.value)
      }
      clientRequest.headers.add(name: "Accept-Encoding", value: "gzip, deflate")
      do {
        let response = try await client.execute(clientRequest, deadline: .distantFuture)
        var body: [UInt8] = []
        for try await part in response.body {
          guard body.count + part.readableBytes <= request.bodyLimit else {
            return request.bodyTooLong
          }
          body += part.readableBytesView
        }
        let headers = response.headers.map { HeaderField(name: $0.name, value: $0.value) }
        return .answer(
          Poll.Answer(status: Int(response.status.code), headers: headers.decoded, body: body))
      } catch {
        try Task.checkCancellation()
        return .noAnswer(Poll.Failure(clientError: error))
      }
    }
  }
#endif
