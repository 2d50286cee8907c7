import ScribeJSON

/// The kinds of recordings, told apart by how they begin.
enum RecordingFormat {
  case pollLog, har

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
  /// Enough to see the first name of an object past any white space that is written in earnest.
  private static let headSize = 4096

  static func detect(
    _ lines: inout LineReader, name: String
  ) throws(RecordingError) -> RecordingFormat {
    let head = try lines.peek(headSize)
    if head.starts(with: "SQLite format 3\0".utf8) {
      throw .notARecording(file: name, reason: "a store, which is read from a file of its own only")
    }
    if head.contains(0), head.first != UInt8(ascii: "{") {
      throw .notARecording(file: name, reason: "binary, neither a poll log nor a HAR file")
    }
    if try lines.isAtEnd() { throw .notARecording(file: name, reason: "empty") }
    let content = content(of: head)
    if let first = content.first, first != UInt8(ascii: "{") {
      throw .notARecording(file: name, reason: "neither a poll log nor a HAR file")
    }
    return isHAR(content) ? .har : .pollLog
  }

  /// What comes after a byte order mark and white space.
  private static func content(of head: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let text = head.starts(with: byteOrderMark) ? head.dropFirst(byteOrderMark.count) : head
    return text.drop { isWhitespace($0) }
  }

  private static func isWhitespace(_ byte: UInt8) -> Bool { " \t\r\n".utf8.contains(byte) }

  /// A HAR file is one object whose first member is `log` (HAR 1.2, section "log").
  private static func isHAR(_ content: ArraySlice<UInt8>) -> Bool {
    var rest = content
    for expected in ["{", "\"log\"", ":"] {
      rest = rest.drop { isWhitespace($0) }
      guard rest.starts(with: expected.utf8) else { return false }
      rest = rest.dropFirst(expected.utf8.count)
    }
    return true
  }
}
