import ArgumentParser
import Foundation
import Logging
import ScribePolling
import ScribeStore
import ServiceLifecycle

@main
struct TrackingServiceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tracking-service",
    abstract: "Follows the sessions whose ids come on standard input, a line each.",
    discussion: """
      Sessions that are not finished in the store are followed as well. Ends once standard input has \
      ended and every session has, or at SIGTERM; what was not finished then is gone on with by the \
      next process. Logs go to standard error.
      """)

  @Argument(help: "What comes before /sessions; ends in /v1.")
  var baseURL: String

  @Option(help: "The store, made where there is none.")
  var store = "sessions.sqlite"

  @Option(help: "A file with the bearer token, which may get another one at any time.")
  var tokenFile: String

  @Option(help: "Seconds after which a session that could not be followed is gone on with.")
  var retryAfter = 30

  func run() async throws {
    let logger = Logger(label: "tracking-service")
    let store = try SessionStore(path: store)
    let tracker = SessionTracker(
      baseURL: baseURL, token: { [tokenFile] in try Self.token(in: tokenFile) }, store: store,
      transport: AsyncHTTPClientTransport(), logger: logger)
    let service = TrackingService(
      store: store, tracker: tracker, ids: Self.standardInputLines,
      pause: .seconds(retryAfter), logger: logger)
    let configuration = ServiceGroupConfiguration(
      services: [
        .init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)
      ],
      gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    try await ServiceGroup(configuration: configuration).run()
  }

  /// Asked before every poll; where tokens are fetched from afar, keep the current one in memory.
  private static func token(in file: String) throws -> String {
    try String(contentsOfFile: file, encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Read by a thread of its own, since reading standard input cannot be cancelled.
  private static var standardInputLines: AsyncStream<String> {
    AsyncStream { lines in
      Thread.detachNewThread {
        while let line = readLine() {
          if !line.isEmpty { lines.yield(line) }
        }
        lines.finish()
      }
    }
  }
}
