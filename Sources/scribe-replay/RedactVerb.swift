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
      case .failure(let difference):
        attempt += 1
        if attempt == attempts { throw refusal(difference, console) }
        try draft.clear()
      }
    }
  }

  /// Reads the recording and writes its copy, up to the first poll that would tell something else.
  private func write(
    _ redaction: Redaction, to draft: Draft, _ console: Console, isSilent: Bool
  ) throws -> Result<RedactedLog, RedactionDifference> {
    try draft.write(RedactedLog.header)
    return try recording.reading(console, isSilent: isSilent) { tape, progress in
      var log = RedactedLog(redaction)
      while let recorded = try tape.next() {
        progress.read(recorded)
        switch log.line(for: recorded) {
        case .success(let line): try draft.write(line)
        case .failure(let difference): return .failure(difference)
        }
      }
      return .success(log)
    }
  }

  private func refusal(_ difference: RedactionDifference, _ console: Console) -> ExitCode {
    let name = InputFile.name(of: recording.file)
    let session = difference.session.map { " of \($0)" } ?? ""
    console.say(
      """
      \(name): poll \(difference.number)\(session) would have another \(difference.part.phrase): \
      nothing was written
        expected: \(difference.expected)
        actual:   \(difference.actual)
      """)
    return .notDone
  }

  private func summary(of log: RedactedLog) -> String {
    let others = log.otherCount
    let counts = [
      Self.count(log.pollCount - others, "poll"), "of \(Self.count(log.sessionCount, "session"))",
      others == 0 ? "" : "and \(Self.count(others, "other request")) without content",
    ]
    let name = InputFile.name(of: recording.file)
    return
      "\(name): \(counts.filter { !$0.isEmpty }.joined(separator: " ")), proven to replay the same"
  }

  private static func count(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
