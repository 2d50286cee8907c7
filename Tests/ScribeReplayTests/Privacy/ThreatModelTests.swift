import Foundation
import Testing

@Suite("The threat model")
struct ThreatModelTests {
  @Test("names for each claim a test that is there, in the suite that it says")
  func tests() throws {
    let article = Tool.package.appending(
      path: "Sources/ScribeSession/ScribeSession.docc/ThreatModel.md")
    let rows = try String(contentsOf: article, encoding: .utf8).split(separator: "\n")
      .filter { $0.hasPrefix("| who") || $0.hasPrefix("| other") }
    #expect(rows.count == 15)
    let sources = try FileManager.default.subpathsOfDirectory(
      atPath: Tool.package.appending(path: "Tests").path
    ).filter { $0.hasSuffix(".swift") }.map { path in
      try String(contentsOf: Tool.package.appending(path: "Tests/\(path)"), encoding: .utf8)
    }
    for row in rows {
      let names = try #require(row.firstMatch(of: /\*([^*]+)\*: \*([^*]+)\* \|$/), "\(row)")
      let suite = sources.filter { $0.contains("@Suite(\"\(names.1)\"") }
      #expect(suite.count == 1, "\(names.1)")
      #expect(suite.first?.contains("\"\(names.2)\"") == true, "\(names.1): \(names.2)")
    }
  }
}
