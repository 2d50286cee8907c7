import Foundation
import ScribeFoundation
import ScribeSession
import Testing

/// The README's code, as it stands there, between the marks.
private func track(
  _ url: String, get: (String) async throws -> (Int, [HeaderField], [UInt8]),
  show: (Any...) -> Void
) async throws -> StopReason {
  // README begin
  var session = Session()
  while true {
    let sentAt = Instant(Date())
    let outcome: Poll.Outcome
    do {
      let (status, headers, body) = try await get(url)  // your HTTP client, with your token
      outcome = .answer(Answer(status: status, headers: headers, body: body))
    } catch {
      outcome = .noAnswer(Failure(.other))  // counts too, and is backed off from
    }
    let step = session.observe(
      Poll(sentAt: sentAt, receivedAt: Instant(Date()), url: url, outcome: outcome))

    show(step.session.phase, step.verdict, step.anomalies)
    if let transcript = step.report?.transcript { show(transcript) }
    switch step.next {
    case .poll(after: let pause): try await Task.sleep(for: pause)
    case .stop(let reason): return reason
    }
  }
  // README end
}

@Suite("The README's code")
struct ReadmeTests {
  private func text(_ path: String) throws -> String {
    try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(path: path),
      encoding: .utf8)
  }

  @Test("is the code that is compiled here")
  func snippet() throws {
    let source = try text("ReadmeTests.swift").split(
      separator: "\n", omittingEmptySubsequences: false)
    let begin = try #require(source.firstIndex { $0 == "  // README begin" })
    let end = try #require(source.firstIndex { $0 == "  // README end" })
    let code = source[(begin + 1)..<end].map { $0.dropFirst(2) + "\n" }.joined()
    let imports = ["Foundation", "ScribeFoundation", "ScribeSession"].map { "import \($0)\n" }
    #expect(
      try text("../../README.md").contains("```swift\n\(imports.joined())\n\(code)```"))
  }

  @Test("tracks a session to its end")
  func tracks() async throws {
    var shown: [String] = []
    let body = Array(String.body(#""completed""#, #""transcript":"One.""#).utf8)
    let reason = try await track(
      sessionURL, get: { _ in (200, [], body) },
      show: { values in shown += values.map { "\($0)" } })
    #expect(reason == .settled)
    #expect(shown.contains("completed") && shown.last == "One.")
    let refused = try await track(sessionURL, get: { _ in (403, [], []) }, show: { _ in })
    #expect(refused == .unauthorized)
  }
}
