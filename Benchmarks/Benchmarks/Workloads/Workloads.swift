import Benchmark
import ScribeBench

// Every workload of ScribeBench, by its title.
let benchmarks: @Sendable () -> Void = {
  for workload in Workload.all {
    Benchmark(workload.title, configuration: configuration(of: workload)) { benchmark, work in
      guard let reset = work.reset else {
        for _ in benchmark.scaledIterations { blackHole(work.run()) }
        return
      }
      reset()
      benchmark.startMeasurement()
      blackHole(work.run())
      benchmark.stopMeasurement()
    } setup: {
      workload.prepared()
    }
  }
}

private func configuration(of workload: Workload) -> Benchmark.Configuration {
  let exact = exactMetrics(of: workload)
  return Benchmark.Configuration(
    metrics: exact + [.wallClock], warmupIterations: 1, maxDuration: .milliseconds(200),
    maxIterations: workload.isLarge ? 3 : 20,
    thresholds: Dictionary(uniqueKeysWithValues: exact.map { ($0, .strict) }))
}

/// What is the same at each run of the same build, and so may gate; time is shown only.
private func exactMetrics(of workload: Workload) -> [BenchmarkMetric] {
  let counts: [BenchmarkMetric] = [.objectAllocCount, .retainCount, .releaseCount]
  switch workload.kind {
  // Its code is not ours, or not ours alone.
  case .peer, .storing: return []
  case .decode, .incremental, .transition: return counts
  case .replay:
    // Where references are counted, Swift 6.3 crashes on Linux as soon as a long String is
    // retained (https://github.com/ordo-one/benchmark/issues/349).
    #if os(Linux) && compiler(>=6.3) && compiler(<6.4)
      return []
    #else
      return counts
    #endif
  }
}
