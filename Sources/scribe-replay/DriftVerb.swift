import ArgumentParser
import ScribeReplay
import ScribeSession

struct DriftVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drift",
    abstract: "Tells what recordings hold that no source documents, and what they exercise.",
    discussion: """
      Lists members, types, status words and document status words that are not documented, each \
      with its path, how often it was seen, and the first and last poll; then every row of the \
      contract for statuses (3) and phases (4) with the number of polls that exercised it. All of \
      it is read from bodies: erased sessions are left out, and sealed ones need their key. Exits \
      with 1 where something undocumented is as serious as --fail-on, 2 where nothing was read.

      Example: scribe-replay drift Replays
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, ndjson, junit
  }

  @OptionGroup var recordings: CorpusChoice

  @Option(help: "A report for people, one JSON object a line, or JUnit XML.")
  var format: Format = .text

  @Option(help: "How serious a finding must be to count.")
  var failOn: Anomaly.Severity = .note

  func run() throws {
    let console = Console()
    var drift = Drift()
    let corpus = recordings.corpus(
      console, StoreAccess(key: recordings.polls.key, needsBodies: true))
    let code = corpus.replay(
      beginning: { drift.beginRecording() },
      each: { file, replayed in drift.observe(replayed, in: file) })
    if drift.pollCount == 0 { throw code ?? corpus.nothing }
    switch format {
    case .text: for line in drift.lines { console.print(line) }
    case .ndjson: for line in drift.ndjson { console.print(line) }
    case .junit: console.print(drift.junit(failingOn: failOn))
    }
    console.flush()
    if let code { throw code }
    if drift.findings.contains(where: { $0.subject.severity >= failOn }) {
      throw ExitCode.finding
    }
  }
}
