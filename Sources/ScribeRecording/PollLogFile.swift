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

  private let file: FileDescriptor
  private let isRegular: Bool
  /// Whether a part of a line is in the log that could not be taken back: nothing may follow it.
  private var isBroken = false

  /// Makes a log; the path `-` is standard output.
  ///
  /// - Throws: ``RecordingError/exists(file:)`` where there is a file of that name already.
  public init(creating path: String) throws(RecordingError) {
    isRegular = path != "-"
    name = isRegular ? path : "standard output"
    do {
      file =
        isRegular
        ? try FileDescriptor.open(
          FilePath(path), .writeOnly, options: [.create, .exclusiveCreate, .append, .closeOnExec],
          permissions: .ownerReadWrite)
        : .standardOutput
    } catch {
      if error as? Errno == .fileExists { throw .exists(file: path) }
      throw .unwritable(file: name, reason: FileBytes.reason(error))
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

  /// Goes on with a log that is there: whatever follows its last whole line, as a crash leaves it, is
  /// cut off.
  ///
  /// - Parameter replay: told of each poll that the log holds, in order.
  public init(
    goingOnWith path: String, replay: (Poll) -> Void
  ) throws(RecordingError) {
    name = path
    isRegular = true
    do {
      file = try FileDescriptor.open(
        FilePath(path), .readWrite, options: [.append, .closeOnExec])
    } catch {
      throw .unwritable(file: path, reason: FileBytes.reason(error))
    }
    var status = stat()
    guard fstat(file.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .notARecording(file: path, reason: "not a file, which alone can be gone on with")
    }
    try lock()
    // Patient data is going to be added to it.
    _ = fchmod(file.rawValue, S_IRUSR | S_IWUSR)
    var isEmpty = false
    try doing { isEmpty = try file.seek(offset: 0, from: .end) == 0 }
    if isEmpty {
      try write(PollLogWriter.header)
      return
    }
    var recording = try Recording(path: path)
    guard recording.isPollLog else {
      throw .notARecording(file: path, reason: "not a poll log, which alone can be gone on with")
    }
    while let recorded = try recording.next() { replay(recorded.poll) }
    let tail = try LogTail(file, name: path)
    try doing {
      if recording.tornLine != nil {
        try file.resize(to: tail.lastLineStart)
      } else if !tail.endsWithLineFeed {
        try file.writeAll("\n".utf8)
      }
    }
    tornLine = recording.tornLine
  }

  deinit {
    if isRegular { try? file.close() }
  }

  /// The number of the line that was cut off because it was not whole.
  public private(set) var tornLine: Int?

  /// Writes the line of a poll, and returns once it is on the disk.
  ///
  /// - Throws: ``RecordingError/unwritable(file:reason:)``; then nothing of it is in the log.
  public func append(_ poll: Poll) throws(RecordingError) {
    try write(PollLogWriter.line(for: poll))
  }

  private func write(_ line: [UInt8]) throws(RecordingError) {
    if isBroken {
      throw .unwritable(
        file: name, reason: "its last line is not whole: go on with it, which takes that away")
    }
    if isRegular, !isInPlace {
      throw .unwritable(file: name, reason: "it was removed, or another file put in its place")
    }
    try doing {
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
    let folder = FilePath(path).removingLastComponent()
    let opened = try? FileDescriptor.open(folder.isEmpty ? "." : folder, .readOnly)
    try? opened?.closeAfter { _ = fsync(opened?.rawValue ?? -1) }
  }

  private func lock() throws(RecordingError) {
    guard isRegular else { return }
    while flock(file.rawValue, LOCK_EX | LOCK_NB) != 0 {
      switch Errno(rawValue: errno) {
      case .interrupted: continue
      case .wouldBlock: throw .unwritable(file: name, reason: "another process writes to it")
      // Some network file systems have no locks; a log that nobody else writes to is none the worse.
      case .notSupported, .noLocks: return
      case let error: throw .unwritable(file: name, reason: FileBytes.reason(error))
      }
    }
  }

  private func doing(_ body: () throws -> Void) throws(RecordingError) {
    do {
      try body()
    } catch {
      switch error as? Errno {
      case .noSpace, .diskQuotaExceeded, .fileTooLarge: throw .full(file: name)
      default: throw .unwritable(file: name, reason: FileBytes.reason(error))
      }
    }
  }
}

/// How a log ends.
private struct LogTail {
  private static let chunkSize = 1 << 16

  /// Where the last line begins that is not blank.
  private(set) var lastLineStart: Int64 = 0
  private(set) var endsWithLineFeed = true

  /// Reads a file from its end until the beginning of its last line is known.
  init(_ file: FileDescriptor, name: String) throws(RecordingError) {
    do {
      var end = try file.seek(offset: 0, from: .end)
      var hasSeenLine = false
      var isLast = true
      while end > 0 {
        let start = max(0, end - Int64(Self.chunkSize))
        let chunk = try file.bytes(in: start..<end)
        for (offset, byte) in chunk.enumerated().reversed() {
          let isFeed = byte == UInt8(ascii: "\n")
          if isLast { endsWithLineFeed = isFeed }
          isLast = false
          if isFeed, hasSeenLine {
            lastLineStart = start + Int64(offset) + 1
            return
          }
          if !" \t\r\n".utf8.contains(byte) { hasSeenLine = true }
        }
        end = start
      }
    } catch {
      throw .unwritable(file: name, reason: FileBytes.reason(error))
    }
  }
}
