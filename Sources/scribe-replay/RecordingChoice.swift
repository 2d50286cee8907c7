import ArgumentParser
import ScribeRecording
import ScribeReplay
import ScribeSession

/// Which recording, and which session of it.
struct RecordingChoice: ParsableArguments {
  @Argument(help: "A poll log, a HAR file or a store; - for standard input.")
  var file: String

  @Option(help: ArgumentHelp("Only the polls of this session.", valueName: "id"))
  var session: String?

  @Flag(help: "Skip what is not a poll, and say how much was skipped.")
  var skipBadLines = false

  /// Opens the recording, hands it over, and says afterwards what was left out of it.
  ///
  /// - Parameters:
  ///   - found: the only session that is wanted, where none was named.
  ///   - isSilent: whether it is read again, so that nothing is said yet.
  func reading<Value>(
    _ console: Console, session found: String? = nil, isSilent: Bool = false,
    _ body: (inout Tape, inout Progress) throws -> Value
  ) throws -> Value {
    try console.reading(
      file, session: session ?? found, skippingBadLines: skipBadLines, isSilent: isSilent, body)
  }

  /// Says that nothing was there that could be told of.
  func nothing(_ what: String = "poll", _ console: Console) -> ExitCode {
    console.exit(findingNo: what, in: [file], session: session)
  }
}

extension Console {
  /// Opens a recording, hands it over, and says afterwards what was left out of it.
  ///
  /// - Parameters:
  ///   - session: the id of the only session that is wanted, where it is one.
  ///   - isSilent: whether it is read again, so that nothing is said yet.
  func reading<Value>(
    _ file: String, session: String? = nil, skippingBadLines: Bool = false,
    isSilent: Bool = false, _ body: (inout Tape, inout Progress) throws -> Value
  ) throws -> Value {
    var progress = Progress(file, self)
    do {
      var tape = try Tape(path: file, session: session, skippingBadLines: skippingBadLines)
      defer {
        progress.end()
        if !isSilent { tell(of: tape) }
      }
      return try body(&tape, &progress)
    } catch {
      throw exit(forAny: error)
    }
  }

  /// Says what of a recording was not read.
  func tell(of tape: Tape) {
    flush()
    if let line = tape.tornLine {
      say("\(tape.name):\(line): the last line is cut off and was not read")
    }
    if tape.skippedCount > 0 {
      let count = tape.skippedCount
      say("\(tape.name): \(count) bad line\(count == 1 ? "" : "s") skipped")
    }
  }
}
