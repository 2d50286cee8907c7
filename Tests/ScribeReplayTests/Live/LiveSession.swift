import Foundation
import LocalServer

/// A session that is served live: so many polls while it is processed, and then its end.
enum LiveSession {
  /// Serves it to those who have the token, where there is one.
  static func serve(processing count: Int, token: String? = nil) throws -> LocalServer {
    try LocalServer { request in
      if let token, request.headers["authorization"] != "Bearer \(token)" {
        return [.answer(401, [], #"{"error":{"code":"token_expired","message":"m"}}"#)]
      }
      let id = request.target.split(separator: "/").last?.prefix { $0 != "?" } ?? ""
      // It does not grow for ever: a test that has to wait for others must not load the machine.
      let text = (1...min(request.number, 20)).map { "line \($0). " }.joined()
      let status = request.number <= count ? "processing" : "completed"
      let body =
        #"{"session_id":"\#(id)","status":"\#(status)","created_at":"2026-06-06T09:00:00Z","#
        + #""audio_files_received":1,"audio_files":["0.webm"],"additional_data":{},"#
        + #""expires_at":null,"transcript":"\#(text)"}"#
      return [
        .answer(request.number <= count ? 202 : 200, [("Content-Type", "application/json")], body)
      ]
    }
  }
}

/// Records the session of a server, quickly.
func record(
  _ server: LocalServer, _ arguments: String..., environment: [String: String] = [:]
) throws -> Tool {
  try Tool(
    ["record", server.url + "/voice/v1", "ses_live", "--interval", "10ms"] + arguments,
    environment: environment)
}

/// The tool while it runs.
final class RunningTool {
  private let process = Process()
  private let outputPath: String
  private let errorPath: String

  init(
    _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:]
  ) throws {
    process.executableURL = Tool.executable
    process.arguments = arguments
    // One that is killed is not taken apart.
    process.environment = Tool.environment().merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
      .merging(environment) { $1 }
    process.currentDirectoryURL = Tool.package
    outputPath = folder.write("", to: "running-out")
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: outputPath))
    errorPath = folder.write("", to: "running-err")
    process.standardError = try FileHandle(forWritingTo: URL(filePath: errorPath))
    try process.run()
  }

  deinit {
    if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
  }

  var output: String { FileText.read(outputPath) ?? "" }
  var errors: String { FileText.read(errorPath) ?? "" }

  /// Sends a signal and waits for the end; the exit status, or nil where the signal ended it.
  func end(_ signal: CInt) async -> CInt? {
    Foundation.kill(process.processIdentifier, signal)
    return await status()
  }

  /// Waits for the end; the exit status, or nil where a signal ended it.
  func status() async -> CInt? {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { [process] in
        process.waitUntilExit()
        continuation.resume(
          returning: process.terminationReason == .exit ? process.terminationStatus : nil)
      }
    }
  }
}
