import Foundation
import Testing

/// A file with what is expected, whole; a changed rule shows as a small difference in review.
enum Golden {
  /// Compares, or writes the file where `UPDATE_GOLDEN` is set.
  static func expect(
    _ lines: [String], toMatch name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Golden/\(name)").standardized
    let text = lines.map { $0 + "\n" }.joined()
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try Data(text.utf8).write(to: file)
      return
    }
    let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    for (line, (wanted, found)) in zip(expected, lines).enumerated() where wanted != found {
      Issue.record(
        "\(name):\(line + 1)\n- \(wanted)\n+ \(found)", sourceLocation: sourceLocation)
    }
    #expect(expected.count == lines.count, sourceLocation: sourceLocation)
  }
}
