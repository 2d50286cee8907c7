import ArgumentParser
import ScribeReplay

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compares recordings with the timelines that are expected of them.",
    discussion: """
      Looks for recordings (.jsonl, .har) below the paths and compares each one's timeline, \
      without times, with the file beside it whose name has .expected appended. Prints the first \
      difference of each. Exits with 1 where one differs, 2 where nothing was compared.

      Example: scribe-replay verify Replays
      """)

  @Argument(help: "Recordings, or folders with recordings.")
  var paths: [String]

  @Flag(help: "Write the expected timelines instead of comparing.")
  var update = false

  func run() throws {
    let console = Console()
    let found = FileTree.find(below: paths)
    for fault in found.faults { console.say(fault) }
    let code = update ? write(found, console) : compare(found, console)
    console.flush()
    if !found.faults.isEmpty { throw ExitCode.notDone }
    if let code { throw code }
  }

  private func compare(_ found: FileTree.Found, _ console: Console) -> ExitCode? {
    let verifications =
      found.recordings.map(Verification.init(of:))
      + found.orphans.map(Verification.init(orphan:))
    var tally = Tally()
    for verification in verifications { tally.count(verification, console) }
    if tally.compared == 0 {
      console.flush()
      console.say("\(paths.joined(separator: ", ")): nothing to compare")
      return .notDone
    }
    console.print("\(tally.matched) as expected, \(tally.findings) not, \(tally.unread) unreadable")
    if tally.unread > 0 { return .notDone }
    return tally.findings > 0 ? .finding : nil
  }

  private func write(_ found: FileTree.Found, _ console: Console) -> ExitCode? {
    var written = 0
    var code: ExitCode?
    for path in found.recordings {
      let expectedPath = path + Verification.suffix
      do {
        let timeline = try Verification.timeline(of: path)
        if FileTree.text(of: expectedPath) == timeline { continue }
        guard FileTree.write(timeline, to: expectedPath) else {
          console.say("\(expectedPath): cannot be written")
          code = .notDone
          continue
        }
        console.print("\(expectedPath): written")
        written += 1
      } catch {
        code = console.exit(for: error)
      }
    }
    if found.recordings.isEmpty {
      console.say("\(paths.joined(separator: ", ")): no recordings")
      return .notDone
    }
    console.print("\(written) of \(found.recordings.count) written, the others were so already")
    return code
  }
}

/// What came of comparing, counted while it is told.
private struct Tally {
  private(set) var matched = 0
  private(set) var findings = 0
  private(set) var unread = 0
  /// How many recordings were compared with something.
  private(set) var compared = 0

  mutating func count(_ verification: Verification, _ console: Console) {
    switch verification.outcome {
    case .matches:
      matched += 1
      compared += 1
    case .differs(let difference):
      findings += 1
      compared += 1
      for line in difference.lines { console.print(line) }
    case .hasNoExpected:
      findings += 1
      console.print(
        "\(verification.path): no \(Verification.suffix) file beside it; --update writes it")
    case .hasNoRecording:
      findings += 1
      console.print("\(verification.path): belongs to no recording")
    case .isUnreadable(let error):
      unread += 1
      console.flush()
      console.say("\(error)")
    }
  }
}
