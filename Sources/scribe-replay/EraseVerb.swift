import ArgumentParser
import ScribeReplay
import ScribeSession
import ScribeStore

struct EraseVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: "Destroys the bodies and keys of a session in a store, and gives a receipt.",
    discussion: """
      What its answers held cannot be had from the file any more, nor from what SQLite keeps beside \
      it, and nothing more is stored of the session. Its timeline stays, as it was decided, and \
      verify still proves it; fingerprints in it confirm no guess once the keys are gone. Needs no \
      key of a sealed store. The receipt says what cannot be reached from here. Erasing again \
      finishes what could not be done because somebody was reading.

      Exits with 2 where the session is held, is not there, or is still read by somebody.

      Example: scribe-replay erase visits.sqlite --session ses_x --reason "asked by the patient"
      """)

  @Argument(help: "A store.", completion: .file())
  var store: String

  @Option(help: ArgumentHelp("The session; all its filters are meant.", valueName: "id"))
  var session: String

  @Option(help: ArgumentHelp("Why: kept for good, no place for patient data.", valueName: "text"))
  var reason: String

  @Option(help: "A receipt for people, or as one JSON object.")
  var format: TextFormat = .text

  func validate() throws {
    if reason.allSatisfy(\.isWhitespace) { throw ValidationError("--reason says why.") }
  }

  func run() throws {
    let console = Console()
    let store = try SessionStore(administering: store)
    let receipt = try store.eraseNow(
      ExactText(session), what: "erase", note: .now(because: reason))
    switch format {
    case .text: for line in StoreText.lines(for: receipt, of: store.path) { console.print(line) }
    case .ndjson: console.print(receipt.json)
    }
    console.flush()
    if !receipt.isLogEmptied {
      console.say(
        "\(store.path): somebody is reading, so that all is still in the file: erase again once that is done"
      )
      throw ExitCode.notDone
    }
  }
}
