import ScribePolling
import ScribeSession
import ScribeStore

/// A generator of numbers that are the same in each run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension TrackerSettings {
  /// Without jitter, and with a limit for requests that a ``LeapingClock`` never reaches.
  static var exact: TrackerSettings {
    var settings = TrackerSettings()
    settings.jitter = 0
    settings.requestTimeout = LeapingClock.requestTimeout
    settings.startSpacing = .zero
    return settings
  }
}

extension SessionTracker {
  /// A tracker of a made-up service.
  convenience init(
    _ transport: ScriptedTransport, _ clock: any PollClock = LeapingClock(),
    store: any StepStoring = InMemorySessionStore(), settings: TrackerSettings = .exact,
    token: @escaping @Sendable () async throws -> String? = { "t0ken" }, seed: UInt64 = 1
  ) {
    self.init(
      baseURL: "https://scribe.test/voice/v1", token: token, store: store, settings: settings,
      transport: transport, clock: clock, randomness: SeededGenerator(state: seed))
  }
}

extension TrackedSteps {
  /// All steps until the end.
  func all() async throws -> [TrackedStep] {
    var steps: [TrackedStep] = []
    for try await step in self { steps.append(step) }
    return steps
  }
}
