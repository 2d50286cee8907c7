import ArgumentParser
import ScribeReplay

struct MakeTestVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make-test",
    abstract: "Makes a Swift test of a recording, without its patient data.",
    discussion: """
      Prints a file of Swift Testing for a package that uses ScribeSession. It holds the recording \
      and what each poll means, and fails where that changes.

      The recording in it is redacted, always: texts, numbers, names of files and of undocumented \
      members are replaced, secrets and other requests left out. Ids of sessions, documents and \
      templates, instants, words of the protocol, booleans and the path of the URL stay, and so do \
      lengths and punctuation. A recording that would tell another story once redacted is refused, \
      and so is one over 1 MB. The suite is named after the file.

      Example: scribe-replay make-test Replays/reopened.jsonl --seed 1 > ReopenedTests.swift
      """)

  @Argument(help: "A poll log, a HAR file or a store; - for standard input.")
  var file: String

  @Option(help: ArgumentHelp("Only the polls of this session.", valueName: "id"))
  var session: String?

  @Option(
    help: """
      Replace texts alike each time. Whoever tries seeds can then confirm a guess at a text: only for \
      what nobody said. Without it, by a secret that is thrown away.
      """)
  var seed: UInt64?

  func run() throws {
    let console = Console()
    do {
      var tape = try Tape(path: file, session: session)
      let test = try MadeTest(
        of: &tape, named: file, seed.map(Pseudonyms.init(seed:)) ?? Pseudonyms())
      if let line = tape.tornLine {
        console.say("\(tape.name):\(line): the last line is cut off and was not read")
      }
      console.write(test.source.utf8)
      console.flush()
    } catch {
      throw console.exit(forAny: error)
    }
  }
}
