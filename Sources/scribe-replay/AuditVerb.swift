import ArgumentParser
import ScribeReplay
import ScribeSession
import ScribeStore

struct AuditVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Lists who saw patient data of a store, let it out, held it or erased it.",
    discussion: """
      What is listed is what this tool and those who embed the library wrote down before they did it: \
      who read the file with another program is not in it. Entries are chained, so that verify sees \
      one that was changed; that the last ones are missing it sees against an anchor.

      Example: scribe-replay audit visits.sqlite
      """)

  @Argument(help: "A store.", completion: .file())
  var store: String

  @Option(help: ArgumentHelp("Only what was done with this session, or with any.", valueName: "id"))
  var session: String?

  @Option(help: "A table for people, or one JSON object an entry.")
  var format: TextFormat = .text

  func run() throws {
    let console = Console()
    let wanted = session.map { ExactText($0) }
    let entries = try SessionStore(reading: store).auditTrailNow().filter {
      wanted == nil || $0.session == nil || $0.session == wanted
    }
    switch format {
    case .text: for line in StoreText.lines(for: entries) { console.print(line) }
    case .ndjson: for entry in entries { console.print(StoreText.line(for: entry)) }
    }
    console.flush()
  }
}
