import Foundation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// One connection of a client: requests in, replies out.
struct Connection {
  private static let longestHead = 1 << 16

  private let descriptor: CInt
  private var unread: [UInt8] = []

  init(_ descriptor: CInt) {
    self.descriptor = descriptor
  }

  /// The request line and header fields of the next request; nil where there are no more.
  mutating func readHead() -> String? {
    let end = Array("\r\n\r\n".utf8)
    var chunk = [UInt8](repeating: 0, count: 8192)
    while true {
      if let found = unread.firstRange(of: end) {
        defer { unread.removeSubrange(..<found.upperBound) }
        return String(decoding: unread[..<found.lowerBound], as: UTF8.self)
      }
      if unread.count > Self.longestHead { return nil }
      let count = recv(descriptor, &chunk, chunk.count, 0)
      if count <= 0 { return nil }
      unread += chunk[..<count]
    }
  }

  /// Does its part; false where the connection is to be used no more.
  func send(_ reply: Reply) -> Bool {
    switch reply {
    case .bytes(let bytes): return send(bytes)
    case .pause(let duration):
      let (seconds, attoseconds) = duration.components
      Thread.sleep(forTimeInterval: Double(seconds) + Double(attoseconds) / 1e18)
      return true
    case .close: return false
    case .reset:
      // Closed without lingering, it is reset instead of finished.
      var option = linger(l_onoff: 1, l_linger: 0)
      setsockopt(
        descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
      return false
    }
  }

  private func send(_ bytes: [UInt8]) -> Bool {
    #if canImport(Darwin)
      let flags: CInt = 0
    #else
      let flags = CInt(MSG_NOSIGNAL)
    #endif
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        #if canImport(Darwin)
          Darwin.send(descriptor, $0.baseAddress, $0.count, flags)
        #elseif canImport(Glibc)
          Glibc.send(descriptor, $0.baseAddress, $0.count, flags)
        #else
          Musl.send(descriptor, $0.baseAddress, $0.count, flags)
        #endif
      }
      if count <= 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
