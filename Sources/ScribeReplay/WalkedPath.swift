package import ScribeRecording
package import ScribeSession

/// The way of one stream through the phases, step by step.
package struct WalkedPath {
  /// How many steps of one edge are told one by one.
  private static let toldLimit = 4

  /// One step to another phase.
  package struct Step: Equatable {
    package let from: Phase
    package let to: Phase
    package let verdict: Verdict
    /// The number of the poll that took it.
    package let poll: Int
  }

  package let stream: PollStream
  package private(set) var steps: [Step] = []
  private var phase = Phase.unseen

  init(_ stream: PollStream) {
    self.stream = stream
  }

  mutating func observe(_ number: Int, _ step: ScribeSession.Step) {
    let next = step.session.phase
    if next != phase {
      steps.append(Step(from: phase, to: next, verdict: step.verdict, poll: number))
    }
    phase = next
  }

  /// Each edge once, with the steps that took it, in the order of the first.
  private var edges: [(from: Phase, to: Phase, label: String)] {
    var order: [[Phase]] = []
    var taken: [[Phase]: [(step: Int, taken: Step)]] = [:]
    for (place, step) in steps.enumerated() {
      let edge = [step.from, step.to]
      if taken[edge] == nil { order.append(edge) }
      taken[edge, default: []].append((place + 1, step))
    }
    return order.map { (from: $0[0], to: $0[1], label: Self.label(taken[$0] ?? [])) }
  }

  private static func label(_ taken: [(step: Int, taken: Step)]) -> String {
    let told = taken.prefix(toldLimit).map {
      "\($0.step). \($0.taken.verdict.name) #\($0.taken.poll)"
    }
    let more = taken.count - told.count
    return told.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }

  private var visited: [Phase] { Phase.allCases.filter { isVisited($0) } }

  private func isVisited(_ phase: Phase) -> Bool {
    phase == self.phase || steps.contains { $0.from == phase }
  }
}

// MARK: - Drawing

extension WalkedPath {
  /// The path in Mermaid's `stateDiagram-v2`, numbered; the last phase stands out.
  package var mermaid: [String] {
    ["stateDiagram-v2", "  classDef last font-weight:bold,stroke-width:3px", "  [*] --> unseen"]
      + edges.map { "  \($0.from.name) --> \($0.to.name): \($0.label)" }
      + ["  class \(phase.name) last"]
  }

  /// The path in Graphviz' DOT, numbered; the last phase stands out.
  package var dot: [String] {
    ["digraph path {", "  node [shape=box, style=rounded];"]
      + visited.map { "  \($0.name)\($0 == phase ? " [penwidth=3]" : "");" }
      + edges.map { "  \($0.from.name) -> \($0.to.name) [label=\"\($0.label)\"];" }
      + ["}"]
  }
}

// MARK: - Reading

extension WalkedPath {
  /// The paths of all streams of a recording, in the order of the first poll.
  ///
  /// - Parameter body: is told of each poll, for progress.
  package static func all(
    in tape: inout Tape, _ body: (RecordedPoll) -> Void
  ) throws(TapeError) -> [WalkedPath] {
    var replay = Replay()
    var paths: [WalkedPath] = []
    while let recorded = try tape.next() {
      body(recorded)
      guard let effect = replay.observe(recorded).effect else { continue }
      if effect.place == paths.count { paths.append(WalkedPath(effect.stream)) }
      paths[effect.place].observe(recorded.number, effect.step)
    }
    return paths
  }
}
