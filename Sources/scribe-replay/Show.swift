import ArgumentParser
import ScribeRecording
import ScribeReplay
import ScribeSession

struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Replays a recording and tells what each poll meant.",
    discussion: """
      The timeline has a line a poll: time, pause since the poll before, HTTP status or failure, \
      verdict, phase, and what changed; polls that say the same are one line. Findings stand \
      below the poll that first had them.

      Example: scribe-replay show Replays/completed.jsonl
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, ndjson
  }

  @Argument(help: "A poll log, a HAR file or a store; - for standard input.")
  var file: String

  @Option(help: "A timeline for people, or one JSON object a poll.")
  var format: Format = .text

  @Option(help: ArgumentHelp("Only the polls of this session.", valueName: "id"))
  var session: String?

  @Flag(help: "Show patient data: transcripts and documents as they changed.")
  var showPhi = false

  @Flag(help: "Skip what is not a poll, and say how much was skipped.")
  var skipBadLines = false

  func run() throws {
    let console = Console()
    var replay = Replay()
    var output = ShowOutput(
      format: format, showsPatientData: showPhi, usesColor: console.usesColor)
    do {
      var tape = try Tape(path: file, session: session, skippingBadLines: skipBadLines)
      defer { console.tell(of: tape) }
      do {
        while let recorded = try tape.next() {
          output.print(replay.observe(recorded.number, recorded.poll), to: console)
        }
      } catch {
        output.finish(to: console)
        throw error
      }
    } catch let error as TapeError {
      throw console.exit(for: error)
    }
    output.finish(replay.streams, to: console)
    console.flush()
    if replay.streams.isEmpty {
      let what = session.map { _ in "the wanted session" } ?? "a session"
      console.say("\(file): no poll of \(what)")
      throw ExitCode.notDone
    }
  }
}

/// What `show` prints, in one of its formats.
private struct ShowOutput {
  private let format: Show.Format
  private let showsPatientData: Bool
  private var timeline: Timeline

  init(format: Show.Format, showsPatientData: Bool, usesColor: Bool) {
    self.format = format
    self.showsPatientData = showsPatientData
    var options = TimelineOptions()
    options.usesColor = usesColor
    options.showsPatientData = showsPatientData
    timeline = Timeline(options)
  }

  mutating func print(_ replayed: ReplayedPoll, to console: Console) {
    switch format {
    case .text:
      for line in timeline.lines(for: replayed) { console.print(line) }
    case .ndjson: console.print(NDJSON.line(for: replayed, showsPatientData: showsPatientData))
    }
  }

  mutating func finish(_ streams: [Replay.Stream] = [], to console: Console) {
    switch format {
    case .text:
      for line in timeline.closing(streams) { console.print(line) }
    case .ndjson:
      for stream in streams { console.print(NDJSON.line(for: stream)) }
    }
  }
}
