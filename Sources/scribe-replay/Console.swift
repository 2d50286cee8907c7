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

/// Standard output for data, standard error for talk.
final class Console {
  private static let bufferSize = 1 << 16

  private var buffer: [UInt8] = []
  /// Whether standard output is a terminal.
  let isTerminal = isatty(1) == 1
  private let talksToTerminal = isatty(2) == 1

  /// Colours belong on a terminal only, and not where `NO_COLOR` or the terminal says no.
  var usesColor: Bool { canMoveCursor && environmentValue("NO_COLOR") == nil }

  /// Whether standard output is a terminal that understands more than text.
  var canMoveCursor: Bool { isTerminal && environmentValue("TERM") != "dumb" }

  /// How many lines and columns the terminal has; as many as of old where that is not known.
  var size: (lines: Int, columns: Int) { size(of: 1) }

  private func size(of descriptor: CInt) -> (lines: Int, columns: Int) {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0, size.ws_col > 0 else {
      return (24, 80)
    }
    return (Int(size.ws_row), Int(size.ws_col))
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

  /// What is held back is written before whatever ended a verb is told.
  deinit { flush() }

  /// Writes what is held back; ends the tool where that is not possible.
  func flush() {
    if buffer.isEmpty { return }
    do {
      try FileDescriptor.standardOutput.writeAll(buffer)
    } catch {
      say("standard output: \(error)")
      ScribeReplayCommand.exit(withError: ExitCode.notDone)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Says something to the person in front of it.
  func say(_ line: String) {
    // File names are other people's texts, too.
    let lines = line.split(separator: "\n", omittingEmptySubsequences: false)
    let text = lines.map { String($0).printable + "\n" }.joined()
    _ = try? FileDescriptor.standardError.writeAll(text.utf8)
  }

  /// Shows what is being done in place of what was before, or nothing more; on a terminal only.
  func showProgress(_ line: String?) {
    guard talksToTerminal, environmentValue("TERM") != "dumb" else { return }
    // A line that is wrapped could not be taken back.
    let shown = (line ?? "").printable.prefix(max(1, size(of: 2).columns - 1))
    _ = try? FileDescriptor.standardError.writeAll("\r\u{1B}[K\(shown)".utf8)
  }

  /// How a timeline is shown here.
  func textOptions(showsPatientData: Bool = false) -> TextOptions {
    var options = TextOptions()
    options.usesColor = usesColor
    options.showsPatientData = showsPatientData
    return options
  }
}
