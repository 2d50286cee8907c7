import Foundation

/// Texts that tests compare whole, in files of a folder `Golden` beside them.
package enum Golden {
  /// What a golden file holds; the text that it is compared with, after that was written there, where
  /// `UPDATE_GOLDEN` is set.
  ///
  /// - Parameters:
  ///   - name: the file's name.
  ///   - text: what the file is compared with.
  ///   - test: the file of the test.
  package static func expected(
    _ name: String, for text: String, beside test: String
  ) throws -> String {
    let file = URL(filePath: test).deletingLastPathComponent().appending(path: "Golden/\(name)")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try Data(text.utf8).write(to: file)
    }
    return try String(contentsOf: file, encoding: .utf8)
  }
}
