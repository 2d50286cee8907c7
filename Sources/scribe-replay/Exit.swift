import ArgumentParser
import ScribeRecording

extension ExitCode {
  /// There is something to report.
  static let finding = ExitCode(1)
  /// It could not be done, or nothing was checked.
  static let notDone = ExitCode(2)
}

extension Console {
  /// Says on standard error why something could not be done, and gives the exit code for it.
  func exit(for error: RecordingError) -> ExitCode {
    flush()
    say("\(error)")
    return .notDone
  }
}
