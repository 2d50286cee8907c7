import ArgumentParser
import ScribeRecording
import ScribeReplay
import ScribeStore

struct ReportVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Writes a recording as one HTML page that can be mailed and opened offline.",
    discussion: """
      The page holds a timeline, a slider that moves through it and shows state, events and what was \
      next, the way through the phases, the poll table with filters, timing and drift. It needs no \
      network and asks for nothing. Transcripts and documents are in it only with --show-phi, and it \
      says so then. Exits with 2 where there is nothing to report, or too much for a page.

      Example: scribe-replay report Replays/reopened.jsonl -o report.html
      """)

  @OptionGroup var recording: RecordingChoice

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The page to write; - for standard output.", valueName: "file"),
    completion: .file())
  var output: String

  @Flag(help: "Put patient data into the page: transcript and documents as they changed.")
  var showPhi = false

  @OptionGroup var reason: AccessReason

  func run() throws {
    let console = Console()
    let file = OutputFile(path: output, isPrivate: showPhi)
    try file.refuse([recording.file], console)
    let name = InputFile.name(of: recording.file)
    var data = ReportData(
      title: name.split(separator: "/").last.map(String.init) ?? name, showsPatientData: showPhi)
    let access = recording.access(.exported, if: showPhi, "report --show-phi", reason)
    let page: [UInt8]? = try recording.reading(console, access: access) { tape, progress in
      var replay = Replay()
      while let recorded = try tape.next() {
        progress.read(recorded)
        data.observe(replay.observe(recorded))
        if data.isTooLarge { return nil }
      }
      return data.isEmpty
        ? [] : ReportPage.html(data, replay.streams, tornLine: tape.tornLine)
    }
    guard let page else {
      let advice = recording.session == nil ? ": choose a session with --session" : ""
      let limit = ReportData.byteLimit >> 20
      console.say("\(name): more than the \(limit) MB that one page holds\(advice)")
      throw ExitCode.notDone
    }
    if page.isEmpty { throw recording.nothing("poll", console) }
    guard output == "-" else { return try file.write(page, console) }
    console.write(page)
    console.flush()
  }
}
