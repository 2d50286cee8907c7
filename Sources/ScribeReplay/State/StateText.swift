import ScribeJSON
import ScribeSession

/// What `at` prints: where a stream stood, since which poll, and what led there.
package enum StateText {
  /// The state for people.
  package static func lines(for standing: Standing, _ options: TextOptions) -> [String] {
    let last = standing.last
    let title = "\(last.stream.phrase) after poll \(last.number), received \(last.receivedAt)"
    let listing = StateListing(last.session, next: last.next)
    let rows = listing.entries.filter { !$0.path.isPollCount }.map { entry in
      [
        "  \(entry.path.printable)", entry.value.printable,
        standing.since[entry.exactPath].map { "since #\($0)" } ?? "",
      ]
    }
    return [
      Emphasis.strong.applied(to: title, options),
      "  verdict \(last.verdict.name), \(last.outcome.sentence), "
        + "poll \(last.session.pollCount) of its session, \(last.next.sentence)",
      "",
      "state",
    ]
      + TextTable(rows).lines
      + ["", "what led there", TimelineRow.columns(options)] + standing.originLines
      + (options.showsPatientData ? patientLines(standing) : [])
  }

  private static func patientLines(_ standing: Standing) -> [String] {
    let transcript = standing.content.transcript.map { PatientText.quoted($0, title: "transcript") }
    let documents = standing.last.session.content.documents.compactMap { document in
      standing.content.text(of: document.key).map {
        PatientText.quoted($0, title: "document \(document.label)")
      }
    }
    return ([transcript].compactMap { $0 } + documents).flatMap { [""] + $0 }
  }

  /// The state as one JSON object.
  package static func json(for standing: Standing, showsPatientData: Bool) -> [UInt8] {
    let last = standing.last
    return JSONWriter.object(byteCount: 4096) { json in
      json.member("kind", "state")
      json.member("n", last.number)
      last.stream.writeMembers(to: &json)
      json.member("received_at", last.receivedAt.description)
      json.writeOutcome(last.outcome)
      json.member("verdict", last.verdict.name)
      json.name("state")
      last.session.write(to: &json, next: last.next)
      json.name("since")
      json.beginObject()
      for entry in StateListing(last.session, next: last.next).entries {
        guard !entry.path.isPollCount, let number = standing.since[entry.exactPath] else {
          continue
        }
        json.member(entry.path, number)
      }
      json.endObject()
      json.name("origins")
      json.beginArray()
      for number in standing.origins { json.value(number) }
      json.endArray()
      if showsPatientData { writePatientData(standing, to: &json) }
    }
  }

  private static func writePatientData(
    _ standing: Standing, to json: inout JSONWriter
  ) {
    json.name("content")
    json.beginObject()
    json.member("transcript", ifPresent: standing.content.transcript)
    json.name("documents")
    json.beginObject()
    for document in standing.last.session.content.documents {
      json.member(document.label, ifPresent: standing.content.text(of: document.key))
    }
    json.endObject()
    json.endObject()
  }
}
