public import ScribeSession
import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A poll log that polls are appended to, each of them on the disk before ``append(_:)`` returns.
///
/// Only its owner may read it (mode 0600). One process at a time appends to a log: it holds a lock
/// (`flock`) as long as it has it open. A line that could not be written whole is taken back.
public final class PollLogFile {
  /// What errors call it.
  public let name: String

  private static let standardOutput = "standard output"

  private let file: FileDescriptor
  private let isRegular: Bool
  /// Whether a part of a line is in the log that could not be taken back: nothing may follow it.
  private var isBroken = false

  /// Makes a log; the path `-` is standard output.
  ///
  /// - Throws: ``RecordingError/exists(file:)`` where there is a file of that name already,
  ///   ``RecordingError/unwritable(file:reason:)`` or ``RecordingError/full(file:)`` where it cannot be
  ///   made; then there is none.
  public init(creating path: String) throws(RecordingError) {
    isRegular = path != "-"
    name = isRegular ? path : Self.standardOutput
    do {
      file =
        isRegular
        ? try FileDescriptor.open(
          FilePath(path), .writeOnly, options: [.create, .exclusiveCreate, .append, .closeOnExec],
          permissions: .ownerReadWrite)
        : .standardOutput
    } catch {
      if error as? Errno == .fileExists { throw .exists(file: path) }
      throw .unwritable(file: name, reason: RecordingError.reason(of: error))
    }
    do throws(RecordingError) {
      try lock()
      try write(PollLogWriter.header)
    } catch {
      // A log without a header is none, and would be in the way of the next one.
      if isRegular { unlink(path) }
      throw error
    }
    syncFolder(of: path)
  }

  /// Goes on with a log that is there.
  ///
  /// `replay` is told of each poll that it holds, in order. Whatever follows its last whole line, as a
  /// crash leaves it, is cut off.
  ///
  /// - Throws: ``RecordingError/notARecording(file:reason:)`` where it is no poll log, standard output
  ///   (`-`) included, or ``RecordingError/badLine(file:line:byte:reason:)`` where a line before the last
  ///   is no poll, without having changed it; ``RecordingError/unreadable(file:reason:)``,
  ///   ``RecordingError/unwritable(file:reason:)``, also where another process writes to it, or
  ///   ``RecordingError/full(file:)``.
  public init(resuming path: String, replay: (Poll) -> Void) throws(RecordingError) {
    isRegular = path != "-"
    name = isRegular ? path : Self.standardOutput
    guard isRegular else { throw Self.notResumable(name, "file") }
    do {
      file = try FileDescriptor.open(
        FilePath(path), .readWrite, options: [.append, .closeOnExec])
    } catch {
      throw .unwritable(file: path, reason: RecordingError.reason(of: error))
    }
    var status = stat()
    guard fstat(file.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Self.notResumable(name, "file")
    }
    try lock()
    let isEmpty = try typingErrors { try file.seek(offset: 0, from: .end) == 0 }
    if !isEmpty { try self.replay(replay) }
    // Patient data is going to be added to it.
    _ = fchmod(file.rawValue, S_IRUSR | S_IWUSR)
    if isEmpty { try write(PollLogWriter.header) } else { try mendEnd() }
  }

  private static func notResumable(_ name: String, _ what: String) -> RecordingError {
    .notARecording(file: name, reason: "not a \(what), which alone can be gone on with")
  }

  /// Tells of the polls that the log holds.
  private func replay(_ body: (Poll) -> Void) throws(RecordingError) {
    var recording = try Recording(path: name)
    guard recording.isPollLog else { throw Self.notResumable(name, "poll log") }
    while let recorded = try recording.next() { body(recorded.poll) }
    tornLine = recording.tornLine
  }

  /// Takes a line away that was cut off, or ends one that has no line feed.
  private func mendEnd() throws(RecordingError) {
    try typingErrors {
      let tail = try LogTail(file)
      if tornLine != nil {
        try file.resize(to: tail.lastLineStart)
      } else if !tail.endsWithLineFeed {
        try file.writeAll("\n".utf8)
      }
    }
  }

  deinit {
    if isRegular { try? file.close() }
  }

  /// The number of the line that was cut off because it was not whole.
  public private(set) var tornLine: Int?

  /// Writes the line of a poll, and returns once it is on the disk.
  ///
  /// - Throws: ``RecordingError/unwritable(file:reason:)`` or ``RecordingError/full(file:)``; then nothing
  ///   of it is in the log, or only a part, after which nothing more is written: going on with the log
  ///   (``init(resuming:replay:)``) takes that away.
  public func append(_ poll: Poll) throws(RecordingError) {
    try write(PollLogWriter.line(for: poll))
  }

  private func write(_ line: [UInt8]) throws(RecordingError) {
    if isBroken {
      throw .unwritable(
        file: name, reason: "does not end in a whole line: go on with it, which takes that away")
    }
    if isRegular, !isInPlace {
      throw .unwritable(file: name, reason: "was removed, or another file put in its place")
    }
    try typingErrors {
      guard isRegular else {
        try file.writeAll(line)
        return
      }
      let end = try file.seek(offset: 0, from: .end)
      do {
        try file.writeAll(line)
        guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
      } catch {
        do {
          try file.resize(to: end)
        } catch {
          isBroken = true
        }
        throw error
      }
    }
  }

  /// Whether the file is still the one that its name stands for.
  private var isInPlace: Bool {
    var (named, opened) = (stat(), stat())
    return stat(name, &named) == 0 && fstat(file.rawValue, &opened) == 0
      && named.st_ino == opened.st_ino && named.st_dev == opened.st_dev
  }

  /// Makes the file's name durable as well, where the system can.
  private func syncFolder(of path: String) {
    guard isRegular else { return }
    let path = FilePath(path).removingLastComponent()
    guard let folder = try? FileDescriptor.open(path.isEmpty ? "." : path, .readOnly)
    else { return }
    _ = fsync(folder.rawValue)
    try? folder.close()
  }

  private func lock() throws(RecordingError) {
    guard isRegular else { return }
    while flock(file.rawValue, LOCK_EX | LOCK_NB) != 0 {
      switch Errno(rawValue: errno) {
      case .interrupted: continue
      case .wouldBlock: throw .unwritable(file: name, reason: "another process writes to it")
      // Some network file systems have no locks; a log that nobody else writes to is none the worse.
      case .notSupported, .noLocks: return
      case let error: throw .unwritable(file: name, reason: RecordingError.reason(of: error))
      }
    }
  }

  private func typingErrors<Value>(
    _ body: () throws -> Value
  ) throws(RecordingError) -> Value {
    do {
      return try body()
    } catch {
      switch error as? Errno {
      case .noSpace, .diskQuotaExceeded, .fileTooLarge: throw .full(file: name)
      default: throw .unwritable(file: name, reason: RecordingError.reason(of: error))
      }
    }
  }
}
