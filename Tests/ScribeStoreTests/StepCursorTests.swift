import ScribeSession
import ScribeStore
import Testing

@Suite("A store, read step by step")
struct StepCursorTests {
  @Test("gives a session's steps from any position on, be it one of another session")
  func sessionPages() async throws {
    let folder = try TemporaryFolder()
    let store = try SessionStore(path: folder.file("a.sqlite"))
    try await store.store(
      (0..<9).map {
        .answer(404, "\($0)", at: Double($0), session: $0 % 3 == 0 ? "ses_y" : "ses_x")
      })
    for session in ["ses_x", "ses_y", "ses_nobody"] as [ExactText] {
      let own = try await store.allSteps().filter { $0.stream.id == session }.map(\.position)
      for position in -1...10 {
        var cursor = StepCursor(store, .session(session, afterPosition: position))
        var positions: [Int] = []
        while let step = try cursor.next() { positions.append(step.position) }
        #expect(positions == own.filter { $0 > position })
      }
    }
  }
}
