import Readme
import ScribeSession
import ScribeStore
import Testing

/// The README's code, as it stands there, between the marks.
private func keep(_ poll: Poll, show: (Any...) -> Void) async throws {
  // README begin
  let store = try SessionStore(path: "sessions.sqlite")
  let known = try await store.session(PollStream(id: "ses_x"))  // goes on where it stopped
  var session = known.session
  let step = session.observe(poll)
  try await store.append(poll, step, expecting: known.version)  // durable, or it throws
  for try await stored in store.follow(after: 0) { show(stored.stream.id, stored.verdict) }
  // README end
}

@Suite("The README's code for a store")
struct ReadmeTests {
  @Test("is the code that is compiled here")
  func snippet() throws { #expect(try Readme.shows(importing: "ScribeSession", "ScribeStore")) }
}
