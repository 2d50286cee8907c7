import ScribePolling
import ScribeSession
import ScribeStore
import Testing

@Suite("The pause between two polls")
struct PausingTests {
  /// The pauses after each of these answers, and the steps.
  private func pauses(
    after outcomes: [Poll.Outcome], seed: UInt64 = 1,
    _ change: (inout TrackerSettings) -> Void = { _ in }
  ) async throws -> (pauses: [Duration], steps: [TrackedStep]) {
    var settings = TrackerSettings.exact
    change(&settings)
    let clock = LeapingClock()
    let transport = ScriptedTransport { number, _ in outcomes[min(number, outcomes.count) - 1] }
    let tracker = SessionTracker(transport, clock, settings: settings, seed: seed)
    let steps = try await tracker.track("ses_x").all()
    return (clock.sleeps, steps)
  }

  @Test("varies by a fifth, by numbers from the generator that was handed in")
  func jitter() async throws {
    let outcomes =
      Array(repeating: Poll.Outcome.report(.processing), count: 500)
      + [.report(.completed)]
    let (pauses, _) = try await pauses(after: outcomes) { $0.jitter = 0.2 }
    #expect(pauses.count == 500)
    #expect(pauses.allSatisfy { (Duration.milliseconds(800)...(.milliseconds(1200))).contains($0) })
    #expect(
      pauses.contains { $0 < .milliseconds(850) } && pauses.contains { $0 > .milliseconds(1150) })
    let (again, _) = try await self.pauses(after: outcomes) { $0.jitter = 0.2 }
    let (others, _) = try await self.pauses(after: outcomes, seed: 2) { $0.jitter = 0.2 }
    #expect(pauses == again)
    #expect(pauses != others)
  }

  @Test("is never shorter than Retry-After, however it varies")
  func retryAfter() async throws {
    var seen: Set<Duration> = []
    for seed in 1...20 as ClosedRange<UInt64> {
      let (pauses, steps) = try await pauses(
        after: [.answer(429, "", ["Retry-After": "7"]), .report(.completed)], seed: seed
      ) { $0.jitter = 0.2 }
      #expect(pauses.count == 1)
      #expect(pauses.allSatisfy { (Duration.seconds(7)...(.milliseconds(8400))).contains($0) })
      #expect(!steps[1].anomalies.map(\.code).contains(.polledTooSoon))
      seen.formUnion(pauses)
    }
    // Nor do all come back together at its end.
    #expect(seen.count > 15)
  }

  @Test(
    "takes no absurd Retry-After at its word",
    arguments: [
      ("-5", 1), ("Mon, 01 Jan 1990 00:00:00 GMT", 1), ("9999999999", 120), ("soon", 1),
      ("99999999999999999999999", 120), ("", 1), ("1.5", 1), ("0", 1),
      ("Fri, 31 Dec 9999 23:59:59 GMT", 120),
    ])
  func absurdRetryAfter(value: String, seconds: Int) async throws {
    let (pauses, _) = try await pauses(
      after: [.answer(429, "", ["Retry-After": value]), .report(.completed)])
    #expect(pauses == [.seconds(seconds)])
  }

  @Test("ends with the deadline; then comes one last poll")
  func deadline() async throws {
    let (pauses, steps) = try await pauses(after: [.report(.processing)]) {
      $0.policy.deadline = .at(2.5)
      $0.jitter = 0.2
    }
    let end = pauses.reduce(.zero, +)
    #expect((Duration.milliseconds(2499)...(.milliseconds(2501))).contains(end))
    #expect(steps.last?.next == .stop(.deadline))
    #expect(steps.dropLast().allSatisfy { $0.next != .stop(.deadline) })
    let (_, late) = try await self.pauses(after: [.report(.processing)]) {
      $0.policy.deadline = .at(-10)
    }
    #expect(late.map(\.next) == [.stop(.deadline)])
  }

  @Test("ends when the session expires by the server's clock, where that is the deadline")
  func expiry() async throws {
    // The server is an hour ahead; its Date counts.
    let expires = #""expires_at":"\#(Instant.at(3602).description)""#
    let date = ["Date": "Sat, 06 Jun 2026 15:00:00 GMT"] as KeyValuePairs
    let (pauses, steps) = try await pauses(after: [.report(.processing, expires, date)]) {
      $0.policy.endsAtExpiry = true
      $0.policy.interval = .seconds(5)
      $0.policy.deadline = .at(3)
    }
    #expect(pauses == [.seconds(2), .seconds(1)])
    #expect(steps.last?.next == .stop(.deadline))
  }

  @Test("is a second at least where the session expires within one, by a clock of whole seconds")
  func expiryWithinASecond() async throws {
    let expires = #""expires_at":"\#(Instant.at(3601.001).description)""#
    let clock = LeapingClock()
    let transport = ScriptedTransport { _, _ in
      // What the server tells is cut off to the second.
      let seconds = Int(clock.elapsed.components.seconds)
      return .report(
        .processing, expires, id: "ses_x", ["Date": "Sat, 06 Jun 2026 15:00:0\(seconds) GMT"])
    }
    var settings = TrackerSettings.exact
    settings.policy.endsAtExpiry = true
    settings.policy.interval = .seconds(5)
    let steps = try await SessionTracker(transport, clock, settings: settings).track("ses_x").all()
    #expect(clock.sleeps == [.milliseconds(1001), .seconds(1)])
    #expect(steps.last?.next == .stop(.deadline))
  }

  @Test("before the first poll of a run ends with the deadline, too")
  func resumedBeforeDeadline() async throws {
    let store = InMemorySessionStore()
    let clock = LeapingClock()
    let asked = ScriptedTransport(.answer(503, "", ["Retry-After": "100"]))
    for try await _ in SessionTracker(asked, clock, store: store).track("ses_x") { break }
    var settings = TrackerSettings.exact
    settings.policy.deadline = .at(5)
    let again = SessionTracker(
      ScriptedTransport(.report(.processing)), clock, store: store, settings: settings)
    let steps = try await again.track("ses_x").all()
    #expect(clock.sleeps == [.seconds(5)])
    #expect(steps.map(\.next) == [.stop(.deadline)])
  }

  @Test("may be as long as there are numbers, and is then waited for until somebody cancels")
  func extremes() async throws {
    var settings = TrackerSettings()
    settings.requestTimeout = .seconds(Int64.max)
    settings.policy.interval = .seconds(Int64.max)
    settings.policy.longestBackoff = .seconds(Int64.max)
    settings.startSpacing = .zero
    let tracker = SessionTracker(
      ScriptedTransport(.report(.processing)), SystemClock(), settings: settings)
    let (told, wasTold) = AsyncStream<Void>.makeStream()
    let task = Task {
      var count = 0
      for try await _ in tracker.track("ses_x") {
        count += 1
        wasTold.yield()
      }
      return count
    }
    for await _ in told { break }
    try await Task.sleep(for: .milliseconds(20))
    task.cancel()
    #expect(try await task.value == 1)
  }
}
