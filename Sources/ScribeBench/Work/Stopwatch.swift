/// What a workload took: the quickest of several rounds, which other work on the machine disturbs
/// least.
public struct Timing: Hashable, Sendable {
  /// The time of one run.
  public let perRun: Duration

  /// Runs the work for about that long, at least three rounds.
  public init(_ run: Workload.Run, for budget: Duration) {
    let clock = ContinuousClock()
    var sink = run()
    let first = clock.measure { sink &+= run() }
    let perRound = max(1, Int((budget / 20) / max(first, .nanoseconds(1))))
    var best = Duration.seconds(1_000_000)
    let start = clock.now
    var rounds = 0
    while rounds < 3 || start.duration(to: clock.now) < budget {
      let time = clock.measure { for _ in 0..<perRound { sink &+= run() } }
      best = min(best, time / perRound)
      rounds += 1
    }
    perRun = sink == .min ? .zero : best
  }
}
