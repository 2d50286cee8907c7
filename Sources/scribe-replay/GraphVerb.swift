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

  @Argument(help: CorpusChoice.pathsHelp, completion: .file())
  var paths: [String] = []

  @Option(help: "Mermaid (stateDiagram-v2) or Graphviz' DOT.")
  var format: Format = .mermaid

  @Flag(help: "Draw the way of one session through the phases, step by step.")
  var path = false

  @OptionGroup var polls: PollChoice

  func validate() throws {
    if path, paths.count != 1 { throw ValidationError("--path is of one recording.") }
    if paths.isEmpty, polls.session != nil { throw ValidationError("--session is of a recording.") }
  }

  func run() throws {
    let console = Console()
    if path {
      try drawPath(console)
    } else {
      try drawGraph(console)
    }
  }

  private func drawGraph(_ console: Console) throws {
    let corpus = Corpus(below: paths, console, polls)
    var counter = PathCounter()
    let code = corpus.replay(
      beginning: { counter.beginRecording() },
      each: { _, replayed in counter.observe(replayed) })
    if !paths.isEmpty, counter.pollCount == 0 { throw code ?? corpus.nothing }
    let graph = paths.isEmpty ? StateGraph.rules : counter.graph
    for line in format == .mermaid ? graph.mermaid : graph.dot { console.print(line) }
    console.flush()
    if let code { throw code }
  }

  private func drawPath(_ console: Console) throws {
    let file = paths[0]
    let paths = try console.reading(
      file, session: polls.session, skippingBadLines: polls.skipBadLines,
      StoreAccess(key: polls.key)
    ) { tape, progress in
      try WalkedPath.all(in: &tape) { progress.read($0) }
    }
    guard let first = paths.first else {
      throw console.exit(findingNo: "poll", in: [file], session: polls.session)
    }
    // Of a session and filtered views of it, the session is meant.
    let whole = paths.filter { $0.stream.filter == nil }
    guard let path = paths.count == 1 ? first : whole.first, whole.count <= 1 else {
      let names = paths.prefix(3).map { LiveText.name(of: $0.stream) }
      let more = paths.count > names.count ? ", …" : ""
      console.say(
        "\(InputFile.name(of: file)): several sessions, \(names.joined(separator: ", "))\(more): "
          + "choose one with --session")
      throw ExitCode.notDone
    }
    for line in format == .mermaid ? path.mermaid : path.dot { console.print(line) }
    console.flush()
  }
}
