import Foundation
import ScribePolling
import ScribeSession
import ScribeStore

/// Many sessions, each polled once a second until it has ended, every step in a store on disk with full
/// durability.
struct LiveLoad {
  private static let promisedLateness: Duration = .milliseconds(200)
  private static let promisedMemory = 200.0

  let sessions: Int
  let polls: Int
  let transport: String

  func run() async throws -> Bool {
    let server = try ServerProcess(polls: polls)
    let folder = FileManager.default.temporaryDirectory.appending(path: "load-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try SessionStore(path: folder.appending(path: "load.sqlite").path)
    let lateness = Lateness()
    var settings = TrackerSettings()
    // Spread over the first second.
    settings.startSpacing = .seconds(1) / sessions
    let tracker = SessionTracker(
      baseURL: server.url + "/voice/v1", token: { "t0ken" }, store: store, settings: settings,
      transport: PollingLoad.transport(transport), metrics: lateness)

    let start = ContinuousClock.now
    let usage = ProcessUsage()
    let (wrong, held) = try await withThrowingTaskGroup(of: (Bool, Int).self) { group in
      for session in 0..<sessions {
        group.addTask {
          var last: TrackedStep?
          var held = 0
          for try await step in tracker.track("ses_\(session)") {
            last = step
            if step.verdict == .held { held += 1 }
          }
          return (
            last?.session.phase != LoadServer.end(of: session) || last?.next != .stop(.settled),
            held
          )
        }
      }
      var (wrong, held) = (0, 0)
      for try await result in group {
        if result.0 { wrong += 1 }
        held += result.1
      }
      return (wrong, held)
    }
    let span = start.duration(to: .now)
    let answered = try server.stop()
    let stored = try await store.summaries().reduce(0) { $0 + $1.pollCount }
    let memory = ProcessUsage.peakMegabytes
    let (median, late, worst) = lateness.percentiles

    print("\(sessions) sessions, \(polls) polls each, \(transport), full durability: \(span)")
    print("lateness: median \(median), p99 \(late), worst \(worst)")
    print(
      "polls: \(answered) answered, \(stored) stored, \(held) told nothing; wrong ends: \(wrong)")
    print("peak memory: \(memory) MB; processor: \(usage.secondsSince) s")
    return late < Self.promisedLateness && answered == stored && answered == sessions * polls
      && wrong == 0 && held == 0 && memory < Self.promisedMemory
  }
}
