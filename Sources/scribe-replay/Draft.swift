import ArgumentParser
import ScribeReplay
import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What is to become an output once it is known to be good, held on the disk instead of in memory.
///
/// It has no name there: whatever ends the tool, nothing is left of it.
final class Draft {
  private static let bufferSize = 1 << 18

  private let output: OutputFile
  private let console: Console
  private let file: FileDescriptor
  private var buffer: [UInt8] = []

  /// Begins a draft beside the file that it is for, so that what cannot be written is known at once.
  init(of output: OutputFile, _ console: Console) throws {
    self.output = output
    self.console = console
    file = try output.saying(console) {
      var name = Array("\(output.draftPath)-XXXXXX".utf8CString)
      let descriptor = mkstemp(&name)
      guard descriptor >= 0 else { throw Errno(rawValue: errno) }
      unlink(name)
      return FileDescriptor(rawValue: descriptor)
    }
  }

  deinit { try? file.close() }

  func write(_ bytes: [UInt8]) throws {
    buffer += bytes
    if buffer.count >= Self.bufferSize { try flush() }
  }

  private func flush() throws {
    try output.saying(console) { _ = try file.writeAll(buffer) }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Takes back what was written.
  func clear() throws {
    buffer.removeAll(keepingCapacity: true)
    try output.saying(console) {
      try file.resize(to: 0)
      try file.seek(offset: 0, from: .start)
    }
  }

  /// Writes the output.
  func publish() throws {
    try flush()
    try output.write(console) { [file] target in
      try file.seek(offset: 0, from: .start)
      var chunk = [UInt8](repeating: 0, count: Self.bufferSize)
      while true {
        let count = try chunk.withUnsafeMutableBytes { try file.read(into: $0) }
        if count == 0 { return }
        _ = try target.writeAll(chunk[..<count])
      }
    }
  }
}
