import CoreMetrics
import ScribeSession

/// The meters of a tracker, made when they are first needed.
///
/// | meter | kind | dimensions |
/// |---|---|---|
/// | `scribe_polls` | counter | `outcome`: HTTP status, or kind of failure |
/// | `scribe_poll_latency` | timer | |
/// | `scribe_poll_lateness` | timer | |
/// | `scribe_poll_bytes` | recorder | |
/// | `scribe_phase_changes` | counter | `phase`: the one that was reached |
final class PollMeters: Sendable {
  private let factory: any MetricsFactory
  private let latency: CoreMetrics.Timer
  private let lateness: CoreMetrics.Timer
  private let bytes: Recorder
  private let counters = Locked<[String: Counter]>([:])

  init(_ factory: any MetricsFactory) {
    self.factory = factory
    latency = Timer(label: "scribe_poll_latency", factory: factory)
    lateness = Timer(label: "scribe_poll_lateness", factory: factory)
    bytes = Recorder(label: "scribe_poll_bytes", factory: factory)
  }

  func record(_ poll: Poll, _ times: PollTelemetry.Times) {
    counter("scribe_polls", ("outcome", poll.outcome.word)).increment()
    latency.recordNanoseconds(times.latency.nanoseconds)
    lateness.recordNanoseconds(times.lateness.nanoseconds)
    if let body = poll.answer?.body { bytes.record(body.count) }
  }

  func recordChange(to phase: Phase) {
    counter("scribe_phase_changes", ("phase", phase.name)).increment()
  }

  private func counter(_ label: String, _ dimension: (String, String)) -> Counter {
    counters.withLock { counters in
      let key = "\(label) \(dimension.1)"
      if let counter = counters[key] { return counter }
      let counter = Counter(label: label, dimensions: [dimension], factory: factory)
      counters[key] = counter
      return counter
    }
  }
}
