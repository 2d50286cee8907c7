import ArgumentParser
import ScribeRecording
import ScribeReplay

/// All recordings below some paths, for the verbs that read many.
struct Corpus {
  private let paths: [String]
  private let found: FileTree.Found
  private let console: Console
  private let polls: PollChoice
  private let access: StoreAccess

  /// Finds the recordings and says what could not be looked into; of stores nothing of patient data is
  /// taken where nothing else is asked for.
  init(
    below paths: [String], _ console: Console, _ polls: PollChoice, _ access: StoreAccess? = nil
  ) {
    self.paths = paths
    found = FileTree.find(below: paths, takesStandardInput: true)
    self.console = console
    self.polls = polls
    self.access = access ?? StoreAccess(key: polls.key)
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
        try access.note(path, session: polls.session)
        var tape = try Tape(
          path: path, session: polls.session, skippingBadLines: polls.skipBadLines,
          keys: access.key.key(forReading: path), needsBodies: access.needsBodies)
        try body(tape.name, &tape, &progress)
        progress.end()
        console.tell(of: tape, leavingOutErased: access.needsBodies)
      } catch {
        progress.end()
        code = .worst(of: [code, console.exitCode(for: error)])
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
  var nothing: ExitCode { console.exit(findingNo: "poll", in: paths, session: polls.session) }
}
