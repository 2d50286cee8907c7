import Foundation
import ScribeSession
import Testing

@testable import ScribeRecording

@Suite("A poll log that is gone on with")
struct PollLogFileTests {
  private static let har = #"{"log":{"entries":[]}}"#

  private func withFile(_ text: String, _ body: (String) throws -> Void) throws {
    let path = NSTemporaryDirectory() + "scribe-log-\(UUID().uuidString)"
    try Data(text.utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(path)
  }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test("is its owner's alone from then on")
  func privacy() throws {
    try withFile("\(Line.header)\n\(Line.answer())\n") { path in
      var count = 0
      let log = try PollLogFile(resuming: path) { _ in count += 1 }
      let mode = try mode(path)
      #expect(mode == 0o600)
      #expect(count == 1 && log.tornLine == nil)
    }
  }

  @Test(
    "is refused where it is another file, which is left as it is", arguments: [har, "no log\n"])
  func others(text: String) throws {
    try withFile(text) { path in
      #expect((try? PollLogFile(resuming: path) { _ in }) == nil)
      let mode = try mode(path)
      #expect(mode == 0o644)
      #expect(FileManager.default.contents(atPath: path) == Data(text.utf8))
    }
  }

  @Test("is a file, and not standard output")
  func standardOutput() {
    #expect(
      throws: RecordingError.notARecording(
        file: "standard output", reason: "not a file, which alone can be gone on with")
    ) { try PollLogFile(resuming: "-") { _ in } }
  }

  @Test("is not read one by one where it comes from standard input")
  func standardInput() {
    #expect(
      throws: RecordingError.unreadable(
        file: "standard input", reason: "can be read but once: name a file")
    ) { try IndexedRecording(path: "-") }
  }
}
