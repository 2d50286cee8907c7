import SystemPackage

/// How a poll log ends.
struct LogTail {
  private static let chunkSize: Int64 = 1 << 16
  private static let lineFeed = UInt8(ascii: "\n")

  /// Where the last line begins that is not blank.
  private(set) var lastLineStart: Int64 = 0
  private(set) var endsWithLineFeed = true
  /// Whether a byte of the last line was seen.
  private var isInLine = false

  /// Reads a file from its end until the beginning of its last line is known.
  init(_ file: FileDescriptor) throws {
    var end = try file.seek(offset: 0, from: .end)
    if end > 0 { endsWithLineFeed = try file.bytes(in: end - 1..<end) == [Self.lineFeed] }
    while end > 0 {
      let start = max(0, end - Self.chunkSize)
      if let place = scan(try file.bytes(in: start..<end)) {
        lastLineStart = start + Int64(place)
        return
      }
      end = start
    }
  }

  /// Where the last line begins in a chunk that what was scanned before follows; nil where it begins
  /// before it.
  private mutating func scan(_ chunk: [UInt8]) -> Int? {
    for place in chunk.indices.reversed() {
      let byte = chunk[place]
      if byte == Self.lineFeed, isInLine { return place + 1 }
      if !" \t\r\n".utf8.contains(byte) { isInLine = true }
    }
    return nil
  }
}
