import Foundation
import Testing

@Suite("The example on a verb's help page")
struct HelpExampleTests {
  @Test(
    "works as it is printed",
    arguments: [
      ("show", 0), ("at", 0), ("first", 1), ("explain", 0), ("stats", 0), ("diff", 1),
      ("report", 0),
      ("script", 0), ("verify", 0), ("compare", 0), ("drift", 1), ("graph", 0), ("make-test", 0),
      ("redact", 0),
    ] as [(String, Int32)])
  func works(_ verb: String, _ status: Int32) throws {
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
    #expect(process.terminationStatus == status, "\(command)")
  }

  /// The command after `Example:`, to the end of its sentence.
  private func example(of help: String) -> String? {
    guard let start = help.range(of: "Example: ") else { return nil }
    let rest = help[start.upperBound...]
    let lines = rest[..<(rest.range(of: "\n\n")?.lowerBound ?? rest.endIndex)]
    return lines.replacing("\n", with: " ").components(separatedBy: ", and")[0]
  }
}
