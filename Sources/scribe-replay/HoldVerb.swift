import ArgumentParser
import ScribeReplay
import ScribeSession
import ScribeStore

struct HoldVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold",
    abstract: "Forbids to erase a session of a store before a time, or allows it again.",
    discussion: """
      A hold can be made longer; for less it is to be released first. All are kept in the audit trail.

      Example: scribe-replay hold visits.sqlite --session ses_x --until 2030-01-01
      """)

  @Argument(help: "A store.", completion: .file())
  var store: String

  @Option(help: ArgumentHelp("The session; all its filters are meant.", valueName: "id"))
  var session: String

  @Option(
    help: ArgumentHelp(
      "Until when: RFC 3339, or a date, at whose start it ends.", valueName: "time"),
    transform: { try HoldTime($0).instant })
  var until: Instant?

  @Flag(help: "Allow it again.")
  var release = false

  @OptionGroup var reason: AccessReason

  func validate() throws {
    if (until == nil) != release { throw ValidationError("Give either --until or --release.") }
  }

  func run() throws {
    let console = Console()
    let store = try SessionStore(administering: store)
    let note = AuditNote.now(because: reason.reason)
    if let until {
      try store.holdNow(ExactText(session), until: until, what: "hold", note: note)
    } else {
      try store.releaseNow(ExactText(session), what: "hold", note: note)
    }
    let how = until.map { "is held until \($0)" } ?? "is no longer held"
    console.print("\(store.path): session \(session.printable) \(how)")
    console.flush()
  }
}

/// The end of a hold as it is typed.
private struct HoldTime {
  let instant: Instant

  init(_ text: String) throws {
    guard let instant = Instant(rfc3339: text) ?? Instant(rfc3339: "\(text)T00:00:00Z") else {
      throw ValidationError("not a time: 2030-01-01, or 2030-01-01T09:00:00Z")
    }
    self.instant = instant
  }
}
