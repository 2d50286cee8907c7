import Foundation
import ScribeRecording
import ScribeSession
import Testing

@testable import ScribeReplay

/// Independent of ``RedactionProof``: whole outputs of both are compared.
@Suite("The copy that redact makes of a recording")
struct RedactedStoryTests {
  /// Those that are kept beside the sources, and those of the folder that SCRIBE_RECORDINGS names.
  static let recordings: [String] = RedactionTests.recordings + elsewhere

  private static let folder = ProcessInfo.processInfo.environment["SCRIBE_RECORDINGS"]
  private static let elsewhere: [String] = {
    guard let folder else { return [] }
    return FileTree.find(
      below: [URL(filePath: folder, relativeTo: Tool.package).absoluteURL.path]
    ).recordings
  }()

  @Test(
    "is made of recordings elsewhere, too, where a folder is named", .enabled(if: folder != nil))
  func found() { #expect(!Self.elsewhere.isEmpty) }

  /// The copy, as the verb writes it.
  static func copy(
    of path: String, _ redaction: Redaction, shiftedBy shift: TimeShift = .none
  ) throws -> [UInt8] {
    var tape = try Tape(path: path)
    var log = RedactedLog(redaction, shiftedBy: shift)
    var copy = RedactedLog.header
    while let recorded = try tape.next() { copy += try log.line(for: recorded) }
    return copy
  }

  @Test("is shown as the recording is, line by line", arguments: recordings)
  func sameStory(_ path: String) throws {
    var recording = try Recording(path: path)
    let expected = try StoryText(of: &recording)
    #expect(!expected.lines.isEmpty)
    let kept = try #require(Pseudonyms(secret: Array("a secret that is kept".utf8)))
    for pseudonyms in [Pseudonyms(seed: 1), kept] {
      let copy = try Self.copy(of: path, Redaction(pseudonyms))
      var redacted = try Recording(bytes: copy, name: "copy")
      #expect(try StoryText(of: &redacted) == expected)
    }
  }

  @Test("is told apart from another story")
  func different() throws {
    var one = try Recording(path: Tool.package.appending(path: "Replays/reopened.jsonl").path)
    var other = try Recording(path: Tool.package.appending(path: "Replays/completed.jsonl").path)
    #expect(try StoryText(of: &one) != StoryText(of: &other))
  }
}

/// All that `show --format ndjson` says of a recording, but for fingerprints and for names that no
/// source documents, of which the lengths are told.
struct StoryText: Equatable {
  private(set) var lines: [String] = []

  /// - Parameter shift: by how many seconds its times are to be moved.
  init(of recording: inout Recording, shiftedBy shift: TimeInterval = 0) throws {
    var replay = Replay()
    var written: [[UInt8]] = []
    while let recorded = try recording.next() {
      written.append(NDJSON.line(for: replay.observe(recorded.number, recorded.poll)))
    }
    written += replay.streams.map { NDJSON.line(for: $0) }
    lines = try written.map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line))
      let told = Self.told(object, name: "", code: "", shift)
      let data = try JSONSerialization.data(withJSONObject: told, options: .sortedKeys)
      return String(decoding: data, as: UTF8.self)
    }
  }

  private static func told(
    _ value: Any, name: String, code: String, _ shift: TimeInterval
  ) -> Any {
    switch value {
    case let object as [String: Any]:
      let code = object["code"] as? String ?? ""
      return object.reduce(into: [String: Any]()) { told, member in
        told[member.key] = Self.told(member.value, name: member.key, code: code, shift)
      }
    case let array as [Any]: return array.map { told($0, name: name, code: code, shift) }
    case let text as String: return told(text, name: name, code: code, shift)
    default: return value
    }
  }

  private static func told(
    _ text: String, name: String, code: String, _ shift: TimeInterval
  ) -> String {
    if name == "fingerprint" { return "" }
    if name == "file" || (name == "path" && ["unknown-field", "duplicate-key"].contains(code)) {
      return "\(text.utf8.count)"
    }
    // A word of which a session keeps length and fingerprint.
    if let word = text.firstMatch(of: /^(string\([0-9]+\)):[0-9a-f]{32}$/) { return "\(word.1)" }
    if let date = text.firstMatch(of: /^(.* |)([0-9-]{10}T[0-9:]{8})(\.[0-9]+Z)$/),
      let time = try? Date("\(date.2)Z", strategy: .iso8601)
    {
      return date.1 + time.addingTimeInterval(shift).ISO8601Format() + date.3
    }
    return text
  }
}
