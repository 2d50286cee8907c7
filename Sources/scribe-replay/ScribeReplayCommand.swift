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
    subcommands: [Show.self, RecordVerb.self, WatchVerb.self] + serving + [
      AtVerb.self, FirstVerb.self, ExplainVerb.self, StatsVerb.self, DiffVerb.self, ReportVerb.self,
      ScriptVerb.self, Verify.self, CompareVerb.self, DriftVerb.self, GraphVerb.self,
      MakeTestVerb.self, ImportVerb.self, ListVerb.self,
      ExportVerb.self, BackupVerb.self, BenchVerb.self,
    ],
    defaultSubcommand: Show.self)

  private static var serving: [any ParsableCommand.Type] {
    #if Server
      [ServeVerb.self]
    #else
      []
    #endif
  }
}
