/// Why a poll meant what it did: the rows of the contract that the reducer found to fit, each with
/// the facts that it looked at.
///
/// Nothing is decided here: rows are named as they were recorded while deciding, and facts are read
/// where the reducer read them. Free of patient data.
package struct Explanation: Sendable {
  /// A row of the article TheRules.
  package struct Row: Hashable, Sendable {
    /// The section it is in, from 1 to 7.
    package let section: Int
    /// The row's stored word; of sections 5 and 6 the event's or the finding's.
    package let name: String
    /// What it says.
    package let summary: String
    /// What it was fed with.
    package let facts: [Fact]
    /// The change that a row of section 5 is about.
    package let event: Event?

    init(section: Int, name: String, summary: String, facts: [Fact], event: Event? = nil) {
      self.section = section
      self.name = name
      self.summary = summary
      self.facts = facts
      self.event = event
    }
  }

  /// Something that a row looked at.
  package struct Fact: Hashable, Sendable {
    /// What it is: a JSONPath into the body, or a word for what does not stand there.
    package let name: String
    /// What it was, where that may be told.
    package let value: String?
    /// Where in the body it stands, in bytes.
    package let bytes: Range<Int>?

    init(_ name: String, _ value: String? = nil, at bytes: Range<Int>? = nil) {
      self.name = name
      self.value = value
      self.bytes = bytes
    }
  }

  /// In the order of the sections.
  package let rows: [Row]

  /// Explains a step.
  ///
  /// - Parameters:
  ///   - step: what was made of the poll under the default policy.
  ///   - poll: the poll.
  ///   - before: the session before it.
  package init(_ step: Step, of poll: Poll, after before: Session) {
    let facts = StepFacts(step: step, poll: poll, before: before)
    rows =
      [
        Row(
          section: step.readingRule.section, name: step.readingRule.name,
          summary: step.readingRule.summary, facts: facts.ofReading)
      ]
      + [
        step.statusRule.map {
          Row(section: 3, name: $0.name, summary: $0.summary, facts: facts.ofStatus($0))
        },
        step.transitionRule.map {
          Row(section: 4, name: $0.name, summary: $0.summary, facts: facts.ofTransition)
        },
      ].compactMap { $0 }
      + step.events.filter(\.isContent).map { facts.row($0) }
      + step.anomalies.map { facts.row($0) }
      + [
        step.nextRule.map {
          Row(section: 7, name: $0.name, summary: $0.summary, facts: facts.ofNext($0))
        }
      ].compactMap { $0 }
  }
}

extension ReadingRule {
  fileprivate var section: Int {
    switch self {
    case .ignored, .duplicate: 1
    case .noAnswer, .notModified, .notFound, .refused, .unreadable, .foreign, .stale, .report: 2
    }
  }
}
