import Foundation
import Readme
import Testing

@Suite("The article on stored formats")
struct NDJSONArticleTests {
  @Test("lists each member of the lines that programs read, and no other")
  func members() throws {
    let documented = try Article("StoredFormat").lines.compactMap { line -> String? in
      let cells = line.split(separator: "|").map { $0.trimmingPrefix(" ") }
      guard cells.count == 3, ["`poll` ", "`session` "].contains(cells[0]) else { return nil }
      return (cells[0] + cells[1]).filter { $0 != "`" }
    }
    var printed: Set<String> = []
    let recordings = try FileManager.default.contentsOfDirectory(
      atPath: Tool.package.appending(path: "Replays").path)
    for name in recordings where name.hasSuffix(".jsonl") || name.hasSuffix(".har") {
      let output = try Tool("show", "--format", "ndjson", "--show-phi", "Replays/\(name)").output
      for line in output.split(separator: "\n") {
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        let kind = try #require(object?["kind"] as? String)
        for member in object?.keys ?? [:].keys where member != "kind" {
          printed.insert("\(kind) \(member) ")
        }
      }
    }
    #expect(Set(documented) == printed)
    #expect(documented.count == printed.count)
  }
}
