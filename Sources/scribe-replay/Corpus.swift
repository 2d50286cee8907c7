import ArgumentParser
import ScribeRecording
import ScribeReplay

/// All recordings below some paths, for the verbs that read many.
struct Corpus {
  private let found: FileTree.Found
  private let console: Console

  init(below paths: [String], _ console: Console) {
    found = FileTree.find(below: paths)
    self.console = console
    for fault in found.faults { console.say(fault) }
  }

  /// Replays every recording and says which could not be read; the exit code if there are any.
  func replay(
    beginning begin: () -> Void, each body: (_ file: String, ReplayedPoll) -> Void
  ) -> ExitCode? {
    var code = found.faults.isEmpty ? nil : ExitCode.notDone
    for path in found.recordings {
      do {
        var tape = try Tape(path: path)
        var replay = Replay()
        begin()
        while let recorded = try tape.next() {
          body(path, replay.observe(recorded.number, recorded.poll))
        }
      } catch {
        code = console.exit(for: error)
      }
    }
    return code
  }
}
