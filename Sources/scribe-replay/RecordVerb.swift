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
      store is always gone on with. The log is private to you; the token is in neither.

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
    help: ArgumentHelp("The poll log; - for standard output.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("The store, made where there is none.", valueName: "file"))
  var store: String?

  @Flag(help: "Go on with the poll log that is there.")
  var resume = false

  @OptionGroup var token: TokenSource

  @Option(
    help: ArgumentHelp("The pause between polls, which varies by a fifth.", valueName: "time"))
  var interval = DurationArgument(seconds: 1)

  @Option(
    help: ArgumentHelp(
      "When to end: after a time, at an instant, or at its \"expiry\".", valueName: "time"))
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
    do {
      // Whatever is wrong with the command is told before a file is made.
      _ = try SessionTracker.url(ofSession: sessionID, filter: filter, below: baseURL)
      let token = token.provider
      if let token = try token() { try SessionTracker.check(token: token) }
      if let output, !resume, FileKind.exists(output) { throw RecordingError.exists(file: output) }
      let settings = settings
      let recording = LiveRecording(
        tracker: SessionTracker(
          baseURL: baseURL, token: { try token() }, store: try await openStore(console),
          settings: settings),
        id: sessionID, filter: filter, goesOn: until == .settled, slowPause: slowestPause,
        deadline: settings.policy.deadline)
      let result = try await recording.run(console)
      let files = [output, store].compactMap { $0 }.filter { $0 != "-" }.joined(separator: ", ")
      console.say("\(result.summary)\(files.isEmpty ? "" : "; in \(files)")")
      if let wayOut = result.wayOut {
        console.say(wayOut)
        throw ExitCode.notDone
      }
    } catch RecordingError.exists(let file) {
      console.say("\(file): there already: --resume goes on with it, or name another file")
      throw ExitCode.notDone
    } catch let error as RecordingError {
      throw console.exit(for: error)
    } catch let error as StoreError {
      throw console.exit(for: error)
    } catch let error as TrackingError {
      console.say("\(error)")
      throw ExitCode.notDone
    }
  }

  private func openStore(_ console: Console) async throws -> any StepStoring {
    let store = try store.map { try SessionStore(path: $0) }
    guard let output else { return store ?? InMemorySessionStore() }
    let log = try resume ? PollLogStore(goingOnWith: output) : PollLogStore(creating: output)
    if let line = await log.tornLine {
      console.say("\(output):\(line): the last line was cut off and has been removed")
    }
    return store.map { LoggedStore($0, log) } ?? log
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
