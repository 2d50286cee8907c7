/// Splits bytes into lines, holding no more than the longest line and one chunk.
struct LineReader {
  /// One line without its line feed.
  struct Line {
    /// Its number, from 1.
    let number: Int
    let bytes: [UInt8]

    var isBlank: Bool { bytes.allSatisfy(LineReader.isBlank) }

    /// Whether the line ends in NUL bytes, which file systems leave where power was lost.
    var endsInNothing: Bool { bytes.last == 0 }
  }

  private static let lineFeed = UInt8(ascii: "\n")

  private let source: any ByteSource
  /// What was read, of which the bytes before `start` are used up.
  private var buffer: [UInt8] = []
  private var start = 0
  private var isSourceAtEnd = false
  private var number = 0

  init(_ source: any ByteSource) {
    self.source = source
  }

  mutating func next() throws(RecordingError) -> Line? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: Self.lineFeed) {
        return takeLine(upTo: end, lineFeedBytes: 1)
      }
      let unsearched = buffer.count - start
      guard try fill() else { break }
      searched = start + unsearched
    }
    return start < buffer.count ? takeLine(upTo: buffer.count, lineFeedBytes: 0) : nil
  }

  private mutating func takeLine(upTo end: Int, lineFeedBytes: Int) -> Line {
    number += 1
    let line = Line(number: number, bytes: Array(buffer[start..<end]))
    start = end + lineFeedBytes
    return line
  }

  /// Whether nothing but blanks is left.
  mutating func isAtEnd() throws(RecordingError) -> Bool {
    var blanks = 0
    while true {
      blanks += buffer[(start + blanks)...].prefix(while: Self.isBlank).count
      if start + blanks < buffer.count { return false }
      guard try fill() else { return true }
    }
  }

  /// The first bytes that are left, at least that many unless there are fewer.
  mutating func peek(_ count: Int) throws(RecordingError) -> ArraySlice<UInt8> {
    while buffer.count - start < count {
      guard try fill() else { break }
    }
    return buffer[start...].prefix(count)
  }

  /// All bytes that are left.
  mutating func readAll() throws(RecordingError) -> [UInt8] {
    while try fill() {}
    defer { buffer = [] }
    return start == 0 ? buffer : Array(buffer[start...])
  }

  /// Reads one chunk more; false where there is none.
  private mutating func fill() throws(RecordingError) -> Bool {
    guard !isSourceAtEnd else { return false }
    let chunk = try source.read()
    isSourceAtEnd = chunk.isEmpty
    buffer.removeSubrange(..<start)
    start = 0
    buffer += chunk
    return !isSourceAtEnd
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
      || byte == lineFeed
  }
}
