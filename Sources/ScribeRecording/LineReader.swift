import ScribeJSON

/// Splits bytes into lines within one buffer, which holds no more than two lines and a chunk.
struct LineReader {
  /// One line without its line feed, as a part of ``LineReader/bytes``.
  struct Line {
    /// Its number, from 1.
    var number = 0
    var part = 0..<0

    func moved(by distance: Int) -> Line {
      Line(number: number, part: part.lowerBound + distance..<part.upperBound + distance)
    }
  }

  private static let chunkSize = 1 << 14
  /// The longest line that is kept while the next one is read.
  private static let longestKept = 1 << 24
  private static let lineFeed = UInt8(ascii: "\n")

  private let source: any ByteSource
  /// How many bytes of the source stand before the buffer.
  private var passed = 0
  /// What was read, up to `end`; the rest is room.
  private(set) var bytes: [UInt8] = []
  /// Where what was not given out yet begins, and where it ends.
  private var start = 0
  private var end = 0
  private var isSourceAtEnd = false

  /// The line that was reached last.
  private(set) var line = Line()
  /// The line before it, where it is still there.
  private(set) var lineBefore: Line?

  init(_ source: any ByteSource) {
    self.source = source
  }

  /// Goes on to the next line; false at the end.
  mutating func advance() throws(RecordingError) -> Bool {
    lineBefore = line.number > 0 && line.part.count <= Self.longestKept ? line : nil
    line.part = start..<start
    var searched = 0
    while true {
      if let feed = ByteSearch.firstIndex(of: Self.lineFeed, in: bytes, start + searched..<end) {
        takeLine(upTo: feed, lineFeedBytes: 1)
        return true
      }
      searched = end - start
      guard try fill() else { break }
    }
    guard start < end else { return false }
    takeLine(upTo: end, lineFeedBytes: 0)
    return true
  }

  private mutating func takeLine(upTo end: Int, lineFeedBytes: Int) {
    line = Line(number: line.number + 1, part: start..<end)
    start = end + lineFeedBytes
  }

  /// Where the line stands in the source.
  var linePlace: Range<Int> { line.part.lowerBound + passed..<line.part.upperBound + passed }

  /// Whether the line holds nothing but blanks.
  var isLineBlank: Bool { line.part.allSatisfy { Self.isBlank(bytes[$0]) } }

  /// Whether the line ends in NUL bytes, which file systems leave where power was lost.
  var lineEndsInNUL: Bool { line.part.last.map { bytes[$0] == 0 } ?? false }

  /// Whether nothing but blanks is left.
  mutating func isAtEnd() throws(RecordingError) -> Bool {
    var blanks = 0
    while true {
      blanks += bytes[(start + blanks)..<end].prefix(while: Self.isBlank).count
      if start + blanks < end { return false }
      guard try fill() else { return true }
    }
  }

  /// The first bytes that are left, at least that many unless there are fewer.
  mutating func peek(_ count: Int) throws(RecordingError) -> ArraySlice<UInt8> {
    while end - start < count {
      guard try fill() else { break }
    }
    return bytes[start..<end].prefix(count)
  }

  /// All bytes that are left.
  mutating func readAll() throws(RecordingError) -> [UInt8] {
    while try fill() {}
    bytes.removeSubrange(end...)
    bytes.removeSubrange(..<start)
    defer { bytes = [] }
    return bytes
  }

  /// Reads one chunk more; false where there is none.
  private mutating func fill() throws(RecordingError) -> Bool {
    guard !isSourceAtEnd else { return false }
    makeRoom()
    let count = try bytes.withUnsafeMutableBufferPointer {
      [source, end] buffer throws(RecordingError) in
      try source.read(
        into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[end...])))
    }
    end += count
    isSourceAtEnd = count == 0
    return !isSourceAtEnd
  }

  /// Makes room for a chunk: by moving what is still needed to the front where that is at most half
  /// of the buffer, else in a buffer twice as long.
  private mutating func makeRoom() {
    guard bytes.count - end < Self.chunkSize else { return }
    let unneeded = min(lineBefore?.part.lowerBound ?? line.part.lowerBound, line.part.lowerBound)
    guard unneeded >= bytes.count / 2, !bytes.isEmpty else {
      bytes += [UInt8](repeating: 0, count: max(bytes.count, 2 * Self.chunkSize))
      return
    }
    bytes.withUnsafeMutableBytes { [end] buffer in
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[unneeded..<end]))
    }
    passed += unneeded
    start -= unneeded
    end -= unneeded
    line = line.moved(by: -unneeded)
    lineBefore = lineBefore?.moved(by: -unneeded)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
      || byte == lineFeed
  }
}
