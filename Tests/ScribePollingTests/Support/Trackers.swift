import ScribePolling
import ScribeSession
import ScribeStore
import ScribeTalk

@testable import ScribeBench

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
      transport: transport, clock: clock, randomness: SplitMix64(seed: seed))
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
