#if Server
  public import ArgumentParser
  import ScribePolling
  import ScribeRecording
  import ScribeReplay
  public import ScribeServer
  import ScribeSession
  import ScribeStore

  struct ServeVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "serve",
      abstract: "Answers like the service, from recordings or scripts.",
      discussion: """
        Listens on this machine and answers GET …/v1/sessions/{id} with the recorded statuses and \
        bytes, to whoever has a bearer token. Prints its URL, then serves until Ctrl-C or SIGTERM. \
        Each session has a position of its own: the n-th poll is given the n-th answer, or, with \
        --advance time, the one that was current at that age of the session. Recorded failures are \
        reproduced: a reset as one, a timeout as silence, a refusal as one with --advance time and else, \
        since nobody can count who is refused, as a reset; TLS and DNS faults as a connection that is \
        closed. A template_id or document_id that was not recorded \
        is applied to the answers of the whole session, with a status and a position of its own.

        Faults, separated by commas: drop 1%, reset 1%, cut 1%, duplicate 1%, reorder 1%, \
        503 5% x4, 429 1% retry-after 2.

        Exit status: 0 served; 2 nothing to serve, or it could not be done.

        Example: scribe-replay serve visit.jsonl --port 8080
        """)

    @Argument(help: "Poll logs, HAR files, stores or scripts.", completion: .file())
    var files: [String]

    @Option(help: "The port; 0 for one that is free.")
    var port = 0

    @Option(help: "The address to listen at.")
    var host = "127.0.0.1"

    @Option(help: "What leads to the next answer: a call, or time.")
    var advance = ServiceSettings.Advance.call

    @Option(help: "How many times as fast as recorded time passes.")
    var speed = 1.0

    @Flag(
      help: "End once every session, and each filter of it that was recorded, had its last answer.")
    var once = false

    @Flag(help: "Begin anew after the last answer, which else is given again and again.")
    var loop = false

    @Option(
      help: ArgumentHelp(
        "The variable that holds the only bearer token to be accepted.", valueName: "name"))
    var tokenEnv: String?

    @Option(
      help: ArgumentHelp(
        "How long answers take: none (the default), recorded, 50ms, 20ms..200ms, or 40ms,p99=900ms.",
        valueName: "time"),
      transform: { try ServiceSettings.Latency(text: $0) })
    var latency = ServiceSettings.Latency.none

    @Option(help: "The Date header: the recorded one, by which instants in bodies agree, or now.")
    var date = ServiceSettings.DateHeader.recorded

    @Option(
      help: ArgumentHelp("What goes wrong on top of what was recorded.", valueName: "faults"),
      transform: { try FaultPlan(text: $0) })
    var faults = FaultPlan()

    @Option(help: "Where chance begins: the same seed, the same faults.")
    var seed: UInt64 = 1

    @Flag(help: "Say what each poll was answered with.")
    var verbose = false

    @Flag(help: "Skip what is not a poll, instead of stopping at it.")
    var skipBadLines = false

    @OptionGroup var key: StoreKey

    @OptionGroup var reason: AccessReason

    func validate() throws {
      guard (0...65_535).contains(port) else { throw ValidationError("--port is 0 to 65535.") }
      guard (1e-3...1e6).contains(speed) else {
        throw ValidationError("--speed is 0.001 to 1000000.")
      }
      if speed != 1, advance == .call, latency != .recorded {
        throw ValidationError("--speed needs --advance time or --latency recorded.")
      }
      if once, loop { throw ValidationError("--once and --loop exclude each other.") }
      try checkIsSet(tokenEnv, namedBy: "--token-env")
    }

    func run() throws {
      try AsyncWork.run { try await serve() }
    }

    private func serve() async throws {
      let console = Console()
      let access = StoreAccess(key: key, action: .served, what: "serve", reason: reason.reason)
      let sources = try files.map {
        try ServedFile.source($0, skippingBadLines: skipBadLines, access)
      }
      let sessions = try RecordedSessions(sources: sources, settings: settings)
      guard sessions.count > 0 else { throw console.exit(findingNo: "poll", in: files) }
      try await serve(sessions, console)
    }

    private func serve(_ sessions: RecordedSessions, _ console: Console) async throws {
      let service = try await RecordedService.start(sessions, host: host, port: port) {
        [verbose] served in
        if let problem = served.problem { Console().say(problem) }
        if verbose { Console().say(ServedText.line(for: served)) }
      }
      console.print(service.url)
      console.flush()
      console.say(ServedText.invitation(to: sessions, at: service.baseURL, once: once))
      let task = Task { [once] in
        if once {
          try await service.waitUntilFinished()
        } else {
          try await Task.sleep(for: .seconds(Int64.max >> 8))
        }
      }
      let interruption = Interruption { task.cancel() }
      // It ends where it is interrupted, or has served all that there is.
      _ = await task.result
      withExtendedLifetime(interruption) {}
      await service.stop()
    }

    private var settings: ServiceSettings {
      var settings = ServiceSettings()
      settings.advance = advance
      settings.speed = speed
      settings.afterLast = loop ? .loops : .stays
      settings.latency = latency
      settings.dateHeader = date
      settings.token = tokenEnv.flatMap(environmentValue)
      settings.faults = faults
      settings.seed = seed
      return settings
    }
  }

  extension ServiceSettings.Advance: ExpressibleByArgument {}
  extension ServiceSettings.DateHeader: ExpressibleByArgument {}

  /// What `serve` says to the person in front of it.
  private enum ServedText {
    static func line(for served: ServedAnswer) -> String {
      guard let stream = served.stream else { return "\(served)" }
      return "\(LiveText.name(of: stream)) #\(served.number): \(served)"
    }

    static func invitation(
      to sessions: RecordedSessions, at baseURL: String, once: Bool
    ) -> String {
      let url = try? SessionTracker.url(ofSession: sessions.ids[0], below: baseURL)
      return """
        serves \(sessions.ids.count.counted("session")), \(sessions.count) answers, \
        \(once ? "once" : "until Ctrl-C"); try:
        curl -H 'Authorization: Bearer any' \(url ?? baseURL)
        """
    }
  }
#endif
