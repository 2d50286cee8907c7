import ArgumentParser
import ScribeReplay
import ScribeStore

struct MakeTestVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make-test",
    abstract: "Makes a Swift test of a recording, without its patient data.",
    discussion: """
      Prints a file of Swift Testing for a package that uses ScribeSession. It holds the recording \
      and what each poll means, and fails where that changes.

      The recording in it is redacted, always: texts, numbers, names of files and of undocumented \
      members are replaced, secrets and other requests left out. Ids of sessions, documents and \
      templates, instants, words of the protocol and booleans stay, and so do lengths and \
      punctuation. A recording that would tell another story once redacted is refused, \
      and so is one over 1 MB. The suite is named after the file.

      Example: scribe-replay make-test Replays/reopened.jsonl --seed 1 > ReopenedTests.swift
      """)

  @OptionGroup var recording: RecordingChoice

  @Option(
    help: """
      Replace texts alike each time. Whoever tries seeds can then confirm a guess at a text: only for \
      what nobody said. Without it, by a secret that is thrown away.
      """)
  var seed: UInt64?

  @OptionGroup var reason: AccessReason

  func run() throws {
    let console = Console()
    let pseudonyms = seed.map(Pseudonyms.init(seed:)) ?? Pseudonyms()
    let access = recording.access(.redacted, if: true, "make-test", reason)
    let test = try recording.reading(console, access: access) { tape, _ in
      try MadeTest(of: &tape, named: recording.file, pseudonyms)
    }
    console.write(test.source.utf8)
    console.flush()
  }
}
