import ArgumentParser
import ScribeReplay

struct GraphVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph",
    abstract: "Draws the state machine, or what recordings did in it.",
    discussion: """
      Without a recording, the rules: which step between phases is which verdict. With recordings, \
      the steps that their sessions took, each with its verdict and how often it was taken.

      Example: scribe-replay graph Replays --format dot
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case mermaid, dot
  }

  @Argument(help: "Recordings, or folders with recordings.")
  var paths: [String] = []

  @Option(help: "Mermaid (stateDiagram-v2) or Graphviz' DOT.")
  var format: Format = .mermaid

  func run() throws {
    let console = Console()
    var counter = PathCounter()
    let corpus = Corpus(below: paths, console)
    let code = corpus.replay(
      beginning: { counter.beginRecording() },
      each: { _, replayed in counter.observe(replayed) })
    if !paths.isEmpty, counter.pollCount == 0 { throw corpus.nothing(below: paths) }
    let graph = paths.isEmpty ? StateGraph.rules : counter.graph
    for line in format == .mermaid ? graph.mermaid : graph.dot { console.print(line) }
    console.flush()
    if let code { throw code }
  }
}
