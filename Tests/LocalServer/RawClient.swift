import Foundation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A client that sends any bytes, however wrong they are, and sees what comes back and how it ends.
package final class RawClient {
  /// How a connection ended.
  package enum End: Hashable {
    case closed, reset
    /// Nothing came for so long that a test must not wait for it.
    case silent
  }

  private let descriptor: CInt

  /// Connects to a port of 127.0.0.1.
  package init(port: Int) throws {
    descriptor = LocalServer.makeSocket()
    var address = LocalServer.address(UInt16(port))
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else { throw CocoaError(.fileReadUnknown) }
    var patience = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  /// Sends a text; false where the other side takes no more.
  @discardableResult
  package func send(_ text: String) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { sendBytes(descriptor, $0.baseAddress, $0.count) }
      if count <= 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Asks for a session.
  package func get(_ target: String, _ headers: String...) {
    let lines =
      ["GET \(target) HTTP/1.1", "Host: localhost", "Authorization: Bearer any"] + headers
    send(lines.map { "\($0)\r\n" }.joined() + "\r\n")
  }

  /// Says that nothing more will be sent.
  package func finishSending() { shutdown(descriptor, CInt(SHUT_WR)) }

  /// What comes next, waiting for it; nothing at the end.
  private func read() -> (bytes: ArraySlice<UInt8>, end: End?) {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    if count > 0 { return (chunk[..<count], nil) }
    if count < 0, errno == EAGAIN { return ([], .silent) }
    return ([], count == 0 ? .closed : .reset)
  }

  /// Everything that comes until the connection ends, and how that was.
  package func readToEnd() -> (text: String, end: End) {
    var bytes: [UInt8] = []
    while true {
      let (more, end) = read()
      bytes += more
      if let end { return (String(decoding: bytes, as: UTF8.self), end) }
    }
  }

  private var unread: [UInt8] = []

  /// The next whole answer, as long as its Content-Length says; nil where it does not come whole.
  package func readAnswer() -> (status: Int, head: String, body: String)? {
    let mark = Array("\r\n\r\n".utf8)
    while true {
      if let end = unread.firstRange(of: mark) {
        let head = String(decoding: unread[..<end.lowerBound], as: UTF8.self)
        let lines = head.split(separator: "\r\n")
        let length =
          lines.first { $0.lowercased().hasPrefix("content-length:") }
          .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
        if unread.count >= end.upperBound + length {
          let body = unread[end.upperBound..<end.upperBound + length]
          let words = lines.first?.split(separator: " ") ?? []
          defer { unread.removeSubrange(..<(end.upperBound + length)) }
          return (
            words.count > 1 ? Int(words[1]) ?? 0 : 0, head, String(decoding: body, as: UTF8.self)
          )
        }
      }
      let (more, end) = read()
      if end != nil { return nil }
      unread += more
    }
  }

  /// Whether something has come that was not read, without waiting for it.
  package var hasSomething: Bool {
    var byte: UInt8 = 0
    return recv(descriptor, &byte, 1, CInt(MSG_PEEK) | CInt(MSG_DONTWAIT)) >= 0
  }
}

private func sendBytes(_ descriptor: CInt, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  #if canImport(Darwin)
    send(descriptor, bytes, count, 0)
  #else
    send(descriptor, bytes, count, CInt(MSG_NOSIGNAL))
  #endif
}
