import ArgumentParser
import ScribeRecording
import ScribeReplay
import ScribeStore

struct VerifyVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Compares recordings with what is expected of them, and proves stores intact.",
    discussion: """
      Looks for recordings (.jsonl, .har) below the paths and compares each one's timeline, \
      without times, with the file beside it whose name has .expected appended. Prints the first \
      difference of each. Exits with 1 where one differs, 2 where nothing was compared.

      Of a store (.sqlite, or any name given) it checks the file, the chain of hashes of each \
      session, every body, what the events add up to, and whether today's reducer decides the same: \
      3 where it is not what was stored, 1 where only a decision differs. That the end of a session \
      was cut off shows against an anchor only, which export --anchor writes.

      Example: scribe-replay verify Replays
      """)

  @Argument(help: "Recordings, stores, or folders with them.", completion: .file())
  var paths: [String]

  @Flag(help: "Write the expected timelines instead of comparing.")
  var update = false

  @Option(
    help: ArgumentHelp("Where the sessions of the one store once ended.", valueName: "file"),
    completion: .file())
  var anchor: String?

  @OptionGroup var key: StoreKey

  func validate() throws {
    if update, anchor != nil { throw ValidationError("--update and --anchor exclude each other.") }
  }

  func run() throws {
    let console = Console()
    let found = FileTree.find(below: paths)
    for fault in found.faults { console.say(fault) }
    let stores = found.recordings.filter(Tape.isStore)
    let recordings = found.recordings.filter { !stores.contains($0) }
    var codes = [found.faults.isEmpty ? nil : ExitCode.notDone]
    if update {
      codes.append(write(recordings, console))
    } else {
      codes.append(try check(stores, console))
      if stores.isEmpty || !recordings.isEmpty || !found.orphans.isEmpty {
        codes.append(compare(recordings, found.orphans, console))
      }
    }
    console.flush()
    if let code = ExitCode.worst(of: codes) { throw code }
  }

  private func check(_ stores: [String], _ console: Console) throws -> ExitCode? {
    let anchor = try anchor.map { try self.anchor($0, of: stores, console) }
    var codes: [ExitCode] = []
    for path in stores {
      do {
        let check = try SessionStore(reading: path, keys: key.key(for: path)).verifyNow(
          against: anchor
        ) { done, total in
          console.showProgress("\(path): \(done)/\(total) polls")
        }
        console.showProgress(nil)
        for line in StoreText.lines(for: check, of: path) { console.print(line) }
        if check.findings.contains(where: \.isIntegrityFault) {
          codes.append(.notIntact)
        } else if check.findingCount > 0 {
          codes.append(.finding)
        } else if check.pollCount == 0 {
          console.flush()
          console.say("\(path): no polls, so nothing was checked")
          codes.append(.notDone)
        }
        if check.lockedBodyCount > 0 {
          console.flush()
          console.say("\(StoreError.keyNeeded(file: path)), to check them too")
          codes.append(.notDone)
        }
      } catch {
        console.showProgress(nil)
        codes.append(console.exitCode(for: error))
      }
    }
    return .worst(of: codes)
  }

  private func anchor(
    _ path: String, of stores: [String], _ console: Console
  ) throws -> Anchor {
    guard stores.count == 1 else {
      console.say("--anchor is of one store, and \(stores.count) are given")
      throw ExitCode.notDone
    }
    guard let anchor = Anchor(json: try InputFile.bytes(of: path)) else {
      console.say("\(InputFile.name(of: path)): no anchor: export --anchor writes one")
      throw ExitCode.notDone
    }
    return anchor
  }

  private func compare(
    _ recordings: [String], _ orphans: [String], _ console: Console
  ) -> ExitCode? {
    let verifications =
      recordings.map(Verification.init(of:)) + orphans.map(Verification.init(orphan:))
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

  private func write(_ recordings: [String], _ console: Console) -> ExitCode? {
    var written = 0
    var code: ExitCode?
    for path in recordings {
      let expectedPath = path + Verification.suffix
      do {
        let timeline = try Verification.timeline(of: path)
        if FileTree.text(of: expectedPath) == timeline { continue }
        try OutputFile(path: expectedPath).write(Array(timeline.utf8), console)
        console.print("\(expectedPath): written")
        written += 1
      } catch {
        code = .worst(of: [code, console.exitCode(for: error)])
      }
    }
    if recordings.isEmpty {
      console.say("\(paths.joined(separator: ", ")): no recordings")
      return .notDone
    }
    console.print("\(written) of \(recordings.count) written, the others were so already")
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
