import Foundation
import ScribeSession
import Testing

@testable import ScribeReplay

@Suite("scribe-replay graph")
struct GraphCommandTests {
  @Test("draws every step between phases once, with the verdict of the rules")
  func everyStep() {
    var steps: [[Phase]: Verdict] = [:]
    for edge in StateGraph.rules.edges {
      for old in edge.from.phases {
        for new in edge.to.phases {
          #expect(steps[[old, new]] == nil, "\(old) \(new)")
          steps[[old, new]] = edge.verdict
        }
      }
    }
    for old in Phase.allCases {
      for new in Phase.allCases where old != new && new != .unseen {
        #expect(steps[[old, new]] == Verdict(from: old, to: new), "\(old) \(new)")
      }
    }
    #expect(steps.count == 64)
  }

  @Test("draws the rules as the documentation shows them, and as DOT")
  func rules() throws {
    let mermaid = try Tool("graph")
    #expect(mermaid.status == 0)
    let catalogue = Tool.package.appending(path: "Sources/ScribeSession/ScribeSession.docc")
    let text = try String(contentsOf: catalogue.appending(path: "TheRules.md"), encoding: .utf8)
    #expect(text.contains("```mermaid\n\(mermaid.output)```"))
    let image = catalogue.appending(path: "Resources/phases.svg")
    try expectDrawn(StateGraph.rules, in: String(contentsOf: image, encoding: .utf8))
    try expect(Tool("graph", "--format", "dot").output, toMatch: "graph.dot")
  }

  /// Whether an image that Graphviz made has each edge of a graph once, with its label, and no other.
  private func expectDrawn(_ graph: StateGraph, in image: String) throws {
    let edges = image.components(separatedBy: " class=\"edge\">\n<title>").dropFirst().map { edge in
      let title = edge.components(separatedBy: "</title>")[0]
        .replacingOccurrences(of: "&#45;&gt;", with: " ")
      let label = edge.components(separatedBy: "</text>")[0].components(separatedBy: ">").last
      return "\(title) \(label ?? "")"
    }
    let expected = graph.edges.map { edge in
      "\(edge.from.phases[0].name) \(edge.to.phases[0].name) \(edge.label)"
    }
    #expect(edges.sorted() == expected.sorted())
  }

  @Test("draws what recordings did, with counts")
  func recordings() throws {
    let tool = try Tool("graph", "Replays/reopened.jsonl", "Replays/two-sessions-interleaved.jsonl")
    #expect(tool.status == 0)
    #expect(
      tool.output == """
        stateDiagram-v2
          [*] --> unseen
          unseen --> created: forward 1
          unseen --> recording: forward 1
          unseen --> processing: forward 1
          created --> recording: forward 1
          recording --> processing: forward 1
          recording --> completed: settled 1
          processing --> completed: settled 3
          completed --> processing: reopened 1

        """)
    let dot = try Tool("graph", "--format", "dot", "Replays/reopened.jsonl").output
    #expect(dot.contains("  completed -> processing [label=\"reopened 1\"];\n"))
  }

  @Test("draws the way of one session, its steps numbered")
  func path() throws {
    let mermaid = try Tool("graph", "--path", "Replays/reopened.jsonl")
    #expect(mermaid.status == 0)
    try expect(mermaid.output, toMatch: "graph-path.mermaid")
    let dot = try Tool("graph", "--path", "--format", "dot", "Replays/reopened.jsonl")
    try expect(dot.output, toMatch: "graph-path.dot")
    let one = try Tool(
      "graph", "--path", "--session", "ses_right_0021", "Replays/two-sessions-interleaved.jsonl")
    #expect(one.output.contains("  recording --> completed: 3. settled #7\n"))
    let several = try Tool("graph", "--path", "Replays/two-sessions-interleaved.jsonl")
    #expect(several.status == 2 && several.output == "")
    #expect(several.errors.hasSuffix("choose one with --session\n"))
    #expect(try Tool("graph", "--path").status == 64)
    let folder = try Tool("graph", "--path", "Replays")
    #expect(folder.status == 2 && folder.errors == "Replays: is a directory\n")
    // Of three filtered views and no whole session none is meant.
    let views = try Tool("graph", "--path", "Replays/filtered-views.jsonl")
    #expect(views.output.contains("unseen --> partial: 1. settled #1") && views.status == 0)
  }

  @Test("counts an edge that is taken again and again")
  func manySteps() throws {
    let polls = (0..<12).map { number in
      let isEnd = number.isMultiple(of: 2)
      return Story.poll(
        "09:00:\(10 + number)", isEnd ? 200 : 202, status: isEnd ? "completed" : "processing", "")
    }
    let tool = try Tool("graph", "--path", "-", input: polls.joined(separator: "\n") + "\n")
    #expect(
      tool.output.contains(
        "  completed --> processing: 2. reopened #2, 4. reopened #4, 6. reopened #6, "
          + "8. reopened #8 and 2 more\n"))
  }

  @Test("passes over what is not a poll where that is asked for")
  func badLines() throws {
    let poll = Story.poll("09:00:01", 200, status: "completed", "")
    let log = "\(poll)\noops\n"
    for arguments in [["graph", "-"], ["graph", "--path", "-"]] {
      #expect(try Tool(arguments, input: log).status == 2)
      let skipping = try Tool(arguments + ["--skip-bad-lines"], input: log)
      #expect(skipping.status == 0)
      #expect(skipping.errors == "standard input: 1 bad line skipped\n")
    }
  }

  @Test("explains itself")
  func help() throws {
    try expect(Tool("graph", "--help").output, toMatch: "help-graph.txt")
  }

  @Test("exits with 2 where nothing was read")
  func nothing() throws {
    #expect(try Tool("graph", "none.jsonl").status == 2)
    let empty = try Tool("graph", "Sources")
    #expect(empty.status == 2 && empty.output == "")
    #expect(empty.errors == "Sources: no poll of a session\n")
  }
}
