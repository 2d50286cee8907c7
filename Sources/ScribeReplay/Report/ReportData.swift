import ScribeJSON
import ScribeSession

/// What a report's page is given: a recording as JSON, poll by poll, states as changes to the one
/// before.
///
/// Takes memory for what is told of each poll, some hundred bytes, and for a body only where patient
/// data is told.
package struct ReportData {
  /// How many bytes of data a page may hold: with more a browser is slow to open it.
  package static let byteLimit = 64 << 20

  private let title: String
  private let showsPatientData: Bool
  private var polls = JSONWriter(byteCount: 1 << 16)
  private var streams: [ReportedStream] = []
  private var drift = Drift()
  private var ignoredCount = 0

  /// - Parameters:
  ///   - title: what the recording is called.
  ///   - showsPatientData: whether transcript and documents are told.
  package init(title: String, showsPatientData: Bool) {
    self.title = title
    self.showsPatientData = showsPatientData
    polls.beginArray()
    drift.beginRecording()
  }

  /// Whether there is no poll of a session.
  package var isEmpty: Bool { streams.isEmpty }

  /// Whether a page could not hold it.
  package var isTooLarge: Bool { polls.bytes.count > Self.byteLimit }

  /// Takes the next poll of the recording in.
  package mutating func observe(_ replayed: ReplayedPoll) {
    guard let effect = replayed.effect else {
      ignoredCount += 1
      return
    }
    drift.observe(replayed, in: title)
    if effect.place == streams.count {
      streams.append(ReportedStream(effect.stream, keepingContent: showsPatientData))
    }
    streams[effect.place].observe(replayed, effect, to: &polls)
  }

  /// The whole as JSON.
  ///
  /// - Parameters:
  ///   - ends: the streams at their ends.
  ///   - tornLine: the number of the last line where it was cut off.
  func json(_ ends: [Replay.Stream], tornLine: Int?) -> [UInt8] {
    JSONWriter.object(byteCount: polls.bytes.count + (1 << 14)) { json in
      json.member("title", title.printable)
      json.name("hasPatientData")
      json.value(showsPatientData)
      json.member("tornLine", ifPresent: tornLine)
      json.member("ignored", ignoredCount)
      json.name("phases")
      json.beginArray()
      for phase in Phase.allCases { json.value(phase.name) }
      json.endArray()
      json.name("streams")
      json.beginArray()
      for (place, (stream, end)) in zip(streams, ends).enumerated() {
        stream.write(end, label: TimelineRow.label(place), to: &json)
      }
      json.endArray()
      json.name("drift")
      json.beginArray()
      for finding in drift.findings { Self.write(finding, to: &json) }
      json.endArray()
      json.name("polls")
      json.raw(polls.bytes + [UInt8(ascii: "]")])
    }
  }

  private static func write(_ finding: Drift.Finding, to json: inout JSONWriter) {
    json.beginObject()
    json.member("severity", finding.subject.severity.name)
    json.member("subject", finding.subject.name)
    json.member("path", finding.path.printable)
    json.member("actual", finding.actual.printable)
    json.member("count", finding.count)
    json.member("first", finding.first.poll)
    json.member("last", finding.last.poll)
    json.endObject()
  }
}
