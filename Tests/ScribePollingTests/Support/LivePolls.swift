import Foundation
import LocalServer
import ScribePolling
import ScribeSession
import ScribeStore

/// So long that only what hangs reaches it: a busy machine keeps a task waiting for its thread.
private let usualTimeout: Duration = .seconds(600)

/// A session that is polled through a real socket, by real clocks, and quickly.
struct LivePolls {
  let tracker: SessionTracker
  let store = InMemorySessionStore()

  /// - Parameter url: of the server, without a path.
  init(
    _ kind: TransportKind, _ url: String, requestTimeout: Duration = usualTimeout,
    bodyLimit: Int = 1 << 20
  ) {
    var settings = TrackerSettings()
    settings.requestTimeout = requestTimeout
    settings.bodyLimit = bodyLimit
    settings.policy.interval = .milliseconds(1)
    settings.policy.shortestBackoff = .milliseconds(1)
    settings.policy.longestBackoff = .milliseconds(1)
    tracker = SessionTracker(
      baseURL: url + "/voice/v1", token: { "s3cret-t0ken" }, store: store, settings: settings,
      transport: kind.make())
  }

  /// The first step.
  func first() async throws -> TrackedStep? {
    for try await step in tracker.track("ses_x") { return step }
    return nil
  }

  /// What came of the first poll.
  func firstOutcome() async throws -> Poll.Outcome? {
    _ = try await first()
    return try await store.allSteps().first?.poll.outcome
  }
}

/// What comes of one poll of a server that answers like that.
func liveOutcome(
  _ kind: TransportKind, _ replies: Reply..., timeout: Duration = usualTimeout
) async throws -> Poll.Outcome? {
  let server = try LocalServer { _ in replies }
  defer { server.stop() }
  return try await LivePolls(kind, server.url, requestTimeout: timeout).firstOutcome()
}

extension Poll.Outcome {
  var failure: Poll.Failure.Kind? {
    if case .noAnswer(let failure) = self { failure.kind } else { nil }
  }

  var answer: Poll.Answer? {
    if case .answer(let answer) = self { answer } else { nil }
  }
}

/// Runs a command of the system and returns what it prints, without keeping a thread of tasks waiting.
func output(of command: String) async throws -> [UInt8] {
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue.global().async {
      continuation.resume(
        with: Result {
          let process = Process()
          process.executableURL = URL(filePath: "/usr/bin/env")
          process.arguments = ["bash", "-c", command]
          let pipe = Pipe()
          process.standardOutput = pipe
          process.standardError = FileHandle.nullDevice
          try process.run()
          let data = pipe.fileHandleForReading.readDataToEndOfFile()
          process.waitUntilExit()
          return Array(data)
        })
    }
  }
}
