import ScribeJSON
import ScribeSession

/// What `at` prints: where a stream stood, since which poll, and what led there.
package enum StateText {
  /// The state for people.
  package static func lines(for standing: Standing, _ options: TimelineOptions) -> [String] {
    guard let seen = standing.last.seen else { return [] }
    let step = seen.step
    let title =
      "\(seen.stream.phrase) after poll \(standing.last.number), received "
      + "\(standing.last.poll.receivedAt)"
    let listing = StateListing(step.session, next: step.next)
    let rows = listing.entries.filter { !$0.path.isCounter }.map { entry in
      [
        "  \(entry.path.printable)", entry.value.printable,
        standing.since[entry.path].map { "since #\($0)" } ?? "",
      ]
    }
    return [
      Emphasis.strong.applied(to: title, options),
      "  verdict \(step.verdict.name), HTTP \(standing.last.poll.outcome.phrase), "
        + "poll \(step.session.pollCount) of its session, \(step.next.sentence)",
      "",
      "state",
    ]
      + TextTable(rows).lines
      + ["", "what led there", TimelineRow.columns(options)] + standing.originLines
      + (options.showsPatientData ? patientLines(standing, step) : [])
  }

  private static func patientLines(_ standing: Standing, _ step: Step) -> [String] {
    let transcript = standing.content.transcript.map { PatientText.quoted($0, title: "transcript") }
    let documents = step.session.content.documents.compactMap { document in
      standing.content.text(of: document.key).map {
        PatientText.quoted($0, title: "document \(document.label)")
      }
    }
    return ([transcript].compactMap { $0 } + documents).flatMap { [""] + $0 }
  }

  /// The state as one JSON object.
  package static func json(for standing: Standing, showsPatientData: Bool) -> [UInt8] {
    var json = JSONWriter(byteCount: 4096)
    guard let seen = standing.last.seen else { return [] }
    json.beginObject()
    json.member("kind", "state")
    json.member("n", standing.last.number)
    seen.stream.writeMembers(to: &json)
    json.member("received_at", standing.last.poll.receivedAt.description)
    json.writeOutcome(standing.last.poll.outcome)
    json.member("verdict", seen.step.verdict.name)
    json.name("state")
    seen.step.session.write(to: &json, next: seen.step.next)
    json.name("since")
    json.beginObject()
    for entry in StateListing(seen.step.session, next: seen.step.next).entries {
      guard !entry.path.isCounter, let number = standing.since[entry.path] else { continue }
      json.member(entry.path, number)
    }
    json.endObject()
    json.name("origins")
    json.beginArray()
    for number in standing.origins { json.value(number) }
    json.endArray()
    if showsPatientData { writePatientData(standing, seen.step, to: &json) }
    json.endObject()
    return json.bytes
  }

  private static func writePatientData(
    _ standing: Standing, _ step: Step, to json: inout JSONWriter
  ) {
    json.name("content")
    json.beginObject()
    json.member("transcript", ifPresent: standing.content.transcript)
    json.name("documents")
    json.beginObject()
    for document in step.session.content.documents {
      json.member(document.label, ifPresent: standing.content.text(of: document.key))
    }
    json.endObject()
    json.endObject()
  }
}

extension Document {
  /// Template and id, as the paths of a state call it.
  var label: String {
    switch key {
    case .id(let id): "\(template.text)/\(id.text)".printable
    case .place(_, 0): template.text.printable
    case .place(_, let place): "\(template.text)[\(place)]".printable
    }
  }
}

extension Next {
  /// What to do, in words that stand by themselves.
  var sentence: String {
    switch self {
    case .poll(let pause): "next: poll after \(pause.secondsText) s"
    case .stop(let reason): "next: stop, \(reason.name)"
    }
  }
}

extension JSONWriter {
  /// Writes `http` or `failure`.
  mutating func writeOutcome(_ outcome: Poll.Outcome) {
    switch outcome {
    case .answer(let answer): member("http", answer.status)
    case .noAnswer(let failure): member("failure", failure.kind.name)
    }
  }
}
