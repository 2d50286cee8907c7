import Foundation
import Testing

@Suite("The completions of a shell")
struct CompletionTests {
  /// What bash offers for the last of some words, after it has read the script that the tool generates.
  private func offered(_ words: String...) throws -> [String] {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let script = try Tool("--generate-completion-script", "bash")
    #expect(script.status == 0)
    folder.write(script.output, to: "completions")
    folder.write("", to: "visit.jsonl")
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments =
      [
        "-c",
        """
        source completions
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
        _scribe-replay "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\\n' "${COMPREPLY[@]}"
        """, "bash", "scribe-replay",
      ] + words
    process.currentDirectoryURL = URL(filePath: folder.path)
    process.environment = ["PATH": "/usr/bin:/bin"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test("offer verbs, options, their values, and files")
  func offers() throws {
    #expect(try offered("ver") == ["verify"])
    #expect(try offered("serve", "--adv") == ["--advance"])
    #expect(try offered("show", "--format", "n") == ["ndjson"])
    #expect(try offered("show", "vis") == ["visit.jsonl"])
    #expect(try offered("verify", "vis") == ["visit.jsonl"])
    #expect(try offered("report", "-o", "vis") == ["visit.jsonl"])
  }

  @Test("are generated for each shell", arguments: ["bash", "zsh", "fish"])
  func shells(_ shell: String) throws {
    let script = try Tool("--generate-completion-script", shell)
    #expect(script.status == 0 && script.errors == "")
    #expect(script.output.contains("make-test"))
  }
}
