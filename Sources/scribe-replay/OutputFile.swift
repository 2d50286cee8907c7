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

/// A file that a verb writes beside its output.
///
/// It appears under its name only once it is whole; a pipe or a device is written to as it is.
struct OutputFile {
  let path: String
  /// Whether it holds patient data, so that only its owner may read it.
  var isPrivate = false

  private var permissions: FilePermissions {
    isPrivate
      ? .ownerReadWrite : [.ownerReadWrite, .groupReadWrite, .otherReadWrite]
  }

  /// Refuses to take the place of what is read.
  func refuse(_ inputs: [String], _ console: Console) throws {
    guard let input = inputs.first(where: { Tape.isSameFile(path, $0) }) else { return }
    console.say("\(path): is what is read (\(input)): name another file")
    throw ExitCode.notDone
  }

  func write(_ bytes: [UInt8], _ console: Console) throws {
    try saying(console) {
      if FileKind.exists(path), !FileKind.isRegular(path) {
        try write(bytes, to: path, [])
        return
      }
      // What a link leads to is replaced, not the link.
      let target = resolved
      let part = "\(target).part-\(getpid())"
      do {
        try write(bytes, to: part, [.create, .exclusiveCreate])
        guard rename(part, target) == 0 else { throw Errno(rawValue: errno) }
      } catch {
        unlink(part)
        throw error
      }
    }
  }

  func append(_ bytes: [UInt8], _ console: Console) throws {
    try saying(console) { try write(bytes, to: path, [.create, .append]) }
  }

  private func write(
    _ bytes: [UInt8], to path: String, _ options: FileDescriptor.OpenOptions
  ) throws {
    let file = try FileDescriptor.open(
      FilePath(path), .writeOnly, options: options.union(.closeOnExec), permissions: permissions)
    try file.closeAfter { _ = try file.writeAll(bytes) }
  }

  private var resolved: String {
    guard let found = realpath(path, nil) else { return path }
    defer { free(found) }
    return String(cString: found)
  }

  private func saying(_ console: Console, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch {
      console.flush()
      let reason = (error as? Errno)?.description ?? "cannot be written"
      console.say("\(path): \(reason.prefix(1).lowercased() + reason.dropFirst())")
      throw ExitCode.notDone
    }
  }
}
