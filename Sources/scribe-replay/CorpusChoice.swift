import ArgumentParser

/// Which recordings, and which session of them, for the verbs that read many.
struct CorpusChoice: ParsableArguments {
  static let pathsHelp: ArgumentHelp =
    "Recordings, or folders with recordings; - for standard input."

  @Argument(help: pathsHelp, completion: .file())
  var paths: [String]

  @OptionGroup var polls: PollChoice

  /// - Parameter access: what is taken of stores; nothing of patient data, where it is not given.
  func corpus(_ console: Console, _ access: StoreAccess? = nil) -> Corpus {
    Corpus(below: paths, console, polls, access)
  }
}
