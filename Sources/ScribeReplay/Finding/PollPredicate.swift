import ScribeSession

/// A condition on a poll and its session, as it is typed: `phase = completed and anomaly`.
///
/// ```
/// predicate = term { "or" term }
/// term      = factor { "and" factor }
/// factor    = "not" factor | "(" predicate ")" | condition
/// condition = name [ operator value ]
/// operator  = "=" "!=" "<" "<=" ">" ">=" "~"
/// value     = word | "text in quotes"
/// ```
package indirect enum PollPredicate: Sendable {
  case condition(Condition)
  case not(PollPredicate)
  /// All of several.
  case all([PollPredicate])
  /// Any of several.
  case any([PollPredicate])

  /// Whether it asks what transcripts or documents say.
  package var asksForText: Bool { !texts.isEmpty }

  /// The texts that are looked for in transcripts and documents.
  var texts: Set<String> {
    switch self {
    case .condition(let condition):
      if case .text(let text) = condition.value { [text] } else { [] }
    case .not(let inner): inner.texts
    case .all(let terms), .any(let terms):
      terms.reduce(into: []) { $0.formUnion($1.texts) }
    }
  }
}

/// One comparison of a predicate.
package struct Condition: Sendable {
  /// What is looked at.
  enum Subject: String, CaseIterable, Sendable {
    case phase, verdict, http, failure, status, anomaly, severity, event, next, document, documents
    case documentStatus = "document-status"
    case transcript, text, audio, poll, interval, latency
  }

  enum Comparison: String, CaseIterable, Sendable {
    case equal = "="
    case unequal = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case contains = "~"
  }

  /// What it is compared with.
  enum Value: Sendable, Equatable {
    case word(String)
    case number(Int)
    case duration(Duration)
    /// A class of HTTP statuses by its first digit.
    case httpClass(Int)
    case severity(Anomaly.Severity)
    case text(String)
  }

  let subject: Subject
  /// Nil where it is only asked whether there is one.
  let comparison: Comparison?
  let value: Value?
}

/// Why a text is no predicate, and where.
package struct PollPredicateError: Error, Equatable, CustomStringConvertible {
  /// The text that was read.
  package let text: String
  /// Where it goes wrong, in characters from 0.
  package let position: Int
  /// What is wrong there.
  package let reason: String

  /// The text, a mark below the place, and the reason.
  package var description: String {
    let before = String(text.prefix(position)).printable
    return "\(reason)\n  \(text.printable)\n  \(String(repeating: " ", count: before.count))^"
  }
}
