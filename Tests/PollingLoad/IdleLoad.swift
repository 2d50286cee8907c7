import Foundation
import ScribePolling
import ScribeSession
import ScribeStore

/// Many sessions that wait for their next poll, two minutes away: what each of them costs meanwhile.
struct IdleLoad {
  private static let promisedBytes = 4096
  private static let watched: Duration = .seconds(10)

  let sessions: Int
  let transport: String

  func run() async throws -> Bool {
    let server = try ServerProcess(polls: .max)
    var settings = TrackerSettings()
    settings.policy.interval = .milliseconds(10)
    settings.startSpacing = .microseconds(500)
    // So that nothing is left of the last polls when memory is read.
    settings.requestTimeout = .seconds(2)
    let tracker = SessionTracker(
      baseURL: server.url + "/voice/v1", token: { "t0ken" }, store: ForgetfulStore(),
      settings: settings, transport: PollingLoad.transport(transport))
    let idle = IdleCount()
    // Whatever is made once is made before memory is read for the first time.
    let tasks = [track(0..<sessions / 10, tracker, idle)]
    try await idle.untilCount(is: sessions / 10)
    let before = ProcessUsage.heapBytes
    let more = [track(sessions / 10..<sessions, tracker, idle)]
    try await idle.untilCount(is: sessions)
    try await Task.sleep(for: .seconds(3))
    let after = ProcessUsage.heapBytes
    let wakeUps = ProcessUsage.contextSwitches
    try await Task.sleep(for: Self.watched)
    let woken = ProcessUsage.contextSwitches - wakeUps
    for task in tasks + more { task.cancel() }
    _ = try server.stop()

    print(
      "\(sessions) idle sessions, \(transport), after \(LoadServer.pollsBeforeRest) polls each:")
    guard let before, let after, let task = try WaitingTasks.bytesElsewhere(count: sessions) else {
      print("what they hold cannot be told: this C library has no malloc_info")
      return false
    }
    let all = (after - before) / (sessions - sessions / 10)
    print("\(all) bytes each, of which \(task) are the task that waits for its steps")
    print("wake-ups in \(Self.watched): \(woken)")
    return all - task < Self.promisedBytes && woken < 50
  }

  private func track(
    _ ids: Range<Int>, _ tracker: SessionTracker, _ idle: IdleCount
  ) -> Task<Void, any Error> {
    Task {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for id in ids {
          group.addTask {
            for try await step in tracker.track("ses_\(id)") where step.isLastBeforeRest {
              idle.add()
            }
          }
        }
        try await group.waitForAll()
      }
    }
  }
}

extension TrackedStep {
  fileprivate var isLastBeforeRest: Bool { next == .poll(after: .seconds(120)) }
}

/// Counts what waits.
final class IdleCount: @unchecked Sendable {
  private let lock = NSLock()
  private var count = 0

  func add() { lock.withLock { count += 1 } }

  func untilCount(is wanted: Int) async throws {
    while lock.withLock({ count < wanted }) { try await Task.sleep(for: .milliseconds(20)) }
  }
}

/// Tasks that wait for nothing more than to be resumed: what waiting costs by itself.
enum WaitingTasks {
  /// Prints how many bytes each takes.
  static func measure(count: Int) async throws {
    let waiting = Waiting()
    let first = Task { await wait(count / 10, waiting) }
    try await waiting.untilCount(is: count / 10)
    let before = ProcessUsage.heapBytes
    let more = Task { await wait(count - count / 10, waiting) }
    try await waiting.untilCount(is: count)
    try await Task.sleep(for: .milliseconds(300))
    if let before, let after = ProcessUsage.heapBytes {
      print((after - before) / (count - count / 10))
    }
    waiting.resume()
    _ = await (first.value, more.value)
  }

  /// Has it measured by a process that has done nothing else; nil where that cannot tell.
  static func bytesElsewhere(count: Int) throws -> Int? {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: CommandLine.arguments[0])
    process.arguments = ["waiting", "\(count)"]
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Int(text.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  private static func wait(_ count: Int, _ waiting: Waiting) async {
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<count {
        group.addTask { await withCheckedContinuation { waiting.add($0) } }
      }
    }
  }

  private final class Waiting: @unchecked Sendable {
    private let lock = NSLock()
    private var continuations: [CheckedContinuation<Void, Never>] = []

    func add(_ continuation: CheckedContinuation<Void, Never>) {
      lock.withLock { continuations.append(continuation) }
    }

    func untilCount(is wanted: Int) async throws {
      while lock.withLock({ continuations.count < wanted }) {
        try await Task.sleep(for: .milliseconds(20))
      }
    }

    func resume() { for continuation in lock.withLock({ continuations }) { continuation.resume() } }
  }
}

/// Stores nothing, so that a session's cost is the tracker's alone.
private struct ForgetfulStore: StepStoring {
  func session(_ stream: PollStream) -> StoredSession { StoredSession(Session(), version: 0) }

  func append(_ steps: [NewStep]) -> [AppendResult] {
    steps.map { .stored(version: $0.expectedVersion + 1, position: 0) }
  }
}
