#if Server
  import Foundation
  import Readme
  import ScribePolling
  import ScribeServer
  import ScribeStore
  import Testing

  /// The README's code, as it stands there, between the marks.
  private func develop() async throws -> (RecordedService, SessionTracker) {
    // README begin
    let sessions = try RecordedSessions(paths: ["visit.jsonl"])
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
      #expect(try Readme.shows(importing: "ScribePolling", "ScribeServer", "ScribeStore"))
      let transport =
        "transport: FunctionTransport { try await sessions.outcome(of: $0.url, $0.headers) }"
      #expect(try Readme.text().contains("`\(transport)`"))
      #expect(try String(contentsOfFile: #filePath, encoding: .utf8).contains("    \(transport))"))
    }
  }
#endif
