#if AsyncHTTPClient
  import AsyncHTTPClient
  import Foundation
  import NIOCore
  import NIOHTTP1
  import NIOPosix
  import NIOSSL
  import ScribeSession

  extension Poll.Failure {
    /// What went wrong, by the type of the error; what the error says is not kept.
    init(clientError error: any Error) {
      switch error {
      case let error as HTTPClientError: self.init(Self.kind(error))
      case let error as NIOConnectionError: self.init(Self.kind(error))
      case let error as IOError: self.init(Self.kind(errno: error.errnoCode))
      case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: self.init(.tls)
      case is ChannelError, HTTPParserError.invalidEOFState: self.init(.closed)
      default: self.init(.other)
      }
      message = "\(type(of: error))"
    }

    private static func kind(_ error: HTTPClientError) -> Kind {
      switch error {
      case .remoteConnectionClosed, .uncleanShutdown: .closed
      case .connectTimeout, .readTimeout, .writeTimeout, .deadlineExceeded,
        .getConnectionFromPoolTimeout:
        .timeout
      case .tlsHandshakeTimeout: .tls
      default: .other
      }
    }

    private static func kind(_ error: NIOConnectionError) -> Kind {
      guard let connection = error.connectionErrors.first else { return .dns }
      return (connection.error as? IOError).map { kind(errno: $0.errnoCode) } ?? .refused
    }

    private static func kind(errno code: CInt) -> Kind {
      switch code {
      case ECONNRESET, EPIPE: .reset
      case ETIMEDOUT: .timeout
      case ECONNREFUSED, EHOSTUNREACH, ENETUNREACH: .refused
      default: .other
      }
    }
  }
#endif
