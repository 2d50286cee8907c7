import Foundation
import Testing

@Suite("The article on complaints")
struct ArticleTests {
  private struct Command {
    let line: String
    let output: String
  }

  /// The commands of its console blocks, each with what it is said to print.
  private var commands: [Command] {
    get throws {
      let article = Tool.package.appending(
        path: "Sources/ScribeReplay/ScribeReplay.docc/Complaints.md")
      return try String(contentsOf: article, encoding: .utf8)
        .components(separatedBy: "```console\n").dropFirst().map { block in
          let lines = block.components(separatedBy: "```\n")[0].split(
            separator: "\n", omittingEmptySubsequences: false)
          return Command(
            line: String(lines[0].dropFirst("$ ".count)),
            output: lines.dropFirst().joined(separator: "\n"))
        }
    }
  }

  @Test("shows what its commands print")
  func commandsAreTrue() throws {
    let commands = try commands
    #expect(commands.count == 8)
    for command in commands {
      #expect(try printed(command.line) == command.output, "\(command.line)")
    }
  }

  /// What a command line prints, run by a shell from the package's folder.
  private func printed(_ line: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line]
    let tools = Tool.executable.deletingLastPathComponent().path
    process.environment = ["PATH": "\(tools):/usr/bin:/bin"]
    process.currentDirectoryURL = Tool.package
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
