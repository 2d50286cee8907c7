import ArgumentParser
import ScribeRecording
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
/// It appears under its name only once it is whole, unless it holds patient data, which is in no other
/// file meanwhile; a pipe or a device is written to as it is.
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
    guard let input = inputs.first(where: { FileKind.isSame(path, $0) }) else { return }
    console.say("\(path): is what is read (\(input)): name another file")
    throw ExitCode.notDone
  }

  func write(_ bytes: [UInt8], _ console: Console) throws {
    try write(console) { _ = try $0.writeAll(bytes) }
  }

  /// Writes what a function writes; to standard output where the path is `-`.
  func write(_ console: Console, _ content: (FileDescriptor) throws -> Void) throws {
    try saying(console) {
      guard path != "-" else { return try content(.standardOutput) }
      if isInPlace {
        try write(to: path, [], content)
        return
      }
      // What a link leads to is replaced, not the link.
      let target = resolved
      // With patient data it is made where it belongs: whatever ends the tool, none is left elsewhere.
      let part = isPrivate ? target : "\(target).part-\(getpid())"
      do {
        if isPrivate { unlink(target) }
        try write(to: part, [.create, .exclusiveCreate], content)
        guard part == target || rename(part, target) == 0 else { throw Errno(rawValue: errno) }
      } catch {
        unlink(part)
        throw error
      }
    }
  }

  func append(_ bytes: [UInt8], _ console: Console) throws {
    try saying(console) { try write(to: path, [.create, .append]) { _ = try $0.writeAll(bytes) } }
  }

  /// Whether it is a pipe or a device, which is written to as it is.
  private var isInPlace: Bool { FileKind.exists(path) && !FileKind.isRegular(path) }

  /// Where to hold what is written before it has its name: on the same disk where it is a file.
  var draftPath: String {
    guard path == "-" || isInPlace else { return "\(resolved).part" }
    return "\(environmentValue("TMPDIR") ?? "/tmp")/scribe-replay"
  }

  private func write(
    to path: String, _ options: FileDescriptor.OpenOptions,
    _ content: (FileDescriptor) throws -> Void
  ) throws {
    let file = try FileDescriptor.open(
      FilePath(path), .writeOnly, options: options.union(.closeOnExec), permissions: permissions)
    try file.closeAfter { try content(file) }
  }

  private var resolved: String { FileKind.resolved(path) }

  /// Says why it cannot be written where it cannot.
  func saying<Value>(_ console: Console, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch {
      console.flush()
      let reason = (error as? Errno)?.description ?? "cannot be written"
      console.say("\(path): \(reason.prefix(1).lowercased() + reason.dropFirst())")
      throw ExitCode.notDone
    }
  }
}
