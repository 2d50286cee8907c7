import Foundation
import ScribePolling
import ScribeServer
import ScribeStore
import Testing

/// The README's code, as it stands there, between the marks.
private func develop() async throws -> (RecordedService, SessionTracker) {
  // README begin
  let sessions = try RecordedSessions(recordings: ["visit.jsonl"])
  let service = try await RecordedService.start(sessions)  // on a port that is free
  let tracker = SessionTracker(
    baseURL: service.baseURL, token: { "any" }, store: InMemorySessionStore())
  // README end
  return (service, tracker)
}

/// The README's code without sockets.
private func stub(_ sessions: RecordedSessions) -> SessionTracker {
  SessionTracker(
    baseURL: "https://scribe.test/v1", token: { "any" }, store: InMemorySessionStore(),
    transport: FunctionTransport { try await sessions.outcome(of: $0.url, $0.headers) })
}

@Suite("The README's code for tests of one's own")
struct ReadmeTests {
  @Test("is the code that is compiled here")
  func snippet() throws {
    let here = URL(filePath: #filePath)
    let text = try String(contentsOf: here, encoding: .utf8)
    let source = text.split(separator: "\n", omittingEmptySubsequences: false)
    let begin = try #require(source.firstIndex { $0 == "  // README begin" })
    let end = try #require(source.firstIndex { $0 == "  // README end" })
    let code = source[(begin + 1)..<end].map { $0.dropFirst(2) + "\n" }.joined()
    let readme = try String(
      contentsOf: here.deletingLastPathComponent().appending(path: "../../README.md"),
      encoding: .utf8)
    let imports = "import ScribePolling\nimport ScribeServer\nimport ScribeStore\n\n"
    #expect(readme.contains("```swift\n\(imports)\(code)```"))
    let transport =
      "transport: FunctionTransport { try await sessions.outcome(of: $0.url, $0.headers) }"
    #expect(readme.contains("`\(transport)`"))
    #expect(text.contains("    \(transport))"))
  }
}
