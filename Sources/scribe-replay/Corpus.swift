import ArgumentParser
import ScribeRecording
import ScribeReplay

/// Which recordings, and which session of them, for the verbs that read many.
struct CorpusChoice: ParsableArguments {
  @Argument(help: "Recordings, or folders with recordings; - for standard input.")
  var paths: [String]

  @Option(help: ArgumentHelp("Only the polls of this session.", valueName: "id"))
  var session: String?

  @Flag(help: "Skip what is not a poll, and say how much was skipped.")
  var skipBadLines = false

  @OptionGroup var key: StoreKey

  /// - Parameter access: what is taken of stores; nothing of patient data, where it is not given.
  func corpus(_ console: Console, _ access: StoreAccess? = nil) -> Corpus {
    Corpus(
      below: paths, console, session: session, skippingBadLines: skipBadLines,
      access ?? StoreAccess(key: key))
  }
}

/// All recordings below some paths, for the verbs that read many.
struct Corpus {
  private let paths: [String]
  private let found: FileTree.Found
  private let console: Console
  private let session: String?
  private let skippingBadLines: Bool
  private let access: StoreAccess

  /// - Parameters:
  ///   - session: the id of the only session that is wanted, where it is one.
  ///   - skippingBadLines: whether what is not a poll is skipped and counted instead of stopping.
  ///   - access: what is taken of stores.
  init(
    below paths: [String], _ console: Console, session: String? = nil,
    skippingBadLines: Bool = false, _ access: StoreAccess
  ) {
    self.paths = paths
    found = FileTree.find(below: paths, takesStandardInput: true)
    self.console = console
    self.session = session
    self.skippingBadLines = skippingBadLines
    self.access = access
    for fault in found.faults { console.say(fault) }
  }

  /// Opens every recording in turn and says which could not be read; the exit code if there are any.
  func readEach(
    _ body: (_ file: String, inout Tape, inout Progress) throws -> Void
  ) -> ExitCode? {
    var code = found.faults.isEmpty ? nil : ExitCode.notDone
    for path in found.recordings {
      var progress = Progress(path, console)
      do {
        try access.note(path, session: session)
        var tape = try Tape(
          path: path, session: session, skippingBadLines: skippingBadLines,
          keys: access.key.key(forReading: path), needsBodies: access.needsBodies)
        try body(tape.name, &tape, &progress)
        progress.end()
        console.tell(of: tape, leavingOutErased: access.needsBodies)
      } catch {
        progress.end()
        code = code.worse(console.exitCode(forAny: error))
      }
    }
    return code
  }

  /// Replays every recording and says which could not be read; the exit code if there are any.
  func replay(
    beginning begin: () -> Void, each body: (_ file: String, ReplayedPoll) -> Void
  ) -> ExitCode? {
    readEach { path, tape, progress in
      var replay = Replay()
      begin()
      while let recorded = try tape.next() {
        progress.read(recorded)
        body(path, replay.observe(recorded))
      }
    }
  }

  /// Says that no poll was there to be told of.
  var nothing: ExitCode { console.exit(findingNo: "poll", in: paths, session: session) }
}
