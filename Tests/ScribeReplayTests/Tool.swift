import Foundation
import Golden
import Testing

/// The command line tool as its users run it: a process with arguments, input and output.
struct Tool {
  let output: String
  let errors: String
  let status: Int32

  /// Runs the tool that was built beside the tests.
  init(_ arguments: String..., input: String? = nil, outputPath: String? = nil) throws {
    try self.init(arguments, input: input, outputPath: outputPath)
  }

  /// Runs the tool that was built beside the tests.
  init(
    _ arguments: [String], input: String? = nil, outputPath: String? = nil,
    environment: [String: String] = [:]
  ) throws {
    let process = Process()
    process.executableURL = Self.executable
    process.arguments = arguments
    process.environment = Self.environment().merging(environment) { $1 }
    process.currentDirectoryURL = Self.package
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    process.standardInput = try FileHandle(
      forReadingFrom: URL(filePath: folder.write(input ?? "", to: "in")))
    let outputFile = outputPath ?? folder.write("", to: "out")
    let errorFile = folder.write("", to: "err")
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: outputFile))
    process.standardError = try FileHandle(forWritingTo: URL(filePath: errorFile))
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit, "ended by a signal: \(arguments)")
    output = outputPath == nil ? try String(contentsOfFile: outputFile, encoding: .utf8) : ""
    errors = try String(contentsOfFile: errorFile, encoding: .utf8)
    status = process.terminationStatus
  }

  /// The package's root, from which README commands are run.
  static let package = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// What the tool finds in its environment: where others are, what sanitizers are told, and that
  /// nobody asks for its coverage, which it would leave in the folder that it runs in.
  static func environment(path: String = "/usr/bin:/bin") -> [String: String] {
    ProcessInfo.processInfo.environment.filter {
      ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains($0.key)
    }
    .merging(["PATH": path, "LLVM_PROFILE_FILE": "/dev/null"]) { $1 }
  }

  static var executable: URL {
    let builds = Bundle.allBundles.map(\.bundleURL) + [URL(filePath: CommandLine.arguments[0])]
    let found = builds.map { $0.deletingLastPathComponent().appending(path: "scribe-replay") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    return found ?? package.appending(path: ".build/debug/scribe-replay")
  }
}

/// The text of a file that a test reads.
enum FileText {
  static func read(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }
}

/// A folder that a test fills and removes.
struct TemporaryFolder {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory.appending(path: "scribe-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// Writes a file and returns its path.
  @discardableResult
  func write(_ text: String, to name: String) -> String {
    let file = "\(path)/\(name)"
    #expect(FileManager.default.createFile(atPath: file, contents: Data(text.utf8)))
    return file
  }

  /// The names of all that is in it, hidden ones included.
  var files: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}

/// Compares a whole text with a file, or writes the file where `UPDATE_GOLDEN` is set.
func expect(
  _ text: String, toMatch name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let expected = try Golden.expected(name, for: text, beside: #filePath)
  #expect(text == expected, sourceLocation: sourceLocation)
}
