#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The recordings below paths, and the small text files beside them.
package enum FileTree {
  private static let recordingSuffixes = [".jsonl", ".har", ".sqlite"]

  /// What is found below paths: recordings, stores among them, and expected timelines that belong to none.
  package struct Found {
    package fileprivate(set) var recordings: [String] = []
    package fileprivate(set) var orphans: [String] = []
    /// Paths where nothing is.
    package fileprivate(set) var missing: [String] = []
    /// Folders that could not be listed.
    package fileprivate(set) var unreadable: [String] = []

    /// What could not be looked into, a line each.
    package var faults: [String] {
      missing.map { "\($0): no such file or directory" }
        + unreadable.map { "\($0): cannot be listed" }
    }
  }

  /// Looks below each path, in the order of names; a path that is a file is a recording.
  ///
  /// - Parameter takesStandardInput: whether the path `-` is one, too.
  package static func find(below paths: [String], takesStandardInput: Bool = false) -> Found {
    var found = Found()
    for path in paths {
      if takesStandardInput, path == "-" {
        found.recordings.append(path)
        continue
      }
      var isDirectory = false
      guard exists(path, isDirectory: &isDirectory) else {
        found.missing.append(path)
        continue
      }
      if isDirectory {
        walk(path, into: &found)
      } else {
        found.recordings.append(path)
      }
    }
    return found
  }

  private static func walk(_ directory: String, into found: inout Found) {
    let base = directory.hasSuffix("/") ? directory : directory + "/"
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory) else {
      found.unreadable.append(directory)
      return
    }
    let present = Set(names)
    for name in names.sorted() where !name.hasPrefix(".") {
      var isDirectory = false
      guard exists(base + name, isDirectory: &isDirectory) else { continue }
      if isDirectory {
        // A linked folder may lead back up, and is somewhere else under its own name.
        if !isLink(base + name) { walk(base + name, into: &found) }
      } else if recordingSuffixes.contains(where: name.lowercased().hasSuffix) {
        found.recordings.append(base + name)
      } else if name.hasSuffix(Verification.suffix),
        !present.contains(String(name.dropLast(Verification.suffix.count)))
      {
        found.orphans.append(base + name)
      }
    }
  }

  private static func isLink(_ path: String) -> Bool {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
  }

  private static func exists(_ path: String, isDirectory: inout Bool) -> Bool {
    #if canImport(FoundationEssentials)
      return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
    #else
      var flag: ObjCBool = false
      defer { isDirectory = flag.boolValue }
      return FileManager.default.fileExists(atPath: path, isDirectory: &flag)
    #endif
  }

  /// The text of a file; nil where it cannot be read.
  package static func text(of path: String) -> String? {
    (try? Data(contentsOf: URL(filePath: path))).map { String(decoding: $0, as: UTF8.self) }
  }

  /// What recordings are called wherever their folder lies: each by its path below the one that it
  /// was found under, or its last component; by its whole path where two would be called the same.
  package static func names(of recordings: [String], below roots: [String]) -> [String] {
    let names = recordings.map { path in
      for root in roots {
        let base = root.hasSuffix("/") ? root : root + "/"
        if path.hasPrefix(base) { return String(path.dropFirst(base.count)) }
      }
      return path.split(separator: "/").last.map(String.init) ?? path
    }
    let counts = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
    return zip(names, recordings).map { counts[$0, default: 0] > 1 ? $1 : $0 }
  }
}
