import ArgumentParser
import ScribeBench
import ScribeRecording
import ScribeReplay
import ScribeStore

struct BenchVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measures how fast polls are read, here and beside a peer.",
    discussion: """
      Runs its own workloads on made-up sessions or, given a recording, reads, replays and decodes \
      that; a recording is held in memory, a store is not, and nothing of it is printed. Each workload takes \
      turns with its peer, Foundation's decoder or the same work from scratch, and of each the \
      quickest round counts. A line has the time of one run, MB/s, polls/s, how many times as fast \
      as the peer, and how far one run made resident memory grow (Linux with glibc only, to about \
      0.1 MB).

      With --compare, exits with 1 where a workload lost more than the margin against its peer and \
      against the middle one of all peers, three times in a row; 2 where nothing could be compared. \
      Times are shown beside those of the base, and count only with --wall and on the same machine.

      Example: scribe-replay bench --quick --filter "1 MB Hindi"
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Argument(
    help: "A poll log, a HAR file or a store to measure with; - for standard input.",
    completion: .file())
  var file: String?

  @Option(help: "A table for people, or one JSON object, which --compare reads.")
  var format: Format = .text

  @Option(
    help: ArgumentHelp("An earlier report in JSON to compare with.", valueName: "base.json"),
    completion: .file())
  var compare: String?

  @Option(help: ArgumentHelp("How much slower is too slow.", valueName: "percent"))
  var margin = 30

  @Flag(help: "Let times count too, where the base is of the same machine.")
  var wall = false

  @Option(help: ArgumentHelp("Only workloads with this in their titles.", valueName: "text"))
  var filter = ""

  @Flag(help: "Take little time: few rounds, and no workload of 16 MB or more but a recording's.")
  var quick = false

  func validate() throws {
    if margin < 0 { throw ValidationError("--margin is 0 or more percent.") }
    if wall, compare == nil { throw ValidationError("--wall needs --compare.") }
  }

  func run() throws {
    let console = Console()
    let machine = Machine.current
    let base = try compare.map { try self.base($0, machine, console) }
    let groups = Workload.groups(
      of: try workloads(console), titled: filter, leavingOutLarge: quick)
    if groups.isEmpty {
      console.say("no workload has \"\(filter)\" in its title")
      throw ExitCode.notDone
    }
    if machine.build == .debug {
      console.say("this build is not optimised, its numbers tell nothing: swift build -c release")
    }
    var measurements = measure(groups, console)
    var comparison = base.flatMap { compared(BenchReport(machine, measurements), $0) }
    // What was slow for once is measured again before it counts.
    for _ in 0..<2 {
      guard let slow = comparison?.findings.map(\.title), !slow.isEmpty else { break }
      let doubtful = groups.filter { $0.contains { slow.contains($0.title) } }
      measurements = measurements.quicker(measure(doubtful, console))
      comparison = base.flatMap { compared(BenchReport(machine, measurements), $0) }
    }
    let report = BenchReport(machine, measurements)
    switch format {
    case .text: for line in report.lines(comparison, with: base) { console.print(line) }
    case .json: console.print(report.json(comparison))
    }
    console.flush()
    guard base != nil else { return }
    guard let comparison else {
      console.say("\(compare ?? ""): none of its workloads was measured here: nothing to compare")
      throw ExitCode.notDone
    }
    if wall, !comparison.isTimeGating {
      console.say("\(compare ?? ""): made on another machine, so times do not count")
    }
    if !comparison.findings.isEmpty { throw ExitCode.finding }
  }

  private func workloads(_ console: Console) throws -> [Workload] {
    guard let file else { return Workload.all }
    let name = InputFile.name(of: file)
    let input =
      Tape.isStore(file)
      ? try RecordedInput(SessionStore(reading: file))
      : try RecordedInput(InputFile.bytes(of: file), name: name)
    if let line = input.tornLine {
      console.say("\(name):\(line): the last line is cut off and was not read")
    }
    if input.sessionPollCount == 0 { throw console.exit(findingNo: "poll", in: [file]) }
    return input.workloads
  }

  private func base(
    _ path: String, _ machine: Machine, _ console: Console
  ) throws -> BenchReport {
    let bytes = try InputFile.bytes(of: path)
    let base: BenchReport
    do throws(BenchReportError) {
      base = try BenchReport(json: bytes)
    } catch {
      throw console.exit(saying: "\(InputFile.name(of: path)): \(error.reason)")
    }
    guard base.machine.build == machine.build else {
      console.say(
        "\(path): of a \(base.machine.build.rawValue) build, and this is a "
          + "\(machine.build.rawValue) build: nothing to compare")
      throw ExitCode.notDone
    }
    return base
  }

  private func measure(_ groups: [[Workload]], _ console: Console) -> [Measurement] {
    let count = groups.reduce(0) { $0 + $1.count }
    let bench = Bench(groups, budget: quick ? .milliseconds(40) : .milliseconds(300))
    let measurements = bench.measure { done, next in
      console.showProgress("\(done + 1)/\(count) \(next)")
    }
    console.showProgress(nil)
    return measurements
  }

  private func compared(_ report: BenchReport, _ base: BenchReport) -> BenchComparison? {
    BenchComparison(report, with: base, marginPercent: margin, gatingTime: wall)
  }
}
