import ScribeRecording
import SystemPackage

/// A file that is read whole, or standard input where the path is `-`.
enum InputFile {
  /// What errors call it.
  static func name(of path: String) -> String {
    path == "-" ? RecordingError.standardInput : path
  }

  /// The bytes of a file, or only the first ones.
  static func bytes(
    of path: String, upTo limit: Int = .max
  ) throws(RecordingError) -> [UInt8] {
    do {
      guard path != "-" else { return try bytes(of: .standardInput, upTo: limit) }
      let file = try FileDescriptor.open(FilePath(path), .readOnly)
      return try file.closeAfter { try bytes(of: file, upTo: limit) }
    } catch {
      let reason = (error as? Errno)?.description ?? "cannot be read"
      throw .unreadable(
        file: name(of: path), reason: reason.prefix(1).lowercased() + reason.dropFirst())
    }
  }

  private static func bytes(of file: FileDescriptor, upTo limit: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: min(limit, 1 << 20))
    while true {
      let count = try chunk.withUnsafeMutableBytes { try file.read(into: $0) }
      bytes += chunk[..<count]
      if count == 0 || bytes.count >= limit { return bytes }
    }
  }
}
