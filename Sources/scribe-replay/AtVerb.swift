import ArgumentParser
import ScribeRecording
import ScribeReplay
import ScribeSession
import ScribeStore

struct AtVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "at",
    abstract: "Tells where a session stood at one point, and what led there.",
    discussion: """
      Prints the whole state after a poll, or after the last poll that was received by a time: each \
      value with the poll since which it is so, then the timeline of those polls and of the last \
      changes of phase. At a time, every session that was polled by then is told. Exits with 2 where \
      there is no such poll.

      Example: scribe-replay at Replays/reopened.jsonl --poll 3
      """)

  @OptionGroup var recording: RecordingChoice

  @Option(help: ArgumentHelp("After the poll of this number, as show counts them.", valueName: "n"))
  var poll: Int?

  @Option(
    help: ArgumentHelp(
      "After the last poll received by then: RFC 3339, or a time of day (UTC) of the first poll's day.",
      valueName: "time"))
  var time: TimeArgument?

  @Option(help: "For people, or one JSON object a session.")
  var format: TextFormat = .text

  @Flag(help: "Show patient data: transcript and documents as they were.")
  var showPhi = false

  @OptionGroup var reason: AccessReason

  func validate() throws {
    if (poll == nil) == (time == nil) { throw ValidationError("Give either --poll or --time.") }
  }

  func run() throws {
    let console = Console()
    let options = console.textOptions(showsPatientData: showPhi)
    let point = time.map { Standings.Point.time($0.time) } ?? .poll(poll ?? 0)
    let session = try poll.flatMap { try self.session(ofPoll: $0, console) }
    let access = recording.access(.shown, if: showPhi, "at --show-phi", reason)
    let standings = try recording.reading(console, session: session, access: access) {
      tape, progress in
      try Standings.read(&tape, to: point, options) { progress.read($0) }
    }
    guard !standings.isEmpty else {
      throw recording.nothing(
        poll.map { "poll \($0)" } ?? "poll by that time", console)
    }
    for (place, standing) in standings.enumerated() {
      switch format {
      case .text:
        if place > 0 { console.print("") }
        for line in StateText.lines(for: standing, options) { console.print(line) }
      case .ndjson: console.print(StateText.json(for: standing, showsPatientData: showPhi))
      }
    }
    console.flush()
  }

  /// Whose poll it is, where the recording can be read twice: so that the others need not be followed.
  private func session(ofPoll number: Int, _ console: Console) throws -> String? {
    guard recording.session == nil, FileKind.isRegular(recording.file) else { return nil }
    return try recording.reading(console, isSilent: true) { tape, progress in
      while let recorded = try tape.next(), recorded.number <= number {
        progress.read(recorded)
        guard recorded.number == number else { continue }
        return PollStream(method: recorded.poll.method, url: recorded.poll.url)?.id.text
      }
      return nil
    }
  }
}
