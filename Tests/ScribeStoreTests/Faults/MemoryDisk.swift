import Foundation

/// A disk in memory, of a size that can be changed while it is in use.
final class MemoryDisk: Sendable {
  let path: String

  /// Whether disks can be mounted here: on Linux, and as root.
  static let isAvailable = (try? MemoryDisk(kilobytes: 64)) != nil

  init(kilobytes: Int) throws {
    path = NSTemporaryDirectory() + "scribe-disk-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    guard SecondProcess.run("/bin/mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", path)
    else {
      try? FileManager.default.removeItem(atPath: path)
      throw CocoaError(.fileWriteNoPermission)
    }
  }

  deinit {
    _ = SecondProcess.run("/bin/umount", "--lazy", path)
    try? FileManager.default.removeItem(atPath: path)
  }

  func file(_ name: String) -> String { path + "/" + name }

  func resize(kilobytes: Int) -> Bool {
    SecondProcess.run("/bin/mount", "-o", "remount,size=\(kilobytes)k", path)
  }

  func makeReadOnly() -> Bool { SecondProcess.run("/bin/mount", "-o", "remount,ro", path) }
}
