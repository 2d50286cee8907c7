import ArgumentParser
import Foundation
import ScribePolling
import ScribeSession
import ScribeStore
import UnixSignals

@main
struct TrackSession: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "track-session",
    abstract: "Follows one session until it stops, from where the store left off.",
    discussion: """
      The bearer token is read from the variable SCRIBE_TOKEN.

      Exit status: 0 completed or partial; 1 failed or expired; 2 stopped for another reason, or it \
      could not be done; 130 interrupted.
      """)

  @Argument(help: "What comes before /sessions; ends in /v1.")
  var baseURL: String

  @Argument(help: "The session's id.")
  var sessionID: String

  @Option(help: "The store, made where there is none.")
  var store = "sessions.sqlite"

  @Flag(help: "Show the last transcript, which is patient data.")
  var showTranscript = false

  func run() async throws {
    let tracking = Task { try await track() }
    let interruption = Task {
      for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { tracking.cancel() }
    }
    defer { interruption.cancel() }
    let status: ExitCode
    do {
      status = try await tracking.value
    } catch {
      // Errors of the library are one line, without payload or token.
      Self.tell("\(error)", to: .standardError)
      status = .couldNot
    }
    throw status
  }

  /// Follows the session, and says with which status to exit.
  private func track() async throws -> ExitCode {
    let tracker = SessionTracker(
      baseURL: baseURL, token: { ProcessInfo.processInfo.environment["SCRIBE_TOKEN"] },
      store: try SessionStore(path: store), transport: AsyncHTTPClientTransport())
    var last: TrackedStep?
    var transcript: String?
    for try await step in tracker.track(sessionID) {
      Self.tell(Self.line(for: step))
      transcript = step.report?.transcript ?? transcript
      last = step
    }
    // Quoted, since it may hold what moves a terminal's cursor.
    if showTranscript, let transcript { Self.tell(transcript.debugDescription) }
    guard let last, case .stop(let reason) = last.next else { return .interrupted }
    guard reason == .settled else { return .couldNot }
    return [.completed, .partial].contains(last.session.phase) ? .success : .failure
  }

  private static func line(for step: TrackedStep) -> String {
    let content = step.session.content
    let parts = [
      "poll \(step.version): \(step.session.phase.name)", step.verdict.name,
      "transcript \(content.transcript?.byteCount ?? 0) bytes",
      "documents \(content.documents.count)", "anomalies \(step.anomalies.count)",
    ]
    guard case .stop(let reason) = step.next else { return parts.joined(separator: ", ") }
    return (parts + ["stop: \(reason.name)"]).joined(separator: ", ")
  }

  /// Writes a line at once, also where a file or a pipe is written to.
  private static func tell(_ line: String, to file: FileHandle = .standardOutput) {
    file.write(Data("\(line)\n".utf8))
  }
}

extension ExitCode {
  fileprivate static let couldNot = ExitCode(2)
  /// As shells tell of Ctrl-C.
  fileprivate static let interrupted = ExitCode(130)
}
