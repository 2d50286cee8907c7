import ArgumentParser
import ScribeRecording
import ScribeReplay
import ScribeStore

extension ExitCode {
  /// There is something to report.
  static let finding = ExitCode(1)
  /// It could not be done, or nothing was checked.
  static let notDone = ExitCode(2)
  /// What is stored is not what was stored.
  static let notIntact = ExitCode(3)

  /// The code that comes before the others: what is not intact before what could not be done, and that
  /// before a finding; nil where there is none.
  static func worst(of codes: [ExitCode?]) -> ExitCode? {
    [notIntact, notDone, finding].first(where: codes.contains)
  }
}

extension Console {
  /// Says on standard error, in one line, why something could not be done, and gives the exit code for it;
  /// what has an exit code already, or is for the parser of the command line to tell, stays what it is.
  func exit(for error: any Error) -> any Error {
    // Help and wrong usage have codes with the parser; what it knows nothing of has that of a failure.
    let isParsers = ScribeReplayCommand.exitCode(for: error) != .failure
    return error is ExitCode || isParsers ? error : exitCode(for: error)
  }

  /// Says on standard error, in one line, why something could not be done, and gives the exit code for it.
  func exitCode(for error: any Error) -> ExitCode {
    switch error {
    case let code as ExitCode: return code
    case .tape(let error) as MadeTestError: return exitCode(for: error)
    case .store(let error) as TapeError: return exitCode(for: error)
    case .exists(let file) as RecordingError:
      return exit(saying: "\(file): there already: --resume goes on with it, or name another file")
    case .damaged as StoreError:
      _ = exit(saying: "\(error)")
      return .notIntact
    default: return exit(saying: "\(error)")
    }
  }

  /// Says that nothing was there to be told of, and gives the exit code for it.
  ///
  /// - Parameters:
  ///   - what: what was looked for.
  ///   - paths: where.
  ///   - session: the id of the only session that was wanted, where it was one.
  func exit(
    findingNo what: String = "poll", in paths: [String], session: String? = nil
  ) -> ExitCode {
    let names = paths.map(InputFile.name(of:)).joined(separator: ", ")
    let whose = session == nil ? "a session" : "the wanted session"
    return exit(saying: "\(names): no \(what) of \(whose)")
  }

  func exit(saying text: String) -> ExitCode {
    flush()
    say(text)
    return .notDone
  }
}
