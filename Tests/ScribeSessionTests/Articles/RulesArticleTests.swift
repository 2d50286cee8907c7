import Readme
import Testing

@testable import ScribeSession

/// The tables of the article on the rules, each row lived through.
@Suite("The article on the rules")
struct RulesArticleTests {
  /// Each different thing once, in the order in which it was seen.
  private func list(_ seen: [String], or nothing: String = "") -> String {
    var order: [String] = []
    for word in seen where !order.contains(word) { order.append(word) }
    return order.isEmpty ? nothing : order.joined(separator: ", ")
  }

  private func codes(_ steps: [Step]) -> String {
    list(steps.flatMap { $0.codes }.filter { $0 != .typeDrift }.map { "`\($0.name)`" })
  }

  @Test("has what is made of each kind of answer")
  func reading() throws {
    let rows = try ReadingRule.allCases.map { rule in
      let steps = ReadingRuleTests.cases.filter { $0.rule == rule }.compactMap { wanted in
        var session = Session()
        return session.observe(all: wanted.polls)
      }
      #expect(steps.allSatisfy { $0.readingRule == rule })
      try #require(!steps.isEmpty)
      let verdicts =
        rule == .report ? "sections 3 to 5" : list(steps.map { "`\($0.verdict.name)`" })
      return ["`\(rule.name)`", rule.summary, verdicts, rule == .report ? "" : codes(steps)]
    }
    try ArticleTable(head: ["row", "the poll", "verdict", "carries"], rows: rows)
      .expect(in: "TheRules", "reading")
  }

  @Test("has what each status and word lead to")
  func status() throws {
    let steps = StatusTableTests.words.flatMap { word in
      [200, 201, 202, 206, 299, 410].map { (word, Poll.answer($0, .body(word.json), at: 1)) } + [
        (word, Poll.answer(410, .body(word.json, #""error":{"code":"session_expired"}"#), at: 1))
      ]
    }.map { word, poll in
      var session = Session()
      return (word: word.name, step: session.observe(poll))
    }
    let rows = try StatusRule.allCases.map { rule in
      let found = steps.filter { $0.step.statusRule == rule }
      try #require(!found.isEmpty)
      let isByWord = found.allSatisfy { $0.word == $0.step.session.phase.name }
      let phases = found.map {
        $0.step.verdict == .held ? "none: `held`" : "`\($0.step.session.phase.name)`"
      }
      return [
        "`\(rule.name)`", rule.summary, isByWord ? "the word" : list(phases),
        codes(found.map(\.step)),
      ]
    }
    try ArticleTable(head: ["row", "HTTP and word", "phase", "carries"], rows: rows)
      .expect(in: "TheRules", "status")
  }

  @Test("has the verdict of each step between phases")
  func transitions() throws {
    let polls = Phase.allCases.filter { $0 != .unseen }.flatMap { new in
      [Poll.report(new, at: 2), .report(new, #""transcript":"Well?""#, at: 2)]
    }
    let steps = Phase.allCases.flatMap { old in
      polls.map { poll in
        var session = old == .unseen ? Session() : Session(after: .report(old, at: 1))
        return session.observe(poll)
      }
    }
    let rows = try TransitionRule.allCases.map { rule in
      let found = steps.filter { $0.transitionRule == rule }
      try #require(!found.isEmpty)
      return [
        "`\(rule.name)`", rule.summary, list(found.map { "`\($0.verdict.name)`" }), codes(found),
      ]
    }
    try ArticleTable(head: ["row", "from one phase to another", "verdict", "carries"], rows: rows)
      .expect(in: "TheRules", "transitions")
  }

  @Test("has what is next")
  func next() throws {
    let rows = try NextRule.allCases.map { rule in
      let found = NextRuleTests.cases.filter { $0.rule == rule }
      try #require(!found.isEmpty)
      let what = found.map { wanted in
        switch wanted.next {
        case .poll: "poll"
        case .stop(let reason): "stop `\(reason.name)`"
        }
      }
      return ["`\(rule.name)`", rule.summary, list(what)]
    }
    try ArticleTable(head: ["row", "situation", "next"], rows: rows).expect(in: "TheRules", "next")
  }

  @Test("has each finding, as serious as it is, and says whether it lasts")
  func anomalies() throws {
    let rows = try Article("TheRules").lines.filter { $0.hasPrefix("| `") && $0.contains("` | ") }
      .map { $0.split(separator: "|").map { $0.trimming(" `") } }
      .filter { $0.count == 4 && ["yes", "no"].contains($0[2]) }
    #expect(
      rows.map { Array($0[..<3]) }
        == Anomaly.Code.allCases.map { [$0.name, $0.severity.name, $0.lasts ? "yes" : "no"] })
    #expect(rows.allSatisfy { !$0[3].isEmpty })
  }
}

extension Substring {
  fileprivate func trimming(_ ends: String) -> String {
    var text = self
    while let first = text.first, ends.contains(first) { text.removeFirst() }
    while let last = text.last, ends.contains(last) { text.removeLast() }
    return String(text)
  }
}
