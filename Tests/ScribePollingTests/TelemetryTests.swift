import CoreMetrics
import Foundation
import Logging
import MetricsTestKit
import ScribePolling
import ScribeSession
import ScribeStore
import Testing

@Suite("What is told of polls to logs and metrics")
struct TelemetryTests {
  private static let canary = "c4nary"

  private func track(
    logger: Logger?, metrics: (any MetricsFactory)?, token: String = "t0ken-c4nary"
  ) async throws {
    let content = #""transcript":"c4nary","message":"c4nary","patient_details":{"name":"c4nary"}"#
    let transport = ScriptedTransport(
      .failure(.timeout), .answer(429, "c4nary", ["Retry-After": "2", "X-Trace": "c4nary"]),
      .report(.processing, content), .report(.completed, content))
    var settings = TrackerSettings.exact
    settings.startSpacing = .zero
    let tracker = SessionTracker(
      baseURL: "https://scribe.test/v1", token: { token }, store: InMemorySessionStore(),
      settings: settings, transport: transport, clock: LeapingClock(), logger: logger,
      metrics: metrics)
    _ = try await tracker.track("ses_x").all()
  }

  @Test("are outcomes, times and phases, and no payload, no token and no URL")
  func logged() async throws {
    let lines = LogLines()
    var logger = Logger(label: "polls") { _ in LineHandler(lines: lines) }
    logger.logLevel = .trace
    try await track(logger: logger, metrics: nil)
    let text = lines.all
    #expect(text.count == 6)
    #expect(
      text[0].hasPrefix(
        "debug poll anomalies=0 bytes=0 late_s=0.0 latency_s=0.0 outcome=timeout phase=unseen session=ses_x verdict=held"
      ))
    #expect(text[1] == "warning the host asks for a pause seconds=2.0")
    #expect(text[2].contains("outcome=429"))
    #expect(text[3].hasPrefix("info poll") && text[3].contains("phase=processing"))
    #expect(text[5] == "info stop reason=settled session=ses_x")
    #expect(!text.joined().contains(Self.canary) && !text.joined().contains("https:"))
  }

  @Test("are counts by outcome, latency, lateness, bytes and changes of phase")
  func metered() async throws {
    let metrics = TestMetrics()
    try await track(logger: nil, metrics: metrics)
    for (outcome, count) in [("timeout", 1), ("429", 1), ("202", 1), ("200", 1)] {
      let counter = try metrics.expectCounter("scribe_polls", [("outcome", outcome)])
      #expect(counter.totalValue == count)
    }
    #expect(try metrics.expectTimer("scribe_poll_latency").values.count == 4)
    #expect(try metrics.expectTimer("scribe_poll_lateness").values.count == 4)
    #expect(try metrics.expectRecorder("scribe_poll_bytes").values.count == 3)
    #expect(
      try metrics.expectCounter("scribe_phase_changes", [("phase", "completed")]).totalValue == 1)
  }

  @Test("is that a stop needs somebody")
  func stops() async throws {
    let lines = LogLines()
    let logger = Logger(label: "polls") { _ in LineHandler(lines: lines) }
    let tracker = SessionTracker(
      baseURL: "https://scribe.test/v1", token: { nil }, store: InMemorySessionStore(),
      transport: ScriptedTransport(.answer(401)), logger: logger)
    _ = try await tracker.track("ses_x").all()
    #expect(lines.all == ["warning stop reason=unauthorized session=ses_x"])
  }
}

/// What was logged.
private final class LogLines: @unchecked Sendable {
  private let lock = NSLock()
  private var lines: [String] = []

  var all: [String] { lock.withLock { lines } }

  func append(_ line: String) { lock.withLock { lines.append(line) } }
}

/// Keeps each line with its level and its metadata in order.
private struct LineHandler: LogHandler {
  let lines: LogLines
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let pairs = (event.metadata ?? [:]).map { "\($0)=\($1)" }.sorted()
    lines.append(([event.level.rawValue, "\(event.message)"] + pairs).joined(separator: " "))
  }
}
