import Foundation
import ScribeSession
import Testing

/// The README's code, as it stands there, between the marks.
private func track(
  poll: () async throws -> Poll, show: (Any...) -> Void
) async throws -> StopReason {
  // README begin
  var session = Session()
  while true {
    let step = session.observe(try await poll())  // your HTTP client's answer as a Poll
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
    #expect(try text("../../README.md").contains("```swift\nimport ScribeSession\n\n\(code)```"))
  }

  @Test("tracks a session to its end")
  func tracks() async throws {
    var shown: [String] = []
    let reason = try await track(
      poll: { .report(.completed, #""transcript":"One.""#, at: 2) },
      show: { values in shown += values.map { "\($0)" } })
    #expect(reason == .settled)
    #expect(shown.contains("completed") && shown.last == "One.")
  }
}
