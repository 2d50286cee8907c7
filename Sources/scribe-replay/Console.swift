import ArgumentParser
import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Standard output for data, standard error for talk.
final class Console {
  private static let bufferSize = 1 << 16

  private var buffer: [UInt8] = []
  private let isTerminal = isatty(1) == 1
  private let talksToTerminal = isatty(2) == 1

  /// Colours belong on a terminal only, and not where `NO_COLOR` or the terminal says no.
  var usesColor: Bool {
    isTerminal && environment("NO_COLOR") == nil && environment("TERM") != "dumb"
  }

  /// Prints one line of data; on a terminal at once, so that a live recording can be followed.
  func print(_ line: some Sequence<UInt8>) {
    buffer += line
    write(CollectionOfOne(UInt8(ascii: "\n")))
  }

  func print(_ line: String) { print(line.utf8) }

  /// Prints data that has its line feeds.
  func write(_ bytes: some Sequence<UInt8>) {
    buffer += bytes
    if isTerminal || buffer.count >= Self.bufferSize { flush() }
  }

  /// Writes what is held back; ends the tool where that is not possible.
  func flush() {
    do {
      try FileDescriptor.standardOutput.writeAll(buffer)
    } catch {
      say("standard output: \(error)")
      ScribeReplayCommand.exit(withError: ExitCode.notDone)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Says one line to the person in front of it.
  func say(_ line: String) {
    _ = try? FileDescriptor.standardError.writeAll("\(line)\n".utf8)
  }

  /// Shows what is being done in place of what was before, or nothing more; on a terminal only.
  func showProgress(_ line: String?) {
    guard talksToTerminal else { return }
    _ = try? FileDescriptor.standardError.writeAll("\r\u{1B}[K\(line ?? "")".utf8)
  }

  /// The value of a variable that is set and not empty.
  private func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
