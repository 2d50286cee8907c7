import ArgumentParser

@main
struct ScribeReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scribe-replay",
    abstract: "Tells what happened to scribe sessions, from recordings of their polls.",
    discussion: """
      Reads poll logs (JSON lines), HAR files and stores (SQLite), told apart by content; - is \
      standard input. Transcripts and documents are hidden unless --show-phi is given.

      Exit status: 0 nothing to report, 1 a finding, 2 could not do it or nothing was checked, \
      3 a store is not what was stored, 64 usage. A session that failed is a successful replay.
      """,
    version: Version.text,
    subcommands: [ShowVerb.self],
    groupedSubcommands: [
      CommandGroup(
        name: "Debug",
        subcommands: [
          AtVerb.self, FirstVerb.self, ExplainVerb.self, DiffVerb.self, StatsVerb.self,
          GraphVerb.self, ReportVerb.self,
        ]),
      CommandGroup(
        name: "Check",
        subcommands: [
          VerifyVerb.self, CompareVerb.self, DriftVerb.self, MakeTestVerb.self, RedactVerb.self,
          BenchVerb.self,
        ]),
      CommandGroup(
        name: "Live", subcommands: [RecordVerb.self, WatchVerb.self] + serving + [ScriptVerb.self]),
      CommandGroup(
        name: "Store",
        subcommands: [ImportVerb.self, ListVerb.self, ExportVerb.self, BackupVerb.self]),
      CommandGroup(
        name: "Patient data",
        subcommands: [EraseVerb.self, HoldVerb.self, AuditVerb.self]),
    ],
    defaultSubcommand: ShowVerb.self)

  /// Runs the tool, of whose memory no crash leaves anything behind.
  static func main() {
    CrashTraces.forbid()
    do {
      var command = parsed()
      try command.run()
    } catch {
      exit(withError: Console().exit(for: error))
    }
  }

  /// The command that was asked for; ends the tool where it is none.
  private static func parsed() -> any ParsableCommand {
    do {
      return try parseAsRoot()
    } catch {
      exit(withError: error)
    }
  }

  private static var serving: [any ParsableCommand.Type] {
    #if Server
      [ServeVerb.self]
    #else
      []
    #endif
  }
}
