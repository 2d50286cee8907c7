import ArgumentParser
import ScribeRecording
import ScribeReplay
import ScribeSession
import ScribeStore

struct ExportVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes what a store holds to standard output, as a poll log.",
    discussion: """
      Bodies are patient data and are left out, so that they count as not recorded, unless \
      --include-bodies is given. With --events, one JSON object an event instead, free of patient \
      data; with --anchor, where each session ends, which verify --anchor compares later.

      Example: scribe-replay export visits.sqlite --session ses_x --events
      """)

  @Argument(help: "A store.", completion: .file())
  var store: String

  @Option(help: ArgumentHelp("Only the polls of this session.", valueName: "id"))
  var session: String?

  @Flag(help: "Write the bodies too: transcripts and documents, whole.")
  var includeBodies = false

  @Flag(help: "Write the events instead of the polls.")
  var events = false

  @Flag(help: "Write where each session ends instead of the polls.")
  var anchor = false

  @OptionGroup var key: StoreKey

  @OptionGroup var reason: AccessReason

  func validate() throws {
    if [includeBodies, events, anchor].count(where: \.self) > 1 {
      throw ValidationError("--include-bodies, --events and --anchor exclude each other.")
    }
    if anchor, session != nil { throw ValidationError("--anchor is of all sessions.") }
  }

  func run() throws {
    let console = Console()
    if includeBodies {
      let access = StoreAccess(
        key: key, action: .exported, what: "export --include-bodies", reason: reason.reason)
      try access.note(store, session: session)
    }
    let store = try SessionStore(reading: store, keys: key.key(for: store))
    if anchor {
      console.print(try store.anchorNow().json)
    } else {
      try export(store, to: console)
    }
    console.flush()
  }

  private func export(_ store: SessionStore, to console: Console) throws {
    var steps = StepCursor(
      store,
      session.map { .session(ExactText($0), afterPosition: 0) } ?? .all(afterPosition: 0),
      readsBodies: includeBodies)
    var count = 0
    if !events { console.write(PollLogWriter.header) }
    while let step = try steps.next() {
      if step.isBodyLocked { throw StoreError.keyNeeded(file: store.path) }
      count += 1
      if events {
        for line in StoreText.eventLines(for: step) { console.print(line) }
      } else {
        console.write(PollLogWriter.line(for: step.poll))
      }
      if step.isBodyErased {
        console.say("\(store.path): the body of poll \(step.position) was erased")
      }
    }
    if count == 0 { throw console.exit(findingNo: "poll", in: [store.path], session: session) }
    if !events, !includeBodies {
      console.flush()
      console.say("\(store.path): bodies were left out, --include-bodies writes them")
    }
  }
}
