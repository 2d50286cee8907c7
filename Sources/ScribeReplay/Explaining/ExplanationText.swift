import ScribeJSON
package import ScribeRecording
package import ScribeSession

/// What `explain` prints: the rows of the contract that fitted a poll, with their facts.
package struct ExplanationText {
  private let replayed: ReplayedPoll
  private let step: Step
  private let explanation: Explanation

  /// Explains a poll.
  ///
  /// - Parameter before: its session before it.
  package init(_ replayed: ReplayedPoll, after before: Session) {
    var session = before
    // What is ignored was given to no session.
    let step = replayed.effect?.step ?? session.observe(replayed.poll)
    self.replayed = replayed
    self.step = step
    explanation = Explanation(step, of: replayed.poll, after: before)
  }

  /// Reads a recording up to a poll and explains it; nil where there is no such poll.
  ///
  /// - Parameter body: is told of each poll, for progress.
  package static func read(
    _ tape: inout Tape, poll number: Int, _ body: (RecordedPoll) -> Void
  ) throws(TapeError) -> ExplanationText? {
    var replay = Replay()
    while let recorded = try tape.next(), recorded.number <= number {
      body(recorded)
      guard recorded.number == number else {
        _ = replay.observe(recorded)
        continue
      }
      let stream = PollStream(method: recorded.poll.method, url: recorded.poll.url)
      let before = replay.streams.first { $0.stream == stream }?.session ?? Session()
      return ExplanationText(replay.observe(recorded), after: before)
    }
    return nil
  }

  /// The explanation for people.
  package func lines(_ options: TextOptions) -> [String] {
    let whose = replayed.effect.map { " of \($0.stream.phrase)" } ?? ""
    let phase = replayed.effect == nil ? "" : ", \(step.session.phase.name)"
    let title =
      "poll \(replayed.number)\(whose), received \(replayed.poll.receivedAt): "
      + "\(step.verdict.name)\(phase)"
    var section = 0
    var lines = [Emphasis.strong.applied(to: title, options)]
    if replayed.isRecalled {
      lines.append("its body was erased or is sealed: this is what was decided when it was stored")
    }
    for row in explanation.rows {
      if row.section != section {
        section = row.section
        lines += ["", "section \(section), \(Self.titles[section] ?? "")"]
      }
      lines.append("  \(Emphasis.strong.applied(to: row.name, options)): \(summary(of: row))")
      lines += TextTable(row.facts.map(Self.cells)).lines
    }
    return lines + (replayed.effect == nil ? [] : ["", step.next.sentence])
  }

  /// What a row says; of a change, the change in words.
  private func summary(of row: Explanation.Row) -> String {
    guard let event = row.event else { return row.summary }
    return ChangeText.phrase(for: event, in: step.session) ?? ChangeText.instantPhrase(event)
  }

  /// The sections of the article TheRules.
  private static let titles = [
    1: "a poll and its stream", 2: "reading an answer", 3: "the word and the phase",
    4: "the verdict of a report", 5: "content", 6: "anomalies", 7: "what next",
  ]

  private static func cells(_ fact: Explanation.Fact) -> [String] {
    [
      "    \(fact.name.printable)", fact.value?.printable ?? "",
      fact.bytes.map {
        $0.isEmpty ? "byte \($0.lowerBound)" : "bytes \($0.lowerBound)..<\($0.upperBound)"
      }
        ?? "",
    ]
  }

  /// The explanation as one JSON object.
  package var json: [UInt8] {
    JSONWriter.object(byteCount: 4096) { json in
      json.member("kind", "explanation")
      json.member("n", replayed.number)
      if let stream = replayed.effect?.stream {
        stream.writeMembers(to: &json)
      } else {
        json.name("session")
        json.null()
      }
      json.member("received_at", replayed.poll.receivedAt.description)
      json.writeOutcome(replayed.poll.outcome)
      json.member("verdict", step.verdict.name)
      if replayed.effect != nil { json.member("phase", step.session.phase.name) }
      json.name("rows")
      json.beginArray()
      for row in explanation.rows {
        json.beginObject()
        json.member("section", row.section)
        json.member("name", row.name)
        json.member("summary", summary(of: row))
        json.name("facts")
        json.beginArray()
        for fact in row.facts { Self.write(fact, to: &json) }
        json.endArray()
        json.endObject()
      }
      json.endArray()
      if replayed.effect != nil {
        json.name("next")
        step.next.write(to: &json)
      }
    }
  }

  private static func write(_ fact: Explanation.Fact, to json: inout JSONWriter) {
    json.beginObject()
    json.member("name", fact.name)
    json.member("value", ifPresent: fact.value)
    if let bytes = fact.bytes {
      json.name("bytes")
      json.beginArray()
      json.value(bytes.lowerBound)
      json.value(bytes.upperBound)
      json.endArray()
    }
    json.endObject()
  }
}
