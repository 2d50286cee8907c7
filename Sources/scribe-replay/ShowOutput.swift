import ScribeReplay

/// What `show` prints, in one of its formats.
struct ShowOutput {
  private let format: ShowVerb.Format
  private let showsPatientData: Bool
  private var timeline: Timeline
  private var trace = TraceEvents()
  private var hasBegun = false

  init(format: ShowVerb.Format, _ options: TextOptions) {
    self.format = format
    showsPatientData = options.showsPatientData
    timeline = Timeline(options)
  }

  mutating func print(_ replayed: ReplayedPoll, to console: Console) {
    switch format {
    case .text:
      for line in timeline.lines(for: replayed) { console.print(line) }
    case .ndjson:
      console.print(NDJSON.line(for: replayed, showsPatientData: showsPatientData))
    case .csv:
      if !hasBegun { console.print(PollTable.header) }
      hasBegun = true
      console.print(PollTable.line(for: replayed))
    case .trace: print(trace.events(for: replayed), to: console)
    }
  }

  mutating func finish(_ streams: [Replay.Stream] = [], to console: Console) {
    switch format {
    case .text:
      for line in timeline.closing(streams) { console.print(line) }
    case .ndjson:
      for stream in streams { console.print(NDJSON.line(for: stream)) }
    case .csv: break
    case .trace:
      print(trace.finish(), to: console)
      if hasBegun { console.print("\n" + TraceEvents.closing) }
    }
  }

  /// Events of one JSON array, each on a line of its own.
  private mutating func print(_ events: [[UInt8]], to console: Console) {
    for event in events {
      console.write((hasBegun ? ",\n" : TraceEvents.opening + "\n").utf8)
      hasBegun = true
      console.write(event)
    }
  }
}
