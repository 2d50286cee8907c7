import ArgumentParser
import ScribePolling
import ScribeRecording
import ScribeReplay
import ScribeSession
import ScribeStore

struct RecordVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Polls a live session, and keeps what comes in a poll log, a store, or both.",
    discussion: """
      Polls at once, then after each interval, backing off where the server does not answer, until \
      the rules say stop. Each poll is on the disk before the next one is made: whatever ends the \
      recording, Ctrl-C or worse, leaves a file that can be shown, and gone on with by --resume. A \
      store is always gone on with; where both are, they hold the same afterwards. The files are private to \
      you. The token is in neither, unless the server repeats it in a body.

      Exit status: 0 settled, at the deadline or interrupted; 2 stopped for another reason, which \
      is told, or it could not be done.

      Example: scribe-replay record https://host/voice/v1 ses_x -o visit.jsonl
      """)

  enum End: String, ExpressibleByArgument, CaseIterable {
    case settled, stop
  }

  @Argument(help: ArgumentHelp("What comes before /sessions; ends in /v1.", valueName: "base-url"))
  var baseURL: String

  @Argument(help: "The session's id.")
  var sessionID: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The poll log; - for standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp("The store, made where there is none.", valueName: "file"),
    completion: .file())
  var store: String?

  @Flag(help: "Go on with the poll log that is there.")
  var resume = false

  @OptionGroup var token: TokenSource

  @OptionGroup var key: StoreKey

  @OptionGroup var reason: AccessReason

  @Option(
    help: ArgumentHelp(
      """
      The pause between polls, which varies by a fifth; backing off begins with it, and ends at 30 \
      times it or 30 s.
      """,
      valueName: "time"))
  var interval = DurationArgument(seconds: 1)

  @Option(
    help: ArgumentHelp(
      "When to end: after a time, at an instant, or at its \"expiry\"; a request may take longer.",
      valueName: "time"))
  var deadline: DeadlineArgument?

  @Option(help: ArgumentHelp("How long a request may take.", valueName: "time"))
  var requestTimeout = DurationArgument(seconds: 30)

  @Option(help: ArgumentHelp("Only what is seen of this template.", valueName: "id"))
  var templateID: String?

  @Option(help: ArgumentHelp("Only what is seen of this document.", valueName: "id"))
  var documentID: String?

  @Option(help: "End where the rules say stop, or go on, slowly, until it is settled.")
  var until: End = .stop

  func validate() throws {
    if output == nil, store == nil {
      throw ValidationError("Name a poll log (-o), a store (--store), or both.")
    }
    if let output, output == store {
      throw ValidationError("The log and the store are two files.")
    }
    if resume, output == nil || output == "-" {
      throw ValidationError("--resume goes on with a poll log: name it with -o.")
    }
    if interval.duration < .milliseconds(10) {
      throw ValidationError("--interval is 10 ms or more.")
    }
    if requestTimeout.duration <= .zero {
      throw ValidationError("--request-timeout is more than 0.")
    }
  }

  func run() throws {
    try AsyncWork.run { try await record() }
  }

  private func record() async throws {
    let console = Console()
    // Whatever is wrong with the command is told before a file is made.
    _ = try SessionTracker.url(ofSession: sessionID, filter: filter, below: baseURL)
    let token = token.provider
    let firstToken = try token()
    if let firstToken { try SessionTracker.check(token: firstToken) }
    let files = try await openFiles(console)
    defer { files.sqlite?.close() }
    let settings = settings
    let recording = LiveRecording(
      tracker: SessionTracker(
        baseURL: baseURL, token: { try token() }, store: files.store, settings: settings,
        transport: transport),
      id: sessionID, filter: filter, goesOn: until == .settled, slowPause: slowestPause,
      deadline: settings.policy.deadline, sendsToken: firstToken != nil)
    let result = try await recording.run(console)
    let names = [output, store].compactMap { $0 }.filter { $0 != "-" }.joined(separator: ", ")
    console.say("\(result.summary)\(names.isEmpty ? "" : "; in \(names)")")
    if let store, !FileKind.exists(store) {
      console.say("\(store): it was removed meanwhile, and with it what was recorded")
      throw ExitCode.notDone
    }
    if let wayOut = result.wayOut {
      console.say(wayOut)
      throw ExitCode.notDone
    }
  }

  /// Where polls go.
  private struct Files {
    let store: any StepStoring
    let sqlite: SessionStore?
  }

  private func openFiles(_ console: Console) async throws -> Files {
    guard let output else {
      let sqlite = try store.map { try SessionStore(path: $0, keys: key.key(for: $0)) }
      return Files(store: sqlite ?? InMemorySessionStore(), sqlite: sqlite)
    }
    let log = try resume ? PollLogStore(resuming: output) : PollLogStore(creating: output)
    if let line = await log.tornLine {
      console.say("\(output):\(line): the last line was cut off and has been removed")
    }
    guard let store else { return Files(store: log, sqlite: nil) }
    do {
      let sqlite = try SessionStore(path: store, keys: key.key(for: store))
      if resume { try await bringTogether(log, output, sqlite, console) }
      return Files(store: LoggedStore(sqlite, log), sqlite: sqlite)
    } catch {
      if !resume { FileKind.remove(output) }
      throw error
    }
  }

  /// A log and a store that are gone on with hold the same afterwards: a store that has nothing of the
  /// session gets what the log has, and the log what only the store has.
  private func bringTogether(
    _ log: PollLogStore, _ path: String, _ store: SessionStore, _ console: Console
  ) async throws {
    let stream = PollStream(id: ExactText(sessionID), filter: filter)
    if try await store.session(stream).version == 0 {
      var tape = try Tape(path: path, session: sessionID)
      var load = Import(into: store)
      while let recorded = try tape.next() { try load.add(recorded) }
      try load.finish()
      if load.counts.stored > 0 {
        console.say("\(store.path): \(load.counts.stored) polls of the log were stored")
      }
    } else {
      try await store.record(
        .exported, session: stream.id, what: "record --resume", note: .now(because: reason.reason))
      let count = try await log.catchUp(with: store, on: stream)
      if count > 0 { console.say("\(path): \(count) polls that only the store had were added") }
    }
  }

  private var transport: (any PollTransport)? {
    #if AsyncHTTPClient
      AsyncHTTPClientTransport()
    #else
      nil
    #endif
  }

  private var settings: TrackerSettings {
    var settings = TrackerSettings()
    settings.requestTimeout = requestTimeout.duration
    settings.policy.interval = interval.duration
    settings.policy.shortestBackoff = interval.duration
    settings.policy.longestBackoff = slowestPause
    switch deadline {
    case .after(let span): settings.policy.deadline = SystemClock().now.advanced(by: span)
    case .at(let instant): settings.policy.deadline = instant
    case .expiry: settings.policy.endsAtExpiry = true
    case nil: break
    }
    return settings
  }

  /// Thirty intervals, or half a minute where that is shorter, but never less than one interval.
  private var slowestPause: Duration {
    max(interval.duration, min(.seconds(30), interval.duration * 30))
  }

  private var filter: PollStream.Filter? {
    PollStream.Filter(
      templateID: templateID.map { ExactText($0) }, documentID: documentID.map { ExactText($0) })
  }
}
