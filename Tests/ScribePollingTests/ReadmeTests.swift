import Readme
import ScribePolling
import ScribeSession
import ScribeStore
import Testing

/// What an app has that knows its token.
private struct Tokens {
  func current() async throws -> String { "t0ken" }
}

/// The README's code, as it stands there, between the marks.
private func track(_ tokens: Tokens, show: (Any...) -> Void) async throws {
  // README begin
  let store = try SessionStore(path: "sessions.sqlite")
  let tracker = SessionTracker(
    baseURL: "https://…/voice/v1", token: { try await tokens.current() }, store: store)

  for try await step in tracker.track("ses_x") {  // goes on where the store left off
    show(step.session.phase, step.verdict, step.anomalies)
    if let transcript = step.report?.transcript { show(transcript) }
  }
  // README end
}

@Suite("The README's code for live tracking")
struct ReadmeTests {
  @Test("is the code that is compiled here")
  func snippet() throws { #expect(try Readme.shows(importing: "ScribePolling", "ScribeStore")) }
}
