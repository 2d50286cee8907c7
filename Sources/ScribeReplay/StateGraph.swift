import ScribeSession

/// The state machine as a graph: the rules, or what recordings did.
package struct StateGraph {
  /// Phases that are drawn as one where all of them behave alike.
  struct Group: Equatable {
    let name: String
    let phases: [Phase]
    /// The groups drawn inside this one.
    let inner: [Group]

    init(_ name: String, _ phases: [Phase], inner: [Group] = []) {
      self.name = name
      self.phases = phases
      self.inner = inner
    }

    init(_ phase: Phase) { self.init(phase.name, [phase]) }
  }

  struct Edge: Equatable {
    let from: Group
    let to: Group
    let verdict: Verdict
    /// How often it was taken; nil in the graph of the rules.
    let count: Int?

    var label: String { verdict.name + (count.map { " \($0)" } ?? "") }
  }

  /// The groups around the phases, outermost first.
  let groups: [Group]
  let edges: [Edge]

  private static let begun = Group("begun", [.created, .initialized, .recording])
  private static let ended = Group("ended", [.completed, .partial, .failed])
  private static let open = Group("open", begun.phases + [.processing], inner: [begun])
  private static let settled = Group("settled", ended.phases + [.expired], inner: [ended])
}

// MARK: - The rules

extension StateGraph {
  /// The rules of section 4, each drawn between the largest groups that it holds for.
  package static var rules: StateGraph {
    let groups = [open, settled, begun, ended] + Phase.allCases.map(Group.init)
    let pairs = groups.flatMap { from in groups.map { (from: from, to: $0) } }
      .filter { pair in !pair.to.phases.contains { pair.from.phases.contains($0) } }
      .enumerated()
      .sorted { left, right in
        let (leftSize, rightSize) = (size(left.element), size(right.element))
        return leftSize != rightSize ? leftSize > rightSize : left.offset < right.offset
      }
      .map(\.element)

    var drawn: Set<[Phase]> = []
    var edges: [Edge] = []
    for (from, to) in pairs where to.phases != [.unseen] {
      let steps = from.phases.flatMap { old in to.phases.map { [old, $0] } }
      let verdicts = Set(steps.map { Verdict(from: $0[0], to: $0[1]) })
      guard let verdict = verdicts.first, verdicts.count == 1, drawn.isDisjoint(with: steps)
      else { continue }
      drawn.formUnion(steps)
      edges.append(Edge(from: from, to: to, verdict: verdict, count: nil))
    }
    return StateGraph(groups: [open, settled], edges: edges)
  }

  private static func size(_ pair: (from: Group, to: Group)) -> Int {
    pair.from.phases.count * pair.to.phases.count
  }
}

// MARK: - What happened

/// The steps between phases that recordings took, counted.
package struct PathCounter {
  private var counts: [[Phase]: Int] = [:]
  private var phases: [PollStream: Phase] = [:]

  /// How many polls of sessions were read.
  package private(set) var pollCount = 0

  package init() {}

  /// Forgets where the sessions of the last recording stood.
  package mutating func beginRecording() { phases = [:] }

  /// Takes the next poll of a recording in.
  package mutating func observe(_ replayed: ReplayedPoll) {
    guard let effect = replayed.effect else { return }
    pollCount += 1
    let old = phases[effect.stream] ?? .unseen
    let new = effect.step.session.phase
    if old != new { counts[[old, new], default: 0] += 1 }
    phases[effect.stream] = new
  }

  /// The steps as a graph.
  package var graph: StateGraph {
    let edges = Phase.allCases.flatMap { old in
      Phase.allCases.compactMap { new in
        counts[[old, new]].map { count in
          StateGraph.Edge(
            from: .init(old), to: .init(new), verdict: Verdict(from: old, to: new), count: count)
        }
      }
    }
    return StateGraph(groups: [], edges: edges)
  }
}

// MARK: - Drawing

extension StateGraph {
  /// The graph in Mermaid's `stateDiagram-v2`.
  package var mermaid: [String] {
    ["stateDiagram-v2", "  [*] --> unseen"]
      + groups.flatMap { Self.mermaid($0, indent: "  ") }
      + edges.map { "  \($0.from.name) --> \($0.to.name): \($0.label)" }
  }

  private static func mermaid(_ group: Group, indent: String) -> [String] {
    let grouped = group.inner.flatMap(\.phases)
    return ["\(indent)state \(group.name) {"]
      + group.inner.flatMap { mermaid($0, indent: indent + "  ") }
      + group.phases.filter { !grouped.contains($0) }.map { "\(indent)  \($0.name)" }
      + ["\(indent)}"]
  }

  /// The graph in Graphviz' DOT; edges of groups are clipped at their clusters.
  package var dot: [String] {
    ["digraph session {", "  compound=true;", "  node [shape=box, style=rounded];"]
      + groups.flatMap { Self.dot($0, indent: "  ") }
      + edges.map { edge in
        let clips = [
          edge.from.phases.count > 1 ? "ltail=cluster_\(edge.from.name)" : nil,
          edge.to.phases.count > 1 ? "lhead=cluster_\(edge.to.name)" : nil,
        ].compactMap { $0 }
        let attributes = (["label=\"\(edge.label)\""] + clips).joined(separator: ", ")
        return "  \(edge.from.phases[0].name) -> \(edge.to.phases[0].name) [\(attributes)];"
      } + ["}"]
  }

  private static func dot(_ group: Group, indent: String) -> [String] {
    let grouped = group.inner.flatMap(\.phases)
    return ["\(indent)subgraph cluster_\(group.name) {", "\(indent)  label=\"\(group.name)\";"]
      + group.inner.flatMap { dot($0, indent: indent + "  ") }
      + group.phases.filter { !grouped.contains($0) }.map { "\(indent)  \($0.name);" }
      + ["\(indent)}"]
  }
}
