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

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, ndjson
  }

  @Argument(help: "A store.")
  var store: String

  @Option(help: ArgumentHelp("The session; all its filters are meant.", valueName: "id"))
  var session: String

  @Option(help: ArgumentHelp("Why: kept for good, no place for patient data.", valueName: "text"))
  var reason: String

  @Option(help: "A receipt for people, or as one JSON object.")
  var format: Format = .text

  func validate() throws {
    if reason.allSatisfy(\.isWhitespace) { throw ValidationError("--reason says why.") }
  }

  func run() throws {
    let console = Console()
    do {
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
    } catch {
      throw console.exit(forAny: error)
    }
  }
}

struct HoldVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold",
    abstract: "Forbids to erase a session of a store before a time, or allows it again.",
    discussion: """
      A hold can be made longer; for less it is to be released first. All are kept in the audit trail.

      Example: scribe-replay hold visits.sqlite --session ses_x --until 2030-01-01
      """)

  @Argument(help: "A store.")
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
    do {
      let store = try SessionStore(administering: store)
      let note = AuditNote.now(because: reason.reason)
      if let until {
        try store.holdNow(ExactText(session), until: until, what: "hold", note: note)
      } else {
        try store.releaseNow(ExactText(session), what: "hold", note: note)
      }
      let how = until.map { "is held until \($0)" } ?? "is no longer held"
      console.print("\(store.path): session \(session.printable) \(how)")
    } catch {
      throw console.exit(forAny: error)
    }
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

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, ndjson
  }

  @Argument(help: "A store.")
  var store: String

  @Option(help: ArgumentHelp("Only what was done with this session, or with any.", valueName: "id"))
  var session: String?

  @Option(help: "A table for people, or one JSON object an entry.")
  var format: Format = .text

  func run() throws {
    let console = Console()
    do {
      let wanted = session.map { ExactText($0) }
      let entries = try SessionStore(reading: store).auditTrailNow().filter {
        wanted == nil || $0.session == nil || $0.session == wanted
      }
      switch format {
      case .text: for line in StoreText.lines(for: entries) { console.print(line) }
      case .ndjson: for entry in entries { console.print(StoreText.line(for: entry)) }
      }
    } catch {
      throw console.exit(for: error)
    }
    console.flush()
  }
}
