import ArgumentParser
import ScribeReplay
import ScribeStore

struct BackupVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copies a store while it is written to, and verifies the copy.",
    discussion: """
      The copy holds everything that was stored when the copying began. It appears under its name \
      only once it is whole. Exits with 3 where the copy is not as it was stored.

      Example: scribe-replay backup visits.sqlite visits-2026-06-06.sqlite
      """)

  @Argument(help: "A store.", completion: .file())
  var store: String

  @Argument(help: "The file to make; it must not be there.", completion: .file())
  var copy: String

  @OptionGroup var key: StoreKey

  @OptionGroup var reason: AccessReason

  func run() throws {
    let console = Console()
    let access = StoreAccess(key: key, action: .copied, what: "backup", reason: reason.reason)
    try access.note(store, session: nil)
    let keys = try key.key(for: store)
    try SessionStore(reading: store, keys: keys).backUp(to: copy)
    let check = try SessionStore(reading: copy, keys: keys).verifyNow()
    for line in StoreText.lines(for: check, of: copy) { console.print(line) }
    console.flush()
    if check.findings.contains(where: \.isIntegrityFault) { throw ExitCode.notIntact }
  }
}
