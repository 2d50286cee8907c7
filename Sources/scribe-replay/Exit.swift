import ArgumentParser
import ScribeRecording
import ScribeReplay
import ScribeServer
import ScribeStore

extension ExitCode {
  /// There is something to report.
  static let finding = ExitCode(1)
  /// It could not be done, or nothing was checked.
  static let notDone = ExitCode(2)
  /// What is stored is not what was stored.
  static let notIntact = ExitCode(3)
}

extension ExitCode? {
  /// The code that comes before the other: what is not intact before what could not be done, and that
  /// before a finding.
  func worse(_ other: ExitCode) -> ExitCode {
    guard let self else { return other }
    return [ExitCode.notIntact, .notDone, .finding].first { $0 == self || $0 == other } ?? other
  }
}

extension Console {
  /// Says on standard error why something could not be done, and gives the exit code for it.
  func exit(for error: RecordingError) -> ExitCode { exit(saying: error.description) }

  /// Says on standard error why something could not be done, and gives the exit code for it.
  func exit(for error: TapeError) -> ExitCode {
    if case .store(let error) = error { return exit(for: error) }
    return exit(saying: error.description)
  }

  /// Says on standard error why something could not be done, and gives the exit code for it.
  func exit(for error: StoreError) -> ExitCode {
    let code = exit(saying: error.description)
    if case .damaged = error { return .notIntact }
    return code
  }

  /// Says on standard error why something could not be done, and gives the exit code for it.
  func exitCode(forAny error: any Error) -> ExitCode {
    exit(forAny: error) as? ExitCode ?? exit(saying: "\(error)")
  }

  /// Says on standard error why something could not be done, and gives the exit code for it; any other
  /// error stays what it is.
  func exit(forAny error: any Error) -> any Error {
    switch error {
    case let error as RecordingError: exit(for: error)
    case let error as TapeError: exit(for: error)
    case let error as StoreError: exit(for: error)
    case .tape(let error) as MadeTestError: exit(for: error)
    case let error as MadeTestError: exit(saying: "\(error)")
    case let error as StoreKeyError: exit(saying: "\(error)")
    case let error as PolicyError: exit(saying: "\(error)")
    case let error as ScriptError: exit(saying: "\(error)")
    case let error as DecisionSet.BadLine: exit(saying: "\(error)")
    default: error
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
