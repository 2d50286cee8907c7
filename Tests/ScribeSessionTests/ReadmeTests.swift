import Readme
import ScribeSession
import Testing

/// The README's code, as it stands there, between the marks.
private func track(
  _ url: String, by make: (String, Duration) async throws -> Poll, show: (Any...) -> Void
) async throws -> Next {
  func exchange(_ url: String, after pause: Duration) async throws -> Poll {
    try await make(url, pause)
  }
  // README begin
  var session = Session()
  var next = session.next()
  while case .poll(after: let pause) = next {
    let poll = try await exchange(url, after: pause)  // with your token; a failure is a poll, too
    let step = session.observe(poll)
    show(step.session.phase, step.verdict, step.anomalies)
    next = step.next
  }
  // README end
  return next
}

@Suite("The README's code")
struct ReadmeTests {
  @Test("is the code that is compiled here")
  func snippet() throws { #expect(try Readme.shows(importing: "ScribeSession")) }

  @Test("tracks a session to its end")
  func tracks() async throws {
    var shown: [String] = []
    var polls = [
      Poll.report(.processing, at: 1), .failure(.reset, at: 2), .report(.completed, at: 3),
    ]
    var pauses: [Duration] = []
    let next = try await track(
      sessionURL,
      by: { _, pause in
        pauses.append(pause)
        return polls.removeFirst()
      },
      show: { values in shown += values.map { "\($0)" } })
    #expect(next == .stop(.settled))
    #expect(pauses == [.zero, .seconds(1), .seconds(1)])
    #expect(shown.contains("held") && shown.contains("settled"))
    let refused = try await track(
      sessionURL, by: { _, _ in .answer(403, "", at: 1) }, show: { _ in })
    #expect(refused == .stop(.unauthorized))
  }

  @Test("is the code of the documentation's first page, too")
  func landing() throws {
    let blocks = try Article("ScribeSession").blocks(of: "swift")
    let readme = try Readme.text()
    #expect(blocks.count == 1 && blocks.allSatisfy { readme.contains($0) })
  }
}
