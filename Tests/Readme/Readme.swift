import Foundation

/// The README, for tests that compile its code.
package enum Readme {
  /// Whether the README shows the code that a test's file has between the lines `// README begin` and
  /// `// README end`, moved to the margin, below the imports of these modules.
  package static func shows(
    codeOf file: String = #filePath, importing modules: String...
  ) throws -> Bool {
    let lines = try String(contentsOfFile: file, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    guard let begin = lines.firstIndex(where: { $0.hasSuffix("  // README begin") }),
      let end = lines.firstIndex(where: { $0.hasSuffix("  // README end") })
    else { return false }
    let margin = lines[begin].prefix { $0 == " " }.count
    let code = lines[(begin + 1)..<end].map { $0.dropFirst(margin) + "\n" }.joined()
    let imports = modules.map { "import \($0)\n" }.joined()
    return try text(beside: file).contains("```swift\n\(imports)\n\(code)```")
  }

  /// The text of the README of the package that a test's file is a part of.
  package static func text(beside file: String = #filePath) throws -> String {
    try String(
      contentsOf: URL(filePath: file).deletingLastPathComponent().appending(
        path: "../../README.md"),
      encoding: .utf8)
  }
}
