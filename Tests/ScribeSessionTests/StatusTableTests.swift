import ScribeSession
import Testing

/// TheRules, sections 2 to 4 and the beginning of 7, tested whole: every kind of answer, every
/// word, every phase.
///
/// The table is Golden/status-table.txt.
@Suite("A session in any phase, given any status and any word")
struct StatusTableTests {
  /// Every HTTP status that a rule names, and one of each class that rules name together.
  static let statuses = [
    100, 200, 201, 202, 204, 206, 299, 301, 304, 307, 400, 401, 403, 404, 408, 409, 410, 422, 425,
    429, 500, 502, 503, 599,
  ]

  /// The eight words, and all that is none of them.
  static let words: [(name: String, json: String?)] =
    Phase.allCases.filter { $0 != .unseen }.map { ($0.name, #""\#($0.name)""#) } + [
      ("unknown", #""queued""#), ("case", #""Completed""#), ("null", "null"), ("absent", nil),
      ("number", "202"),
    ]

  /// A session that came to a phase by living through it.
  private func session(in phase: Phase) -> Session {
    switch phase {
    case .unseen: Session()
    case .created, .initialized, .recording, .processing: Session(after: .report(phase, at: 1))
    case .completed, .partial, .failed, .expired:
      Session(after: .report(.processing, at: 0), .report(phase, at: 1))
    }
  }

  private func outcome(_ poll: Poll, from phase: Phase) -> String {
    var session = session(in: phase)
    #expect(session.phase == phase)
    let step = session.observe(poll)
    let codes = step.codes.filter { $0 != .typeDrift }.map(\.name)
    return ([step.verdict.name, step.session.phase.name, step.next.text] + codes)
      .joined(separator: " ")
  }

  /// One line for all words with one outcome.
  private func lines(_ status: String, from phase: Phase, outcomes: [(String, String)]) -> [String]
  {
    var order: [String] = []
    var words: [String: [String]] = [:]
    for (word, outcome) in outcomes {
      if words[outcome] == nil { order.append(outcome) }
      words[outcome, default: []].append(word)
    }
    return order.map { outcome in
      let all = words[outcome]?.count == outcomes.count
      let names = all ? "any" : words[outcome, default: []].joined(separator: ",")
      return "\(phase.name) | \(status) \(names) | \(outcome)"
    }
  }

  @Test("gives the verdict, phase, next and findings of the golden table")
  func table() throws {
    var lines = ["from | HTTP word | verdict phase next findings"]
    for phase in Phase.allCases {
      for status in Self.statuses {
        lines += self.lines(
          "\(status)", from: phase,
          outcomes: Self.words.map { word in
            (word.name, outcome(.answer(status, .body(word.json), at: 2), from: phase))
          })
      }
      lines += self.lines(
        "410+error", from: phase,
        outcomes: Self.words.map { word in
          let body = String.body(word.json, #""error":{"code":"session_expired"}"#)
          return (word.name, outcome(.answer(410, body, at: 2), from: phase))
        })
      lines += Poll.Failure.Kind.allCases.map { kind in
        "\(phase.name) | \(kind.name) | \(outcome(.failure(kind, at: 2), from: phase))"
      }
    }
    try Golden.expect(lines, toMatch: "status-table.txt")
  }
}

extension Next {
  /// What to do, in short.
  var text: String {
    switch self {
    case .poll(let pause): "poll+\(pause.components.seconds)"
    case .stop(let reason): "stop:\(reason.name)"
    }
  }
}
