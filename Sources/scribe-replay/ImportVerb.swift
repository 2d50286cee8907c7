import ArgumentParser
import ScribeRecording
import ScribeReplay
import ScribeStore

struct ImportVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Takes recordings into a store, where their polls are kept for good.",
    usage: "scribe-replay import <file> ... <store> [--durability <durability>] [--skip-bad-lines]",
    discussion: """
      Makes the store where there is none. A poll that is there already is left alone, so that the \
      same recording can be imported again, or one that has grown. Each is decided on as it comes; \
      what is stored is durable once the line that counts it is printed.

      Example: scribe-replay import visit.har visits.sqlite
      """)

  enum Durability: String, ExpressibleByArgument, CaseIterable {
    case full, normal
  }

  @Argument(
    help: "Poll logs, HAR files or stores, - for standard input; then the store.",
    completion: .file())
  var files: [String]

  @Option(help: "What a stored poll survives: a power loss, or a crash of the process.")
  var durability: Durability = .full

  @Flag(help: "Skip what is not a poll, and say how much was skipped.")
  var skipBadLines = false

  @OptionGroup var key: StoreKey

  @OptionGroup var reason: AccessReason

  func validate() throws {
    if files.count < 2 {
      throw ValidationError("Name at least one recording, and the store after it.")
    }
  }

  func run() throws {
    let console = Console()
    let path = files[files.count - 1]
    if let itself = files.dropLast().first(where: { FileKind.isSame($0, path) }) {
      console.say("\(itself): is the store itself, there is nothing to import")
      throw ExitCode.notDone
    }
    // Where the first recording cannot be opened, no store is made.
    let first = try tape(of: files[0])
    let store = try SessionStore(
      path: path, durability: durability == .full ? .full : .normal, keys: key.key(for: path))
    var total = try load(first, into: store, console)
    for file in files.dropFirst().dropLast() {
      total += try load(tape(of: file), into: store, console)
    }
    if total == 0 { throw console.exit(findingNo: "poll", in: files.dropLast()) }
    console.flush()
  }

  private func tape(of file: String) throws -> Tape {
    let access = StoreAccess(key: key, action: .copied, what: "import", reason: reason.reason)
    try access.note(file, session: nil)
    return try Tape(
      path: file, skippingBadLines: skipBadLines, keys: key.key(forReading: file),
      needsBodies: true)
  }

  /// Takes in one recording, and gives the number of its polls that are of a session.
  private func load(_ tape: Tape, into store: SessionStore, _ console: Console) throws -> Int {
    var tape = tape
    var load = Import(into: store)
    defer {
      console.showProgress(nil)
      console.print(Self.line(tape.name, load.counts))
      console.tell(of: tape, leavingOutErased: true)
      if tape.credentialCount > 0 {
        console.say(
          "\(tape.name): credentials of \(tape.credentialCount) requests were left out")
      }
    }
    while let recorded = try tape.next() {
      try load.add(recorded)
      if recorded.number.isMultiple(of: 256) {
        console.showProgress("\(tape.name): \(load.counts.all) polls")
      }
    }
    try load.finish()
    return load.counts.stored + load.counts.alreadyThere + load.counts.erased
  }

  private static func line(_ name: String, _ counts: Import.Counts) -> String {
    let sessions = counts.streams.counted("session")
    let ignored = counts.ignored > 0 ? ", \(counts.ignored) of none left out" : ""
    let erased = counts.erased > 0 ? ", \(counts.erased) of erased sessions left out" : ""
    return "\(name): \(counts.stored) polls of \(sessions) stored, "
      + "\(counts.alreadyThere) there already\(erased)\(ignored)"
  }
}
