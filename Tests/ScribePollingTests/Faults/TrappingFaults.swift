#if os(Linux)
  import LocalServer
  import ScribePolling
  import Testing

  @Suite("Foundation's HTTP client on Linux")
  struct TrappingFaults {
    @Test("ends the process where a connection closes within the head: known, and mended upstream")
    func closedWithinHead() async {
      await withKnownIssue("swift-corelibs-foundation, issue 5285") {
        await #expect(processExitsWith: .success) {
          try await TrappingFaults.poll(.text("HTTP/1.1 200 OK\r\nContent-Type: applic"), .close)
        }
      }
    }

    @Test("ends the process where an answer has trailers: known, and mended upstream")
    func trailers() async {
      await withKnownIssue("swift-corelibs-foundation, issue 5285") {
        await #expect(processExitsWith: .success) {
          try await TrappingFaults.poll(
            .text(
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX: 1\r\n\r\n"))
        }
      }
    }

    @Test("survives a transport that goes while its last request is broken off")
    func goneWithLastRequest() async {
      await #expect(processExitsWith: .success) {
        let megabyte = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        let server = try LocalServer { _ in
          [.text("HTTP/1.1 200 OK\r\nContent-Length: \(64 << 20)\r\n\r\n")]
            + Array(repeating: .bytes(megabyte), count: 64)
        }
        let request = PollRequest(url: server.url + "/", headers: [], bodyLimit: 1 << 20)
        for _ in 0..<200 {
          #expect(try await TransportKind.urlSession.make().send(request) == request.bodyTooLong)
        }
      }
    }

    private static func poll(_ replies: Reply...) async throws {
      let server = try LocalServer { _ in replies }
      _ = try await LivePolls(.urlSession, server.url).first()
    }
  }
#endif
