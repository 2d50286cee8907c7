/// Workloads that are measured, those that are compared with one another in turns: what else the
/// machine does then slows all of them.
package struct Bench {
  private let groups: [[Workload]]
  private let budget: Duration

  /// Takes about that long for each workload, and at least five rounds.
  package init(_ groups: [[Workload]], budget: Duration) {
    self.groups = groups
    self.budget = budget
  }

  /// Measures them all.
  ///
  /// - Parameter progress: told before each group how many were measured and what comes next.
  package func measure(
    telling progress: (_ done: Int, _ next: String) -> Void = { _, _ in }
  ) -> [Measurement] {
    var measurements: [Measurement] = []
    for group in groups {
      progress(measurements.count, group.first?.title ?? "")
      measurements += measure(group)
    }
    return measurements
  }

  private func measure(_ group: [Workload]) -> [Measurement] {
    var members = group.map { Rounds($0, of: budget / 20) }
    let clock = ContinuousClock()
    let start = clock.now
    var count = 0
    while count < 5 || start.duration(to: clock.now) < budget * group.count {
      // Back and forth, so that none always comes after the same one.
      let order = count.isMultiple(of: 2) ? Array(members.indices) : members.indices.reversed()
      for place in order { members[place].goOneRound(clock) }
      count += 1
    }
    return members.map(\.measurement)
  }
}

/// One workload's rounds.
private struct Rounds {
  private let workload: Workload
  private let work: PreparedWorkload
  private let peakByteCount: Int?
  private let runsPerRound: Int
  private var best: Duration
  /// What the runs returned, so that they are not optimised away.
  private var sink = 0

  init(_ workload: Workload, of length: Duration) {
    self.workload = workload
    let work = workload.prepared()
    self.work = work
    work.reset?()
    sink = work.run()
    work.reset?()
    var again = 0
    peakByteCount = PeakMemory.byteCount { again = work.run() }
    work.reset?()
    best = Self.time(workload, ContinuousClock()) { again &+= work.run() }
    sink &+= again
    runsPerRound = work.reset == nil ? max(1, Int(length / max(best, .nanoseconds(1)))) : 1
  }

  mutating func goOneRound(_ clock: ContinuousClock) {
    work.reset?()
    let time = Self.time(workload, clock) { for _ in 0..<runsPerRound { sink &+= work.run() } }
    best = min(best, time / runsPerRound)
  }

  /// How long something takes: of work on a store the processor's time, since the disk's says
  /// nothing of the code.
  private static func time(
    _ workload: Workload, _ clock: ContinuousClock, _ body: () -> Void
  ) -> Duration {
    guard workload.kind == .storing else { return clock.measure(body) }
    let start = ProcessorTime.now
    body()
    return ProcessorTime.now - start
  }

  var measurement: Measurement {
    Measurement(
      title: workload.title, peer: workload.peer, byteCount: work.byteCount,
      itemCount: sink == .min ? 0 : work.itemCount,
      secondsPerRun: max(best, .nanoseconds(1)).seconds, peakByteCount: peakByteCount)
  }
}

extension Duration {
  fileprivate var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
