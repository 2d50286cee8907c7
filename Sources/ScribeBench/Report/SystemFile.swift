#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A file of the system with a `name: value` a line; empty where there is none.
struct SystemFile {
  private let lines: [Substring]

  init(_ path: String) {
    let bytes = (try? Data(contentsOf: URL(filePath: path))) ?? Data()
    lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  }

  /// The value of the first line of that name, without the blanks around it.
  func value(of name: String) -> String? {
    for line in lines {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].filter({ $0 != "\t" }).trimmed == name else { continue }
      return String(parts[1]).trimmed
    }
    return nil
  }
}

extension String {
  fileprivate var trimmed: String {
    let start = drop(while: \.isWhitespace)
    return start.lastIndex { !$0.isWhitespace }.map { String(start[...$0]) } ?? ""
  }
}
