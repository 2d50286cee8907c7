import ScribeJSON
import ScribeSession

/// What `show --format ndjson` prints: one object a poll, in order, then one a stream.
///
/// A written contract: members keep their names and meaning, new ones may come, readers ignore
/// those they do not know.
package enum NDJSON {
  /// The line of one poll, without a line feed.
  ///
  /// - Parameters:
  ///   - file: the recording, where it is one of several.
  ///   - showsPatientData: whether transcript and documents are told, in `report`.
  package static func line(
    for replayed: ReplayedPoll, in file: String? = nil, showsPatientData: Bool = false
  ) -> [UInt8] {
    JSONWriter.object { json in
      json.member("kind", "poll")
      json.member("file", ifPresent: file)
      json.member("n", replayed.number)
      guard let effect = replayed.effect else {
        json.name("session")
        json.null()
        json.member("verdict", Verdict.ignored.name)
        return
      }
      effect.stream.writeMembers(to: &json)
      json.member("received_at", replayed.poll.receivedAt.description)
      json.writeOutcome(replayed.poll.outcome)
      write(effect.step, to: &json)
      if showsPatientData, let report = effect.step.report { write(report, to: &json) }
    }
  }

  /// The line of one stream after its last poll, without a line feed.
  package static func line(for stream: Replay.Stream) -> [UInt8] {
    JSONWriter.object { json in
      json.member("kind", "session")
      stream.stream.writeMembers(to: &json)
      json.member("phase", stream.session.phase.name)
      json.member("polls", stream.pollCount)
      json.name("anomalies")
      json.beginObject()
      for code in Anomaly.Code.allCases {
        json.member(code.name, ifPresent: stream.anomalyCounts[code])
      }
      json.endObject()
      json.name("next")
      stream.next.write(to: &json)
      json.name("state")
      stream.session.write(to: &json, next: stream.next)
    }
  }

  private static func write(_ step: Step, to json: inout JSONWriter) {
    json.member("verdict", step.verdict.name)
    json.member("phase", step.session.phase.name)
    json.name("events")
    json.beginArray()
    for event in step.events where !event.isBookkeeping { event.write(to: &json) }
    json.endArray()
    json.name("anomalies")
    json.beginArray()
    for anomaly in step.anomalies { anomaly.write(to: &json) }
    json.endArray()
    json.name("next")
    step.next.write(to: &json)
  }

  private static func write(_ report: Report, to json: inout JSONWriter) {
    json.name("report")
    json.beginObject()
    json.member("transcript", ifPresent: report.transcript)
    json.name("documents")
    json.beginArray()
    for document in report.documents {
      json.beginObject()
      json.member("template_id", document.templateID.text)
      json.member("document_id", ifPresent: document.id?.text)
      for (name, content) in [("data", document.data), ("fhir", document.fhir)] {
        guard let content else { continue }
        json.name(name)
        json.raw(content.filter { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") })
      }
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }
}
