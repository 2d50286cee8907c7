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

      A policy is a JSON file that widens or narrows the list, secrets aside. What the story is \
      told by, such as $.status, cannot be hidden:

        {"format": "scribe-redaction-policy", "version": 1,
         "keep": ["$.session_details.room", "$.templates.*.document_type"],
         "hide": ["$.templates.*.presigned_url_expires_at"]}

      Example: scribe-replay redact Replays/reopened.jsonl -o safe.jsonl
      """)

  @OptionGroup var recording: RecordingChoice

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The poll log to write; - for standard output.", valueName: "file"),
    completion: .file())
  var output: String

  @Option(
    help: ArgumentHelp("The policy to follow, a JSON file.", valueName: "file"), completion: .file()
  )
  var policy: String?

  @OptionGroup var key: KeySource

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Move all times by one span of whole seconds, such as -400d or 36h; random for some days back, \
      which are said nowhere. Times in members that a policy keeps stay.
      """,
      valueName: "span"))
  var shiftTimes: ShiftArgument?

  @OptionGroup var reason: AccessReason

  func validate() throws {
    if [recording.file, policy, key.keyFile].filter({ $0 == "-" }).count > 1 {
      throw ValidationError("Only one file can be standard input.")
    }
  }

  func run() throws {
    let console = Console()
    let policy = try readPolicy(console)
    // What is kept by a policy may be patient data; what is not is there to be passed on.
    let file = OutputFile(path: output, isPrivate: policy.keepsMore)
    try file.refuse([recording.file] + [self.policy, key.keyFile].compactMap(\.self), console)
    let run = RedactionRun(
      recording: recording, policy: policy, pseudonyms: try key.pseudonyms(console),
      isKeyKept: key.isKept, shift: shiftTimes?.shift ?? .none, reason: reason)
    let draft = try Draft(of: file, console)
    let log = try run.write(to: draft, console)
    if log.sessionCount == 0 { throw recording.nothing("poll", console) }
    try draft.publish()
    console.say(summary(of: log, policy))
  }

  private func readPolicy(_ console: Console) throws -> RedactionPolicy {
    guard let path = policy else { return .none }
    return try RedactionPolicy(
      json: try InputFile.bytes(of: path, upTo: RedactionPolicy.byteLimit),
      file: InputFile.name(of: path))
  }

  private func summary(of log: RedactedLog, _ policy: RedactionPolicy) -> String {
    let others = log.otherCount
    let counts = [
      (log.pollCount - others).counted("poll"), "of \(log.sessionCount.counted("session"))",
      others == 0 ? "" : "and \(others.counted("other request")) without content",
    ]
    let parts = [
      counts.filter { !$0.isEmpty }.joined(separator: " "), "proven to replay the same",
      shiftTimes?.phrase ?? "times kept", policy.summary ?? "no policy",
    ]
    return "\(InputFile.name(of: recording.file)): \(parts.joined(separator: ", "))"
  }
}
