import Foundation
import LocalServer
import ScribeSession

/// Serves any number of sessions, each of which ends with its last poll in a phase that its number says.
enum LoadServer {
  /// After how many polls a server that never ends a session asks for two minutes of rest.
  static let pollsBeforeRest = 40

  /// Prints where it listens, answers until standard input ends, and prints how many polls it answered.
  static func run(polls: Int) throws {
    let counts = Counts()
    let server = try LocalServer(keepsRequests: false) { request in
      [answer(request.target, polls: polls, counts)]
    }
    FileHandle.standardOutput.write(Data("\(server.url)\n".utf8))
    _ = FileHandle.standardInput.readDataToEndOfFile()
    print(counts.total)
  }

  /// Which phase a session ends in.
  static func end(of session: Int) -> Phase { [.completed, .partial, .failed][session % 3] }

  private static func answer(_ target: String, polls: Int, _ counts: Counts) -> Reply {
    let id = String(target.split(separator: "/").last ?? "")
    let session = Int(id.split(separator: "_").last ?? "") ?? 0
    let poll = counts.count(id)
    let phase = poll >= polls ? end(of: session) : .processing
    let lines = (0...poll / 5).map {
      "Patient: line \($0) of what was said in session \(session).\\n"
    }
    let status = phase == .processing ? 202 : phase == .partial ? 206 : 200
    var headers = [("Content-Type", "application/json")]
    if polls == .max, poll >= pollsBeforeRest { headers.append(("Retry-After", "120")) }
    return .answer(
      status, headers,
      #"{"session_id":"\#(id)","status":"\#(phase.name)","created_at":"2026-06-06T09:00:00Z","#
        + #""expires_at":null,"audio_files_received":3,"audio_files":["0.webm","1.webm","2.webm"],"#
        + #""audio_files_processed":3,"additional_data":{"visit":"\#(session)"},"templates":[],"#
        + #""upload_url":"https://upload.test/\#(session)?token=\#(poll)","#
        + #""transcript":"\#(lines.joined())"}"#)
  }

  private final class Counts: @unchecked Sendable {
    private let lock = NSLock()
    private var counts: [String: Int] = [:]

    var total: Int { lock.withLock { counts.values.reduce(0, +) } }

    func count(_ id: String) -> Int {
      lock.withLock {
        counts[id, default: 0] += 1
        return counts[id] ?? 0
      }
    }
  }
}

/// The server as a process of its own, so that the load is that of the tracker alone.
final class ServerProcess {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  let url: String

  init(polls: Int) throws {
    process.executableURL = URL(filePath: CommandLine.arguments[0])
    process.arguments = ["serve", "\(polls)"]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let line = output.fileHandleForReading.availableData
    url = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Ends it; how many polls it has answered.
  func stop() throws -> Int {
    try input.fileHandleForWriting.close()
    let rest = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Int(rest.trimmingCharacters(in: .whitespacesAndNewlines)) ?? -1
  }
}
