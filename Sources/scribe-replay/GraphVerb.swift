import ArgumentParser
import ScribeReplay
import ScribeSession

struct GraphVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph",
    abstract: "Draws the state machine, or what recordings did in it.",
    discussion: """
      Without a recording, the rules: which step between phases is which verdict. With recordings, \
      the steps that their sessions took, each with its verdict and how often it was taken; with \
      --path, the way of one session, its steps numbered, each with the poll that took it.

      Example: scribe-replay graph Replays --format dot
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case mermaid, dot
  }

  @Argument(help: "Recordings, or folders with recordings.")
  var paths: [String] = []

  @Option(help: "Mermaid (stateDiagram-v2) or Graphviz' DOT.")
  var format: Format = .mermaid

  @Flag(help: "Draw the way of one session through the phases, step by step.")
  var path = false

  @Option(help: ArgumentHelp("Only the polls of this session.", valueName: "id"))
  var session: String?

  func validate() throws {
    if path, paths.count != 1 { throw ValidationError("--path is of one recording.") }
    if paths.isEmpty, session != nil { throw ValidationError("--session is of a recording.") }
  }

  func run() throws {
    let console = Console()
    let corpus = Corpus(below: paths, console, session: session)
    if path {
      try drawPath(corpus, console)
    } else {
      try drawGraph(corpus, console)
    }
    console.flush()
  }

  private func drawGraph(_ corpus: Corpus, _ console: Console) throws {
    var counter = PathCounter()
    let code = corpus.replay(
      beginning: { counter.beginRecording() },
      each: { _, replayed in counter.observe(replayed) })
    if !paths.isEmpty, counter.pollCount == 0 { throw corpus.nothing(below: paths) }
    let graph = paths.isEmpty ? StateGraph.rules : counter.graph
    for line in format == .mermaid ? graph.mermaid : graph.dot { console.print(line) }
    console.flush()
    if let code { throw code }
  }

  private func drawPath(_ corpus: Corpus, _ console: Console) throws {
    var walked = WalkedPaths()
    let code = corpus.replay(beginning: {}, each: { _, replayed in walked.observe(replayed) })
    guard let path = walked.all.first else { throw corpus.nothing(below: paths) }
    // Filtered views of a session are told by the first one, which most often is of the whole.
    if let other = walked.all.first(where: { $0.stream.id != path.stream.id }) {
      console.say(
        "\(paths[0]): several sessions, \(LiveText.name(of: path.stream)), "
          + "\(LiveText.name(of: other.stream)), …: choose one with --session")
      throw ExitCode.notDone
    }
    for line in format == .mermaid ? path.mermaid : path.dot { console.print(line) }
    console.flush()
    if let code { throw code }
  }
}
