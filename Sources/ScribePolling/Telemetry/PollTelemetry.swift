import CoreMetrics
import Logging
import ScribeSession

/// What is told to swift-log and swift-metrics about polls: statuses, counts and times, no payload.
///
/// Without a logger and a metrics factory, which is the default, nothing is made and nothing done.
struct PollTelemetry: Sendable {
  private let logger: Logger?
  private let meters: PollMeters?

  init(_ logger: Logger?, _ factory: (any MetricsFactory)?) {
    self.logger = logger
    meters = factory.map { PollMeters($0) }
  }

  /// What one poll took.
  struct Times {
    /// From the moment when it was due to that when it was sent.
    let lateness: Duration
    /// From then to the end of the answer.
    let latency: Duration
  }

  func polled(_ poll: Poll, _ times: Times) {
    meters?.record(poll, times)
  }

  func decided(_ step: Step, from phase: Phase, _ poll: Poll, _ times: Times) {
    let isChange = step.session.phase != phase
    if isChange { meters?.recordChange(to: step.session.phase) }
    guard let logger else { return }
    logger.log(
      level: isChange ? .info : .debug, "poll",
      metadata: step.metadata(poll, times))
    if case .stop(let reason) = step.next {
      logger.log(
        level: reason == .settled || reason == .deadline ? .info : .warning, "stop",
        metadata: ["session": "\(step.session.label)", "reason": "\(reason.name)"])
    }
  }

  func paused(_ pause: Duration) {
    logger?.warning("the host asks for a pause", metadata: ["seconds": "\(pause.inSeconds)"])
  }
}

extension Session {
  /// What it is called in a log line.
  fileprivate var label: String {
    guard let stream else { return "" }
    let filter = [stream.filter?.templateID, stream.filter?.documentID].compactMap { $0?.shown }
    return ([stream.id.shown] + filter).joined(separator: " ")
  }
}

extension Step {
  fileprivate func metadata(_ poll: Poll, _ times: PollTelemetry.Times) -> Logger.Metadata {
    [
      "session": "\(session.label)", "outcome": "\(poll.outcome.word)",
      "verdict": "\(verdict.name)", "phase": "\(session.phase.name)",
      "anomalies": "\(anomalies.count)", "bytes": "\(poll.answer?.body?.count ?? 0)",
      "latency_s": "\(times.latency.inSeconds)", "late_s": "\(times.lateness.inSeconds)",
    ]
  }
}

extension Duration {
  /// Seconds to the millisecond.
  var inSeconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds / 1_000_000_000_000_000) / 1000
  }
}
