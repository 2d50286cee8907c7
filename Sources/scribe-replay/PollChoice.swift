import ArgumentParser

/// Which polls of recordings are read, and with which key.
struct PollChoice: ParsableArguments {
  @Option(help: ArgumentHelp("Only the polls of this session.", valueName: "id"))
  var session: String?

  @Flag(help: "Skip what is not a poll, and say how much was skipped.")
  var skipBadLines = false

  @OptionGroup var key: StoreKey
}
