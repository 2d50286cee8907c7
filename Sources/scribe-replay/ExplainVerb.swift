import ArgumentParser
import ScribeReplay

struct ExplainVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract:
      "Tells why a poll got its verdict: the rules, the facts, and the bytes they are from.",
    discussion: """
      Prints the rows of the contract that fitted, section by section, as they were recorded while \
      deciding; below each the facts that it looked at, with the bytes of the body that they stand \
      in, counted from 0. A filtered or interleaved session is explained from its own polls. Exits \
      with 2 where there is no such poll.

      Example: scribe-replay explain Replays/reopened.jsonl --poll 3
      """)

  @OptionGroup var recording: RecordingChoice

  @Option(help: ArgumentHelp("The poll of this number, as show counts them.", valueName: "n"))
  var poll: Int

  @Option(help: "For people, or one JSON object.")
  var format: TextFormat = .text

  func run() throws {
    let console = Console()
    let explanation = try recording.reading(console) { tape, progress in
      try ExplanationText.read(&tape, poll: poll) { progress.read($0) }
    }
    guard let explanation else { throw recording.nothing("poll \(poll)", console) }
    switch format {
    case .text:
      for line in explanation.lines(console.textOptions()) { console.print(line) }
    case .ndjson: console.print(explanation.json)
    }
    console.flush()
  }
}
