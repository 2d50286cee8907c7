import ArgumentParser
import ScribeRecording
import ScribeReplay
import ScribeStore

struct CompareVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Holds what is decided now about recordings against what was decided before.",
    discussion: """
      The baseline is a store, or events as export --events writes them, or as --update writes them \
      of recordings; it holds no patient data. Every recording below the paths is decided anew (a \
      file of exported events that is named is taken as it is), and the first decision of each that \
      differs is told: poll, event, path, expected, actual. Exits with 1 where one differs, where the \
      baseline does not know a session, or where exported events are of a session that no recording \
      has; 2 where nothing was compared, or a recording could not be read.

      Example: scribe-replay compare --update --baseline decisions.ndjson Replays, and from then on \
      without --update
      """)

  @Option(
    help: ArgumentHelp("A store, or a file of exported events.", valueName: "file"),
    completion: .file())
  var baseline: String

  @Argument(
    help: "Recordings or folders with them, or files of exported events.", completion: .file())
  var paths: [String]

  @Option(help: "Lines for people, or one JSON object a recording.")
  var format: TextFormat = .text

  @Option(
    help: ArgumentHelp("Also write a JUnit report there.", valueName: "file"), completion: .file())
  var junit: String?

  @Option(
    help: ArgumentHelp("Also append a summary in Markdown there.", valueName: "file"),
    completion: .file())
  var markdown: String?

  @Flag(help: "Write the baseline instead: what is decided now.")
  var update = false

  @OptionGroup var key: StoreKey

  func validate() throws {
    if update, junit != nil || markdown != nil {
      throw ValidationError("--update compares nothing, so there is nothing to report.")
    }
  }

  func run() throws {
    let console = Console()
    if update {
      try write(console)
    } else {
      try compare(console)
    }
  }

  private func compare(_ console: Console) throws {
    let found = FileTree.find(below: paths)
    for output in [junit, markdown].compactMap({ $0 }) {
      try OutputFile(path: output).refuse([baseline] + found.recordings, console)
    }
    let isStore = Tape.isStore(baseline)
    var comparison = DecisionComparison(
      against: try known(isStore, console), named: baseline, isWhole: !isStore)
    for fault in found.faults { console.say(fault) }
    var code = found.faults.isEmpty ? nil : ExitCode.notDone
    let names = FileTree.names(of: found.recordings, below: paths)
    for (path, name) in zip(found.recordings, names) {
      do {
        comparison.compare(try decided(path, named: name, console), of: name)
      } catch {
        comparison.add(unreadable: name, "\(error)")
        code = .worst(of: [code, console.exitCode(for: error)])
      }
    }
    comparison.finish()
    try report(comparison, console)
    if comparison.comparedPolls == 0 {
      console.say("\(paths.joined(separator: ", ")): nothing to compare")
      throw ExitCode.worst(of: [code, .notDone]) ?? .notDone
    }
    if let code { throw code }
    if comparison.findingCount > 0 { throw ExitCode.finding }
  }

  private func known(_ isStore: Bool, _ console: Console) throws -> DecisionSet {
    if isStore { return try DecisionSet(SessionStore(reading: baseline)) }
    return try DecisionSet(
      exported: InputFile.bytes(of: baseline), file: InputFile.name(of: baseline))
  }

  private func decided(
    _ path: String, named name: String, _ console: Console
  ) throws -> DecisionSet {
    if FileKind.isRegular(path), !Tape.isStore(path) {
      let bytes = try InputFile.bytes(of: path, upTo: 64)
      if DecisionSet.isExport(bytes) {
        return try DecisionSet(exported: InputFile.bytes(of: path), file: path)
      }
    }
    var progress = Progress(path, console)
    defer { progress.end() }
    var tape = try Tape(path: path, keys: key.key(forReading: path), needsBodies: true)
    defer { console.tell(of: tape) }
    return try DecisionSet(deciding: &tape, named: name) { progress.read($0) }
  }

  private func report(_ comparison: DecisionComparison, _ console: Console) throws {
    switch format {
    case .text: for line in comparison.lines { console.print(line) }
    case .ndjson: for line in comparison.ndjson { console.print(line) }
    }
    console.flush()
    if let junit {
      try OutputFile(path: junit).write(Array((comparison.junit + "\n").utf8), console)
    }
    if let markdown {
      try OutputFile(path: markdown).append(Array(comparison.markdown.utf8), console)
    }
  }

  private func write(_ console: Console) throws {
    try refuseOther(console)
    let found = FileTree.find(below: paths)
    for fault in found.faults { console.say(fault) }
    var (lines, polls) = ([UInt8](), 0)
    let names = FileTree.names(of: found.recordings, below: paths)
    for (path, name) in zip(found.recordings, names) {
      let exported = try console.reading(path, StoreAccess(key: key, needsBodies: true)) {
        tape, progress in
        try DecisionSet.export(&tape, named: name) { progress.read($0) }
      }
      lines += exported.lines
      polls += exported.polls
    }
    guard polls > 0 else { throw console.exit(findingNo: "poll", in: paths) }
    guard found.faults.isEmpty else { throw ExitCode.notDone }
    try OutputFile(path: baseline).write(lines, console)
    console.print(
      "\(baseline): decisions about \(polls) polls of \(found.recordings.count) recordings written")
    console.flush()
  }

  /// Takes the place of nothing but an older baseline.
  private func refuseOther(_ console: Console) throws {
    guard FileKind.isRegular(baseline), FileKind.byteCount(of: baseline) != 0 else { return }
    let head = try? InputFile.bytes(of: baseline, upTo: 64)
    guard head.map({ DecisionSet.isExport($0) }) == true else {
      console.say("\(baseline): there already, and not exported events: name another file")
      throw ExitCode.notDone
    }
  }
}
