import SystemPackage

/// Where a recording's bytes come from, chunk by chunk.
protocol ByteSource {
  /// The next bytes; none at the end.
  func read() throws(RecordingError) -> ArraySlice<UInt8>
}

/// The bytes of a file, or of standard input where the path is `-`.
final class FileBytes: ByteSource {
  private static let chunkSize = 1 << 16

  private let name: String
  private let file: FileDescriptor
  private let isOwned: Bool

  init(path: String) throws(RecordingError) {
    isOwned = path != "-"
    name = isOwned ? path : "standard input"
    do {
      file = isOwned ? try FileDescriptor.open(FilePath(path), .readOnly) : .standardInput
    } catch {
      throw RecordingError.unreadable(file: name, reason: Self.reason(error))
    }
  }

  deinit {
    if isOwned { try? file.close() }
  }

  func read() throws(RecordingError) -> ArraySlice<UInt8> {
    do {
      let chunk = try [UInt8](unsafeUninitializedCapacity: Self.chunkSize) { buffer, count in
        count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      return chunk[...]
    } catch {
      throw RecordingError.unreadable(file: name, reason: Self.reason(error))
    }
  }

  private static func reason(_ error: any Error) -> String {
    guard let code = error as? Errno else { return "cannot be read" }
    return code.description.prefix(1).lowercased() + code.description.dropFirst()
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

  func read() -> ArraySlice<UInt8> {
    let chunk = rest.prefix(chunkSize)
    rest = rest.dropFirst(chunk.count)
    return chunk
  }
}
