#if Server
  import Foundation
  import Readme
  import ScribePolling
  import ScribeRecording
  import ScribeServer
  import ScribeSession
  import ScribeStore
  import Testing

  @Suite("The article on recording and replaying")
  struct RecordingArticleTests {
    private func played() throws -> SessionTracker {
      // article begin
      let sessions = try RecordedSessions(paths: ["Replays/reopened.jsonl"])
      let tracker = SessionTracker(
        baseURL: "https://scribe.test/voice/v1", token: { "any" }, store: InMemorySessionStore(),
        transport: FunctionTransport { try await sessions.outcome(of: $0.url, $0.headers) })
      // article end
      return tracker
    }

    private func replay(show: (Verdict, Phase) -> Void) throws {
      // article begin
      var session = Session()
      var recording = try Recording(path: "Replays/reopened.jsonl")
      while let recorded = try recording.next() {
        let step = session.observe(recorded.poll)
        show(step.verdict, step.session.phase)
      }
      // article end
    }

    @Test("has no code but what is compiled and run here")
    func code() async throws {
      let article = try Article("RecordingAndReplaying")
      #expect(try article.code() == [] && article.codeCount == 2)
      // Tests run from the package's folder, as commands of the README do.
      var verdicts: [Verdict] = []
      try replay { verdict, _ in verdicts.append(verdict) }
      #expect(verdicts == [.forward, .settled, .reopened, .same, .settled])
      var steps = try played().track("ses_again_0011").makeAsyncIterator()
      #expect(try await steps.next()?.verdict == .forward)
    }
  }
#endif
