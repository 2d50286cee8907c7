#if os(Linux)
  import LocalServer
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

    private static func poll(_ replies: Reply...) async throws {
      let server = try LocalServer { _ in replies }
      _ = try await LivePolls(.urlSession, server.url).first()
    }
  }
#endif
