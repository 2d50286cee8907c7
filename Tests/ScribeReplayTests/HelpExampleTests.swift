import Foundation
import Testing

@Suite("The example on a verb's help page")
struct HelpExampleTests {
  @Test(
    "works as it is printed",
    arguments: [
      "show", "at", "first", "explain", "stats", "diff", "report", "script", "verify", "compare",
      "drift", "graph", "make-test", "redact",
    ])
  func works(_ verb: String) throws {
    let help = try Tool(verb, "--help").output
    let command = try #require(example(of: help))
    #expect(command.hasPrefix("scribe-replay \(verb)"))
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/Replays",
      withDestinationPath: Tool.package.appending(path: "Replays").path)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    let tools = Tool.executable.deletingLastPathComponent().path
    process.environment = Tool.environment(path: "\(tools):/usr/bin:/bin")
    process.currentDirectoryURL = URL(filePath: folder.path)
    process.standardOutput = try FileHandle(
      forWritingTo: URL(filePath: folder.write("", to: "out")))
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    // Findings are findings; what cannot be done, or is no usage, is no example.
    #expect(process.terminationStatus < 2, "\(command)")
  }

  /// The command after `Example:`, to the end of its sentence.
  private func example(of help: String) -> String? {
    guard let start = help.range(of: "Example: ") else { return nil }
    let rest = help[start.upperBound...]
    let lines = rest[..<(rest.range(of: "\n\n")?.lowerBound ?? rest.endIndex)]
    return lines.replacing("\n", with: " ").components(separatedBy: ", and")[0]
  }
}
