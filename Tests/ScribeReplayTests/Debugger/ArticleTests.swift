import Foundation
import Readme
import Testing

@Suite("The articles' commands")
struct ArticleTests {
  private struct Command {
    let line: String
    let output: String

    init(_ block: String) {
      let lines = block.split(separator: "\n", omittingEmptySubsequences: false)
      line = String(lines[0].dropFirst("$ ".count))
      output = lines.dropFirst().joined(separator: "\n")
    }

    var block: String { "```console\n$ \(line)\n\(output)```\n" }
  }

  /// Compares, or writes what is printed into the article where `UPDATE_GOLDEN` is set.
  @Test(
    "print what is shown, one after the other in one folder",
    arguments: [("Complaints", 8), ("RecordingAndReplaying", 4), ("ReadingWithSQL", 6)])
  func commandsAreTrue(name: String, count: Int) throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/Replays",
      withDestinationPath: Tool.package.appending(path: "Replays").path)
    let article = try Article(name)
    let blocks = article.blocks(of: "console")
    #expect(blocks.count == count)
    for command in blocks.map(Command.init) {
      let output = try printed(command.line, in: folder)
      if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
        try article.replace(command.output, below: "$ \(command.line)\n", with: output)
      } else {
        #expect(output == command.output, "\(command.line)")
      }
    }
  }

  /// What a command line prints, run by a shell.
  private func printed(_ line: String, in folder: TemporaryFolder) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line]
    let tools = Tool.executable.deletingLastPathComponent().path
    process.environment = Tool.environment(path: "\(tools):/usr/bin:/bin")
    process.currentDirectoryURL = URL(filePath: folder.path)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
