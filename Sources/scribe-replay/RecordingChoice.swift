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
  func reading<Value>(
    _ console: Console, _ body: (inout Tape, inout Progress) throws -> Value
  ) throws -> Value {
    do {
      var tape = try Tape(path: file, session: session, skippingBadLines: skipBadLines)
      var progress = Progress(file, console)
      defer {
        progress.end()
        console.tell(of: tape)
      }
      return try body(&tape, &progress)
    } catch {
      throw console.exit(forAny: error)
    }
  }

  /// Says that nothing was there that could be told of.
  func nothing(_ what: String, _ console: Console) -> ExitCode {
    console.flush()
    let whose = session == nil ? "a session" : "the wanted session"
    console.say("\(InputFile.name(of: file)): \(what) of \(whose)")
    return .notDone
  }
}

/// A point of time on the command line.
struct TimeArgument: ExpressibleByArgument {
  let time: TimeText

  init?(argument: String) {
    guard let time = TimeText(argument) else { return nil }
    self.time = time
  }
}

extension Console {
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

  /// How a timeline is shown here.
  func timelineOptions(showsPatientData: Bool = false) -> TimelineOptions {
    var options = TimelineOptions()
    options.usesColor = usesColor
    options.showsPatientData = showsPatientData
    return options
  }
}
