#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What there is under a path.
package enum FileKind {
  /// Whether it is a file that can be read more than once.
  package static func isRegular(_ path: String) -> Bool { byteCount(of: path) != nil }

  /// How many bytes a file has that can be read more than once.
  package static func byteCount(of path: String) -> Int? {
    var status = stat()
    guard path != "-", stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    return Int(status.st_size)
  }

  /// What tells a file from another one of the same name; nil where there is none.
  package static func identity(of path: String) -> [UInt64]? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return [UInt64(status.st_dev), UInt64(status.st_ino)]
  }

  /// Whether two paths lead to one file.
  package static func isSame(_ path: String, _ other: String) -> Bool {
    identity(of: path).map { $0 == identity(of: other) } ?? false
  }

  /// Whether two paths are in one folder, as they are named or wherever links lead.
  package static func isBeside(_ path: String, _ other: String) -> Bool {
    func folders(of path: String) -> [[UInt64]] {
      [path, resolved(path)].compactMap { identity(of: folder(of: $0)) }
    }
    return folders(of: path).contains(where: folders(of: other).contains)
  }

  /// Where links lead; the path itself where there is nothing.
  package static func resolved(_ path: String) -> String {
    guard let found = realpath(path, nil) else { return path }
    defer { free(found) }
    return String(cString: found)
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Removes a file that was just made.
  package static func remove(_ path: String) {
    if isRegular(path) { unlink(path) }
  }

  /// Whether there is anything.
  package static func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0
  }
}
