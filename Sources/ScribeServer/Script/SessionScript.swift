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
/// (audio, talk, documents …) stays for the lines after it. The whole language is in <doc:Scripts>.
/// Bodies are made when they are asked for, by nothing that the library reads them with, so that a
/// mistake cannot cancel itself out.
public struct SessionScript: PollSource {
  /// What errors call it.
  public let name: String
  private let steps: [ScriptStep]

  /// Reads a script.
  public init(text: String, name: String = "script") throws(ScriptError) {
    self.name = name
    var reader = ScriptReader()
    do throws(ScriptFault) {
      for lines in Self.lines(of: text) { try reader.read(try ScriptLine(lines)) }
    } catch {
      throw ScriptError(
        name: name, line: error.place.line, column: error.place.column, reason: error.reason)
    }
    steps = reader.steps
  }

  /// The lines that say something, with their numbers; those that begin with a blank go on with the one
  /// before.
  private static func lines(of text: String) -> [[(number: Int, text: Substring)]] {
    var lines: [[(number: Int, text: Substring)]] = []
    // "\r\n" is one character.
    let all = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    for (place, line) in all.enumerated() {
      guard let first = line.first(where: { !$0.isWhitespace }), first != "#" else { continue }
      if line.first?.isWhitespace == true, !lines.isEmpty {
        lines[lines.count - 1].append((place + 1, line))
      } else {
        lines.append([(place + 1, line)])
      }
    }
    return lines
  }

  /// Reads a script from a file.
  ///
  /// Throws a `RecordingError` where the file cannot be read, and a ``ScriptError`` where it is no script
  /// or a wrong one.
  public init(path: String) throws {
    let data = try Self.data(at: path)
    guard Self.isScript(data.prefix(Self.headSize)) else {
      throw ScriptError(
        name: path, line: 1, column: 1, reason: "a script begins with \"session\" and an id")
    }
    try self.init(data: data, name: path)
  }

  /// Reads a script from a file; nil where the file is none, because it begins with no word.
  ///
  /// Only what can be read again is looked into.
  package init?(ifScript path: String) throws {
    guard FileKind.isRegular(path), let file = FileHandle(forReadingAtPath: path),
      let head = try? file.read(upToCount: Self.headSize),
      Self.isScript(head)
    else { return nil }
    try self.init(data: head + (try file.readToEnd() ?? Data()), name: path)
  }

  /// How much of a file is looked at to tell whether it is a script.
  private static let headSize = 1 << 16

  private init(data: Data, name: String) throws(ScriptError) {
    guard let text = String(data: data, encoding: .utf8) else {
      throw ScriptError(name: name, line: 1, column: 1, reason: "not UTF-8")
    }
    try self.init(text: text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text, name: name)
  }

  private static func data(at path: String) throws(RecordingError) -> Data {
    do {
      return try Data(contentsOf: URL(filePath: path))
    } catch {
      let reason =
        switch (error as? CocoaError)?.code {
        case .fileReadNoSuchFile: "no such file or directory"
        case .fileReadNoPermission: "permission denied"
        default: "cannot be read"
        }
      throw .unreadable(file: path, reason: reason)
    }
  }

  private static func isScript(_ head: Data) -> Bool {
    guard !head.contains(0) else { return false }
    let text = String(decoding: head, as: UTF8.self).drop { $0 == "\u{FEFF}" }
    let lines = text.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }
    let first = lines.first { !($0.first ?? "#" == "#") }
    return first?.first.map { $0.isASCII && $0.isLetter } ?? false
  }

  /// Its polls as they would have been recorded, in order.
  public var polls: [Poll] { steps.map(\.poll) }

  /// Its polls as a poll log.
  package func writePollLog(_ write: ([UInt8]) throws -> Void) rethrows {
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
