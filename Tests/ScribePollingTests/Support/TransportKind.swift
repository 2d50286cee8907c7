import ScribePolling

/// The transports that every fault is tried with.
enum TransportKind: CaseIterable {
  case urlSession
  #if AsyncHTTPClient
    case asyncHTTPClient
  #endif

  /// Those that survive an answer whose head ends with the connection, or that has trailers.
  ///
  /// On Linux, Foundation ends the process then (swift-corelibs-foundation, issue 5285); once it does
  /// no more, `TrappingFaults` fails, and this is to go.
  static var surviving: [TransportKind] {
    #if os(Linux)
      allCases.filter { $0 != .urlSession }
    #else
      allCases
    #endif
  }

  func make() -> any PollTransport {
    switch self {
    case .urlSession: URLSessionTransport()
    #if AsyncHTTPClient
      case .asyncHTTPClient: AsyncHTTPClientTransport()
    #endif
    }
  }
}
