import Foundation
import ScribeSession
import ScribeStore
import Testing

@Suite("scribe-replay --version")
struct VersionTests {
  @Test("tells the package's version and what it reads, writes and decides by")
  func version() throws {
    let tool = try Tool("--version")
    #expect(tool.status == 0 && tool.errors == "")
    let lines = tool.output.split(separator: "\n")
    let number = try #require(lines.first?.split(separator: " ").last)
    #expect(
      lines == [
        "scribe-replay \(number)",
        "reducer \(Session.reducerID), store schema \(SessionStore.schemaVersion), poll log 1",
      ])
    let changes = try String(
      contentsOf: Tool.package.appending(path: "CHANGELOG.md"), encoding: .utf8)
    let newest = changes.split(separator: "\n").first { $0.hasPrefix("## ") }
    #expect(newest == "## \(number)")
  }

  @Test("is the version that documents say to depend on")
  func documents() throws {
    let number = try #require(try Tool("--version").output.firstMatch(of: /[0-9.]+/)).output
    for path in [
      "README.md", "Sources/ScribeSession/ScribeSession.docc/TrackingASession.md",
      "Examples/ci/scribe.yml",
    ] {
      let text = try String(contentsOf: Tool.package.appending(path: path), encoding: .utf8)
      let named = text.matches(of: /(?:from: "|SCRIBE_VERSION: )([0-9.]+)/).map(\.1)
      #expect(!named.isEmpty && named.allSatisfy { $0 == number }, "\(path)")
    }
  }
}
