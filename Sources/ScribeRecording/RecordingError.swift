import SystemPackage

/// Why a recording could not be read, and where.
///
/// Its text is one line, `place: reason`, without payload.
public enum RecordingError: Error, Hashable, Sendable {
  /// The file could not be opened or read.
  case unreadable(file: String, reason: String)
  /// A log could not be made or written to.
  case unwritable(file: String, reason: String)
  /// There is no room for more.
  case full(file: String)
  /// A log was to be made where there is a file already.
  case exists(file: String)
  /// The content is of no kind that is read here.
  case notARecording(file: String, reason: String)
  /// A line of a poll log is not a poll. Lines count from 1, and so do the bytes of a line.
  case badLine(file: String, line: Int, byte: Int, reason: String)
  /// An entry of a HAR file is not an exchange. Entries count from 1, bytes of the file from 0.
  case badEntry(file: String, entry: Int, offset: Int, reason: String)
}

extension RecordingError {
  /// What errors call the path `-` where it is read from.
  package static let standardInput = "standard input"

  /// What the system says of an error, to stand behind a file's name.
  static func reason(of error: any Error) -> String {
    guard let code = error as? Errno else { return "cannot be used" }
    return code.description.prefix(1).lowercased() + code.description.dropFirst()
  }
}

extension RecordingError: CustomStringConvertible {
  /// One line: where, what.
  public var description: String {
    switch self {
    case .unreadable(let file, let reason), .unwritable(let file, let reason),
      .notARecording(let file, let reason):
      "\(file): \(reason)"
    case .full(let file):
      "\(file): no room left on the disk: what was recorded is there, make room and go on"
    case .exists(let file): "\(file): there already: go on with it, or name another file"
    case .badLine(let file, let line, let byte, let reason): "\(file):\(line):\(byte): \(reason)"
    case .badEntry(let file, let entry, let offset, let reason):
      "\(file): entry \(entry) at byte \(offset): \(reason)"
    }
  }
}
