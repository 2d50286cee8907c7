import Foundation
import Testing

/// A process of `StoreWriter`, which was built beside the tests, and what it prints, line by line.
///
/// Unchecked: a test waits for each answer before it asks again, and what is read of the next is locked,
/// each line being read by another thread.
final class SecondProcess: @unchecked Sendable {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let lock = NSLock()
  private var unread: [UInt8] = []

  /// Starts it.
  ///
  /// - Parameter blockLimit: how many kilobytes a file that it writes may have.
  init(_ arguments: String..., blockLimit: Int? = nil) throws {
    let executable = try #require(Self.executable, "StoreWriter was not built")
    if let blockLimit {
      // Blocks of `ulimit -f` have 512 bytes in a POSIX shell.
      let limited = "ulimit -f \(2 * blockLimit) && exec \"$0\" \"$@\""
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = ["-c", limited, executable.path] + arguments
    } else {
      process.executableURL = executable
      process.arguments = arguments
    }
    // One that crashes is not taken apart, which would take longer than all tests. Its coverage
    // would be cut off where files are limited, and spoil that of the tests.
    process.environment = ProcessInfo.processInfo.environment
      .merging(["SWIFT_BACKTRACE": "enable=no", "LLVM_PROFILE_FILE": "/dev/null"]) { $1 }
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  deinit {
    if process.isRunning { kill() }
  }

  private static let executable: URL? = {
    let builds = Bundle.allBundles.map(\.bundleURL) + [URL(filePath: CommandLine.arguments[0])]
    return builds.map { $0.deletingLastPathComponent().appending(path: "StoreWriter") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }()

  /// The next line, once it is there; nil where there are no more.
  func line() async -> String? {
    await withCheckedContinuation { continuation in
      // Other tests have the threads of tasks meanwhile.
      DispatchQueue.global().async {
        continuation.resume(returning: self.lock.withLock { self.readLine() })
      }
    }
  }

  /// All lines that are left.
  func lines() async -> [String] {
    var lines: [String] = []
    while let line = await line() { lines.append(line) }
    return lines
  }

  private func readLine() -> String? {
    while true {
      if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: unread[..<end], as: UTF8.self)
        unread.removeSubrange(...end)
        return line
      }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { return nil }
      unread += more
    }
  }

  /// Gives it the line that it waits for.
  func proceed() throws {
    try input.fileHandleForWriting.write(contentsOf: Data("\n".utf8))
  }

  /// Ends it at once, wherever it is.
  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
  }

  /// Its exit status, once it has ended; nil where a signal ended it.
  func status() async -> Int32? {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { [process] in
        process.waitUntilExit()
        continuation.resume(
          returning: process.terminationReason == .exit ? process.terminationStatus : nil)
      }
    }
  }

  /// Runs a tool of the system, and says whether it succeeded.
  static func run(_ tool: String, _ arguments: String...) -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: tool)
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}

/// A number that the environment sets, for longer runs than those of every day.
func setting(_ name: String, else value: Int) -> Int {
  ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? value
}

extension Trait where Self == TimeLimitTrait {
  /// That a test which waits for another process fails where that never answers.
  ///
  /// No measure of speed: the time in which a test waits for a thread counts, and the thousands of
  /// others that begin with it may keep all threads for minutes.
  static var endsSomeTime: Self { .timeLimit(.minutes(60)) }
}
