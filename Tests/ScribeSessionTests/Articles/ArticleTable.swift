import Foundation
import Testing

/// A table of an article that is written from a table in the code, between two comments.
struct ArticleTable {
  let head: [String]
  let rows: [[String]]

  private var lines: [String] {
    [line(head), "|" + head.map { _ in "---|" }.joined()] + rows.map(line)
  }

  private func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }

  /// Compares, or writes the table into the article where `UPDATE_GOLDEN` is set.
  func expect(
    in article: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = URL(filePath: #filePath).appending(
      path: "../../../../Sources/ScribeSession/ScribeSession.docc/\(article).md"
    ).standardized
    let text = try String(contentsOf: file, encoding: .utf8)
    let begin = "<!-- begin \(name) -->\n"
    let end = "<!-- end \(name) -->\n"
    let before = try #require(text.range(of: begin), sourceLocation: sourceLocation)
    let after = try #require(text.range(of: end), sourceLocation: sourceLocation)
    let table = lines.map { $0 + "\n" }.joined()
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      let updated = text[..<before.upperBound] + "\n\(table)\n" + text[after.lowerBound...]
      try Data(updated.utf8).write(to: file)
      return
    }
    #expect(
      text[before.upperBound..<after.lowerBound] == "\n\(table)\n", sourceLocation: sourceLocation)
  }
}
