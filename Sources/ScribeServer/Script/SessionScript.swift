import Foundation
import ScribeRecording
public import ScribeSession

/// Sessions that nobody has recorded, written down a line a poll.
///
/// ```
/// session ses_x
/// at 1s  202 recording   audio 1
/// at 5s  202 processing  audio 4  talk hindi 60KB
/// at 6s  202 processing  talk hindi +1  repeat 20 every 1s
/// at 27s 200 completed   document soap_note/doc_1 success {"plan":"rest"}
/// ```
///
/// A line's answer has the documented body for its status and word; what a line says of the session
/// (audio, talk, documents …) stays for the lines after it. The article "Scripts" has the whole
/// language. Bodies are made when they are asked for, by nothing that the library reads them with, so
/// that a mistake cannot cancel itself out.
public struct SessionScript: PollSource {
  /// What errors call it.
  public let name: String
  private let steps: [ScriptStep]

  /// Reads a script.
  public init(text: String, name: String = "script") throws(ScriptError) {
    self.name = name
    var reader = ScriptReader()
    // "\r\n" is one character.
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    for (number, line) in lines.enumerated() {
      do {
        try reader.read(line)
      } catch {
        throw ScriptError(
          name: name, line: number + 1, column: error.place + 1, reason: error.reason)
      }
    }
    steps = reader.steps
  }

  /// Reads a script from a file; nil where the file is none, which begins with the word `session`,
  /// `base` or `start`.
  public init?(ifScript path: String) throws {
    guard let file = FileHandle(forReadingAtPath: path),
      Self.isScript((try? file.read(upToCount: 4096)) ?? Data())
    else { return nil }
    let rest = try file.readToEnd() ?? Data()
    try file.seek(toOffset: 0)
    let data = try file.readToEnd() ?? rest
    try self.init(text: String(decoding: data, as: UTF8.self), name: path)
  }

  private static func isScript(_ head: Data) -> Bool {
    let lines = String(decoding: head, as: UTF8.self).split(whereSeparator: \.isNewline)
    let first = lines.lazy.map { $0.drop(while: \.isWhitespace) }.first {
      !($0.first ?? "#" == "#")
    }
    return ["session ", "base ", "start "].contains { first?.hasPrefix($0) == true }
  }

  /// Its polls as they would have been recorded, in order.
  public var polls: [Poll] { steps.map(\.poll) }

  /// Its polls as a poll log.
  public func writePollLog(_ write: ([UInt8]) throws -> Void) rethrows {
    try write(PollLogWriter.header)
    for step in steps { try write(PollLogWriter.line(for: step.poll)) }
  }

  /// Calls back with every poll and its place in the script.
  public func forEach(_ body: (Poll, Place) -> Void) {
    for (place, step) in steps.enumerated() { body(step.poll, place..<place + 1) }
  }

  /// The poll at that place, made anew.
  public func poll(at place: Place) -> Poll { steps[place.lowerBound].poll }
}
