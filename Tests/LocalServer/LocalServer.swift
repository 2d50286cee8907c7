import Foundation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A server on loopback that answers byte for byte what it is told to, however wrong that is: what no
/// HTTP server library can be made to send.
///
/// A thread a connection; each request is answered before the next one is read.
package final class LocalServer: @unchecked Sendable {
  /// What a client asked for.
  package struct Request: Sendable {
    /// Its place among all requests, from 1.
    package let number: Int
    package let method: String
    /// Path and query.
    package let target: String
    /// Names in lower case.
    package let headers: [String: String]
  }

  private let listener: CInt
  /// The port that it listens at.
  package let port: UInt16
  private let answer: @Sendable (Request) -> [Reply]
  private let lock = NSLock()
  private var received: [Request] = []
  private var requestCount = 0
  private var connections: Set<CInt> = []
  private var isStopped = false
  private let hasClosed = DispatchSemaphore(value: 0)
  private let keepsRequests: Bool
  private let greeting: Reply?

  /// Listens on a port of 127.0.0.1 that is free, or on that one.
  ///
  /// - Parameters:
  ///   - keepsRequests: whether ``requests`` is to be filled.
  ///   - greeting: what is sent before anything was asked, after which the connection is closed.
  package init(
    port: UInt16 = 0, keepsRequests: Bool = true, greeting: Reply? = nil,
    answer: @escaping @Sendable (Request) -> [Reply]
  ) throws {
    self.answer = answer
    self.keepsRequests = keepsRequests
    self.greeting = greeting
    (listener, self.port) = try Self.listen(port)
    // Only the thread that uses a descriptor closes it: its number is given to others at once.
    let thread = Thread { [self, listener] in
      while true {
        let connection = accept(listener, nil, nil)
        if keep(connection) { serve(connection) } else { break }
      }
      closeDescriptor(listener)
      hasClosed.signal()
    }
    thread.start()
  }

  /// Where it listens.
  package var url: String { "http://127.0.0.1:\(port)" }

  /// What was asked for so far.
  package var requests: [Request] { lock.withLock { received } }

  /// How many requests there were.
  package var count: Int { lock.withLock { requestCount } }

  /// Stops listening, and breaks off what is under way.
  package func stop() {
    let isFirst = lock.withLock {
      defer { isStopped = true }
      for connection in connections { shutdown(connection, CInt(SHUT_RDWR)) }
      return !isStopped
    }
    guard isFirst else { return }
    // On Linux this wakes whoever accepts; elsewhere a connection does.
    if shutdown(listener, CInt(SHUT_RDWR)) != 0 { _ = Self.isSomebodyListening(at: port) }
    hasClosed.wait()
  }

  /// Whether somebody listens at a port of 127.0.0.1.
  package static func isSomebodyListening(at port: UInt16) -> Bool {
    let descriptor = makeSocket()
    defer { closeDescriptor(descriptor) }
    var address = address(port)
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  static func makeSocket() -> CInt {
    #if canImport(Glibc) || canImport(Musl)
      socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    #else
      socket(AF_INET, SOCK_STREAM, 0)
    #endif
  }

  static func address(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  private static func listen(_ port: UInt16) throws -> (CInt, UInt16) {
    let listener = makeSocket()
    var yes: CInt = 1
    setsockopt(
      listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size))
    setsockopt(
      listener, CInt(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<CInt>.size))
    var address = address(port)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, length) == 0 && listenOn(listener, 1024) == 0
          && getsockname(listener, address, &length) == 0
      }
    }
    guard listener >= 0, isListening else {
      throw CocoaError(.fileReadUnknown)
    }
    return (listener, UInt16(bigEndian: address.sin_port))
  }

  /// Whether a connection is to be served: not after the server was stopped.
  private func keep(_ connection: CInt) -> Bool {
    guard connection >= 0 else { return false }
    return lock.withLock {
      if isStopped {
        closeDescriptor(connection)
        return false
      }
      connections.insert(connection)
      return true
    }
  }

  private func serve(_ connection: CInt) {
    let thread = Thread { [self] in
      var stream = Connection(connection)
      if let greeting { _ = stream.send(greeting) }
      while greeting == nil, let head = stream.readHead() {
        guard let request = record(head) else { break }
        var replies = answer(request)[...]
        var isOpen = true
        while isOpen, let reply = replies.popFirst() { isOpen = stream.send(reply) }
        if !isOpen { break }
      }
      lock.withLock {
        connections.remove(connection)
        closeDescriptor(connection)
      }
    }
    thread.stackSize = 1 << 18
    thread.start()
  }

  private func record(_ head: String) -> Request? {
    let lines = head.split(separator: "\r\n", omittingEmptySubsequences: false)
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count == 3 else { return nil }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
    }
    return lock.withLock {
      requestCount += 1
      let request = Request(
        number: requestCount, method: String(words[0]), target: String(words[1]),
        headers: headers)
      if keepsRequests { received.append(request) }
      return request
    }
  }
}

private func closeDescriptor(_ descriptor: CInt) { close(descriptor) }
private func listenOn(_ descriptor: CInt, _ backlog: CInt) -> CInt { listen(descriptor, backlog) }
