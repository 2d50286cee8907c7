import ArgumentParser
import ScribeRecording
import ScribeReplay
import ScribeSession
import ScribeStore

struct ShowVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Replays a recording and tells what each poll meant.",
    discussion: """
      The timeline has a line a poll: time, pause since the poll before, HTTP status or failure, \
      verdict, phase, and what changed; polls that say the same are one line. Findings stand \
      below the poll that first had them. What is next is told by the default policy, whatever pace \
      it was recorded at.

      csv is a table with a line a poll; trace is for https://ui.perfetto.dev or chrome://tracing: \
      phases as slices, polls as instants. Neither holds patient data.

      Example: scribe-replay show Replays/completed.jsonl
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, ndjson, csv, trace
  }

  @OptionGroup var recording: RecordingChoice

  @Option(help: "A timeline for people, one JSON object a poll, a table, or a trace.")
  var format: Format = .text

  @Flag(help: "Show patient data: transcripts and documents as they changed.")
  var showPhi = false

  @OptionGroup var reason: AccessReason

  func validate() throws {
    if showPhi, format == .csv || format == .trace {
      throw ValidationError("\(format.rawValue) never holds patient data.")
    }
  }

  func run() throws {
    let console = Console()
    var replay = Replay()
    var output = ShowOutput(
      format: format, console.textOptions(showsPatientData: showPhi))
    let access = recording.access(.shown, if: showPhi, "show --show-phi", reason)
    try recording.reading(console, access: access) { tape, progress in
      do {
        while let recorded = try tape.next() {
          if !console.isTerminal { progress.read(recorded) }
          output.print(replay.observe(recorded), to: console)
        }
      } catch {
        progress.end()
        output.finish(to: console)
        throw error
      }
    }
    output.finish(replay.streams, to: console)
    console.flush()
    if replay.streams.isEmpty { throw recording.nothing("poll", console) }
  }
}
