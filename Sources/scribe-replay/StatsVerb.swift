import ArgumentParser
import ScribeRecording
import ScribeReplay
import ScribeSession

struct StatsVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract:
      "Tells how sessions were polled: intervals, latency, gaps, waste, time in each phase.",
    discussion: """
      A block a session, and one of all where there are several. An interval runs from an answer to \
      the next one, latency from asking to the answer; a gap is a pause between an answer and the \
      next request that is longer by over 10 s than was asked for. Wasted are polls whose answer was \
      byte for byte the one before. The end is seen after what passes, by the server's clock, from \
      its completed_at or expired_at to the first poll that tells it. Percentiles are of nearest \
      rank. Exits with 2 where nothing was read, or a recording could not be.

      Example: scribe-replay stats Replays/reopened.jsonl
      """)

  @OptionGroup var recordings: CorpusChoice

  @Option(help: "For people, or one JSON object a session and one of all.")
  var format: TextFormat = .text

  func run() throws {
    let console = Console()
    let options = console.textOptions()
    let corpus = recordings.corpus(console)
    var all = StreamStatistics()
    var streamCount = 0
    let code = corpus.readEach { file, tape, progress in
      var statistics = RecordingStatistics()
      while let recorded = try tape.next() {
        progress.read(recorded)
        statistics.observe(recorded)
      }
      progress.end()
      for (stream, statistics) in statistics.streams {
        streamCount += 1
        all.add(statistics)
        switch format {
        case .text:
          if streamCount > 1 { console.print("") }
          for line in statistics.lines(of: stream, in: file, options) { console.print(line) }
        case .ndjson: console.print(statistics.json(of: stream, in: file))
        }
      }
    }
    if streamCount == 0 { throw code ?? corpus.nothing }
    switch format {
    case .text where streamCount > 1:
      console.print("")
      for line in all.lines("all \(streamCount) sessions", options) { console.print(line) }
    case .text: break
    case .ndjson: console.print(all.json(of: nil, in: nil))
    }
    console.flush()
    if let code { throw code }
  }
}
