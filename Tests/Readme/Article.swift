import Foundation

/// An article of the documentation, for tests that compile its code and run its commands.
package struct Article {
  private let file: URL
  private let text: String

  /// The article of that name in the catalogue.
  package init(_ name: String) throws {
    file =
      URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/ScribeSession/ScribeSession.docc/\(name).md").standardized
    text = try String(contentsOf: file, encoding: .utf8)
  }

  /// Its lines.
  package var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// What stands in its fenced blocks of a language, each line ended.
  package func blocks(of language: String) -> [String] {
    text.components(separatedBy: "```\(language)\n").dropFirst().map { block in
      String(block[..<(block.range(of: "```")?.lowerBound ?? block.endIndex)])
    }
  }

  /// Replaces a text below a line in the file as it is now.
  package func replace(_ old: String, below line: String, with new: String) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    let updated = text.replacing("\(line)\(old)```", with: "\(line)\(new)```", maxReplacements: 1)
    try Data(updated.utf8).write(to: file)
  }

  /// The Swift code of the article that a test's file does not have between lines `// article begin`
  /// and `// article end`, or below imports that it does not have.
  ///
  /// Code of a manifest is left out: it begins with a comment that says so.
  package func code(notIn file: String = #filePath) throws -> [String] {
    let lines = try String(contentsOfFile: file, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let imports = Set(
      lines.map { $0.drop { $0 == " " } }.filter { $0.hasPrefix("import ") }.map(String.init))
    let compiled = Set(Self.marked(lines))
    return code.filter { block in
      let lines = block.components(separatedBy: "\n").dropLast()
      let head = lines.prefix { $0.hasPrefix("import ") || $0.isEmpty }.filter { !$0.isEmpty }
      let code = lines.drop { $0.hasPrefix("import ") || $0.isEmpty }.joined(separator: "\n")
      return !imports.isSuperset(of: head) || !compiled.contains(code)
    }
  }

  /// How many blocks of Swift code it has, but of a manifest.
  package var codeCount: Int { code.count }

  private var code: [String] {
    blocks(of: "swift").filter { !$0.hasPrefix("// In Package.swift") }
  }

  /// What stands between the marks, moved to the margin.
  private static func marked(_ lines: [Substring]) -> [String] {
    var found: [String] = []
    var rest = lines[...]
    while let begin = rest.firstIndex(where: { $0.hasSuffix("// article begin") }),
      let end = rest[begin...].firstIndex(where: { $0.hasSuffix("// article end") })
    {
      let margin = lines[begin].prefix { $0 == " " }.count
      found.append(lines[(begin + 1)..<end].map { $0.dropFirst(margin) }.joined(separator: "\n"))
      rest = rest[(end + 1)...]
    }
    return found
  }
}
