import ArgumentParser
import ScribeRecording
import ScribeReplay

struct RedactVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redact",
    abstract: "Copies a recording without its patient data and secrets, proven to replay the same.",
    discussion: """
      What may leave is a list: the names of documented members, words of the protocol, instants, \
      counts, and the ids of sessions, templates and documents, by which events are known. Every \
      other text, number and name is replaced by one of the same type, length and script: the same \
      value by the same, one that begins alike by one that begins alike. Of URLs and file names \
      their shape stays, of other requests that they were made; tokens, other header fields and \
      what a failure said are left out. Lengths, punctuation, booleans and nulls can be told from \
      the copy.

      The copy is a poll log. Each of its polls is replayed beside the recording's, as it is read \
      back; where one has another verdict, phase, finding or event, the first difference is shown, \
      nothing is written, and it exits with 2.

      Example: scribe-replay redact Replays/reopened.jsonl -o safe.jsonl
      """)

  @OptionGroup var recording: RecordingChoice

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The poll log to write; - for standard output.", valueName: "file"))
  var output: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Move all times by one span of whole seconds, such as -400d or 36h; random for some days back, \
      which are said nowhere. Times in members that a policy keeps stay.
      """,
      valueName: "span"))
  var shiftTimes: ShiftArgument?

  /// How often other pseudonyms are tried where two texts happened to get the same.
  private static let attempts = 4

  func run() throws {
    let console = Console()
    let file = OutputFile(path: output)
    try file.refuse([recording.file], console)
    let draft = try Draft(of: file, console)
    let pseudonyms = Pseudonyms()
    // What comes through a pipe can be read but once.
    let attempts = FileKind.isRegular(recording.file) ? Self.attempts : 1
    var attempt = 0
    while true {
      let redaction = Redaction(pseudonyms.others(attempt))
      switch try write(redaction, to: draft, console, isSilent: attempt > 0) {
      case .success(let log):
        if log.sessionCount == 0 { throw recording.nothing("poll", console) }
        try draft.publish()
        console.say(summary(of: log))
        return
      case .failure(let error):
        attempt += 1
        if attempt == attempts || !error.isByChance { throw refusal(error, console) }
        try draft.clear()
      }
    }
  }

  /// Reads the recording and writes its copy, up to the first poll that would tell something else.
  private func write(
    _ redaction: Redaction, to draft: Draft, _ console: Console, isSilent: Bool
  ) throws -> Result<RedactedLog, RedactionError> {
    try draft.write(RedactedLog.header)
    return try recording.reading(console, isSilent: isSilent) { tape, progress in
      var log = RedactedLog(redaction, shiftedBy: shiftTimes?.shift ?? .none)
      while let recorded = try tape.next() {
        progress.read(recorded)
        do {
          try draft.write(try log.line(for: recorded))
        } catch let error as RedactionError {
          return .failure(error)
        }
      }
      return .success(log)
    }
  }

  private func refusal(_ error: RedactionError, _ console: Console) -> ExitCode {
    console.flush()
    console.say("\(InputFile.name(of: recording.file)): \(error)")
    return .notDone
  }

  private func summary(of log: RedactedLog) -> String {
    let others = log.otherCount
    let counts = [
      Self.count(log.pollCount - others, "poll"), "of \(Self.count(log.sessionCount, "session"))",
      others == 0 ? "" : "and \(Self.count(others, "other request")) without content",
    ]
    let parts = [
      counts.filter { !$0.isEmpty }.joined(separator: " "), "proven to replay the same",
      shiftTimes?.phrase ?? "times kept",
    ]
    return "\(InputFile.name(of: recording.file)): \(parts.joined(separator: ", "))"
  }

  private static func count(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
