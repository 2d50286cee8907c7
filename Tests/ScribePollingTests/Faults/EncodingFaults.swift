import LocalServer
import ScribePolling
import ScribeSession
import Testing

@Suite("A compressed answer")
struct EncodingFaults {
  private func outcome(
    _ kind: TransportKind, _ headers: [(String, String)], _ body: [UInt8]
  ) async throws -> Poll.Outcome? {
    let server = try LocalServer { _ in [.answer(200, headers, body)] }
    defer { server.stop() }
    return try await LivePolls(kind, server.url).firstOutcome()
  }

  @Test(
    "is decoded, and recorded as if it had not been compressed", arguments: TransportKind.allCases)
  func gzip(kind: TransportKind) async throws {
    let compressed = try await output(of: "printf '%s' '\(String.body(.completed))' | gzip -9")
    let outcome = try await outcome(kind, [("Content-Encoding", "gzip")], compressed)
    let answer = try #require(outcome?.answer)
    #expect(answer.body == Array(String.body(.completed).utf8))
    let names = answer.headers.map { $0.name.lowercased() }
    #expect(!names.contains("content-encoding") && !names.contains("content-length"))
  }

  @Test(
    "that would become too long is broken off where the limit is", arguments: TransportKind.allCases
  )
  func bomb(kind: TransportKind) async throws {
    let bomb = try await output(of: "head -c 400000000 /dev/zero | gzip -1")
    #expect(bomb.count > 300_000 && bomb.count < 4_000_000)
    let outcome = try await outcome(kind, [("Content-Encoding", "gzip")], bomb)
    #expect(outcome?.failure == .other)
  }

  @Test(
    "that is none, or is cut, is no answer, or cannot be read", arguments: TransportKind.allCases)
  func broken(kind: TransportKind) async throws {
    let compressed = try await output(of: "printf '%s' '\(String.body(.completed))' | gzip -9")
    for body in [Array("{}".utf8), Array(compressed.dropLast(12)), Array(compressed.prefix(5))] {
      let server = try LocalServer { _ in
        [.answer(200, [("Content-Encoding", "gzip")], body)]
      }
      defer { server.stop() }
      let step = try await LivePolls(kind, server.url, requestTimeout: .seconds(2)).first()
      #expect(step?.verdict == .held)
    }
  }
}
