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
      of recordings; it holds no patient data. Every recording below the paths is decided anew (one \
      that holds exported events is taken as it is), and the first decision of each that differs is \
      told: poll, event, path, expected, actual. Exits with 1 where one differs, where the baseline \
      does not know a session, or where an exported one has a session that no recording has; 2 where \
      nothing was compared.

      Example: scribe-replay compare --baseline decisions.ndjson Replays
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, ndjson
  }

  @Option(help: ArgumentHelp("A store, or a file of exported events.", valueName: "file"))
  var baseline: String

  @Argument(help: "Recordings, files of exported events, or folders with them.")
  var paths: [String]

  @Option(help: "Lines for people, or one JSON object a recording.")
  var format: Format = .text

  @Option(help: ArgumentHelp("Also write a JUnit report there.", valueName: "file"))
  var junit: String?

  @Option(help: ArgumentHelp("Also append a summary in Markdown there.", valueName: "file"))
  var markdown: String?

  @Flag(help: "Write the baseline instead: what is decided now.")
  var update = false

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
    let isStore = Tape.isStore(baseline)
    var comparison = DecisionComparison(
      against: try known(isStore, console), named: baseline, isWhole: !isStore)
    let found = FileTree.find(below: paths)
    for fault in found.faults { console.say(fault) }
    var code = found.faults.isEmpty ? nil : ExitCode.notDone
    for path in found.recordings {
      let name = FileTree.name(of: path, below: paths)
      do {
        comparison.compare(try decided(path, named: name, console), of: name)
      } catch {
        comparison.add(unreadable: name, "\(error)")
        code = .notDone
      }
    }
    comparison.finish()
    try report(comparison, console)
    if comparison.comparedPolls == 0 {
      console.say("\(paths.joined(separator: ", ")): nothing to compare")
      throw ExitCode.notDone
    }
    if let code { throw code }
    if comparison.findingCount > 0 { throw ExitCode.finding }
  }

  private func known(_ isStore: Bool, _ console: Console) throws -> DecisionSet {
    do {
      if isStore { return try DecisionSet(SessionStore(reading: baseline)) }
      return try DecisionSet(
        exported: InputFile.bytes(of: baseline), file: InputFile.name(of: baseline))
    } catch {
      throw console.exit(forAny: error)
    }
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
    var tape = try Tape(path: path)
    defer { console.tell(of: tape) }
    return try DecisionSet(deciding: &tape, named: name) { recorded, _ in
      progress.read(recorded)
    }
  }

  private func report(_ comparison: DecisionComparison, _ console: Console) throws {
    switch format {
    case .text: for line in comparison.lines { console.print(line) }
    case .ndjson: for line in comparison.ndjson { console.print(line) }
    }
    console.flush()
    if let junit, !FileTree.write(comparison.junit + "\n", to: junit) {
      console.say("\(junit): cannot be written")
      throw ExitCode.notDone
    }
    if let markdown, !FileTree.append(comparison.markdown, to: markdown) {
      console.say("\(markdown): cannot be written")
      throw ExitCode.notDone
    }
  }

  private func write(_ console: Console) throws {
    if Tape.isStore(baseline) {
      console.say("\(baseline): is a store, which holds what was decided then")
      throw ExitCode.notDone
    }
    let found = FileTree.find(below: paths)
    for fault in found.faults { console.say(fault) }
    var lines: [UInt8] = []
    var polls = 0
    do {
      for path in found.recordings {
        var tape = try Tape(path: path)
        _ = try DecisionSet(deciding: &tape, named: FileTree.name(of: path, below: paths)) {
          polls += $1.isEmpty ? 0 : 1
          for line in $1 { lines += line + [UInt8(ascii: "\n")] }
        }
        console.tell(of: tape)
      }
    } catch {
      throw console.exit(forAny: error)
    }
    guard found.faults.isEmpty, polls > 0 else {
      if polls == 0 { console.say("\(paths.joined(separator: ", ")): no poll of a session") }
      throw ExitCode.notDone
    }
    guard FileTree.write(String(decoding: lines, as: UTF8.self), to: baseline) else {
      console.say("\(baseline): cannot be written")
      throw ExitCode.notDone
    }
    console.print(
      "\(baseline): decisions about \(polls) polls of \(found.recordings.count) recordings written")
    console.flush()
  }
}
