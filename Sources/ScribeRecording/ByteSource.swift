import SystemPackage

/// Where a recording's bytes come from, as many at a time as there is room for.
protocol ByteSource {
  /// Writes the next bytes into a buffer that is not empty and returns how many; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordingError) -> Int
}

extension FileDescriptor {
  /// The bytes of a part of the file, fewer where it ends before.
  func bytes(in range: Range<Int64>) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: Int(range.upperBound - range.lowerBound)) {
      buffer, count in
      while count < buffer.count {
        let more = try read(
          fromAbsoluteOffset: range.lowerBound + Int64(count),
          into: UnsafeMutableRawBufferPointer(
            UnsafeMutableBufferPointer(rebasing: buffer[count...])))
        if more == 0 { break }
        count += more
      }
    }
  }
}

/// The bytes of a file, or of standard input where the path is `-`.
final class FileBytes: ByteSource {
  /// What errors call it.
  let name: String
  private let file: FileDescriptor
  private let isOwned: Bool

  init(path: String) throws(RecordingError) {
    isOwned = path != "-"
    name = isOwned ? path : RecordingError.standardInput
    do {
      file = isOwned ? try FileDescriptor.open(FilePath(path), .readOnly) : .standardInput
    } catch {
      throw RecordingError.unreadable(file: name, reason: RecordingError.reason(of: error))
    }
  }

  deinit {
    if isOwned { try? file.close() }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordingError) -> Int {
    do {
      return try file.read(into: buffer)
    } catch {
      throw RecordingError.unreadable(file: name, reason: RecordingError.reason(of: error))
    }
  }
}

/// Bytes that are in memory already, given out in chunks of a size.
final class MemoryBytes: ByteSource {
  private var rest: ArraySlice<UInt8>
  private let chunkSize: Int

  init(_ bytes: [UInt8], chunkSize: Int = .max) {
    rest = bytes[...]
    self.chunkSize = chunkSize
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let chunk = rest.prefix(min(chunkSize, buffer.count))
    buffer.copyBytes(from: chunk)
    rest = rest.dropFirst(chunk.count)
    return chunk.count
  }
}
