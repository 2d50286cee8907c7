import ArgumentParser
import ScribeReplay
import ScribeStore

struct ListVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists the sessions of a store, with their phase and counts.",
    discussion: """
      A line a session, in the order of their first poll; what was seen through a filter is a line \
      of its own.

      Example: scribe-replay list visits.sqlite
      """)

  @Argument(help: "A store.", completion: .file())
  var store: String

  @Option(help: "A table for people, or one JSON object a session.")
  var format: TextFormat = .text

  func run() throws {
    let console = Console()
    let summaries = try SessionStore(reading: store).summariesNow()
    switch format {
    case .text: for line in StoreText.lines(for: summaries) { console.print(line) }
    case .ndjson: for summary in summaries { console.print(StoreText.line(for: summary)) }
    }
    console.flush()
  }
}
