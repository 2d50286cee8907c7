import ScribeJSON
import ScribeSession

/// One stream of a report: what is told of its polls, and of itself at the end.
struct ReportedStream {
  private var path: WalkedPath
  private var statistics = StreamStatistics()
  private var track = StateTrack()
  private var content: PatientContent?
  private var transcript = ""
  private var documentLabels: Set<ExactText> = []

  init(_ stream: PollStream, keepingContent: Bool) {
    path = WalkedPath(stream)
    content = keepingContent ? PatientContent() : nil
  }

  /// Writes the next poll.
  mutating func observe(
    _ replayed: ReplayedPoll, _ effect: ReplayedPoll.Effect, to json: inout JSONWriter
  ) {
    let step = effect.step
    path.observe(replayed.number, step)
    statistics.observe(replayed, step)
    json.beginObject()
    json.member("n", replayed.number)
    json.member("s", effect.place)
    json.member("at", replayed.poll.receivedAt.milliseconds)
    json.member("sent", ifPresent: replayed.poll.sentAt?.milliseconds)
    json.writeOutcome(replayed.poll.outcome)
    json.member("verdict", step.verdict.name)
    json.member("phase", step.session.phase.name)
    json.member("transcript", ifPresent: step.session.content.transcript?.byteCount)
    json.member("audio", ifPresent: step.session.content.audioFilesReceived)
    let documents = step.session.content.documentCount
    json.member("documents", ifPresent: documents > 0 ? documents : nil)
    writeFindings(effect, to: &json)
    json.member("next", step.next.phrase)
    writeState(step, to: &json)
    if content != nil { writePatientData(step, to: &json) }
    json.endObject()
  }

  private func writeFindings(_ effect: ReplayedPoll.Effect, to json: inout JSONWriter) {
    let step = effect.step
    let changes = ChangeText.phrases(for: step).joined(separator: ", ")
    json.member("changes", ifPresent: changes.isEmpty ? nil : changes)
    let events = step.events.filter { !$0.isBookkeeping }
    if !events.isEmpty {
      json.name("events")
      json.beginArray()
      for event in events { StateListing(event).write(to: &json) }
      json.endArray()
    }
    guard !step.anomalies.isEmpty else { return }
    json.name("anomalies")
    json.beginArray()
    for anomaly in step.anomalies {
      json.beginObject()
      json.member("code", anomaly.code.name)
      json.member("severity", anomaly.severity.name)
      json.member("text", AnomalyText.line(anomaly, TextOptions()))
      json.name("isNew")
      json.value(step.isNew(anomaly))
      json.endObject()
    }
    json.endArray()
  }

  /// What the poll changed in the state.
  private mutating func writeState(_ step: Step, to json: inout JSONWriter) {
    // What is next stands beside the state.
    let changes = track.observe(step).filter { !$0.path.hasPrefix("next.") }
    guard !changes.isEmpty else { return }
    json.name("state")
    json.beginObject()
    for change in changes {
      json.name(change.path.printable)
      if let value = change.after { json.value(value.printable) } else { json.null() }
    }
    json.endObject()
  }

  private mutating func writePatientData(_ step: Step, to json: inout JSONWriter) {
    guard let change = content?.observe(step), !change.isEmpty, let content else { return }
    json.name("patient")
    json.beginObject()
    if change.isTranscriptChanged { writeTranscript(content.transcript ?? "", to: &json) }
    json.name("documents")
    json.beginObject()
    let known = step.session.content.documents
    for document in known where change.documents.contains(document.key) {
      json.name(document.label)
      if let text = content.text(of: document.key) { json.value(text) } else { json.null() }
    }
    let labels = Set(known.map { ExactText($0.label) })
    for label in documentLabels.subtracting(labels).sorted() {
      json.name(label.text)
      json.null()
    }
    documentLabels = labels
    json.endObject()
    json.endObject()
  }

  /// What of the transcript is kept, and what follows it.
  private mutating func writeTranscript(_ now: String, to json: inout JSONWriter) {
    let kept = now.commonPrefix(with: transcript)
    json.name("transcript")
    json.beginObject()
    json.member("keep", kept.utf16.count)
    json.member("text", String(decoding: now.utf8.dropFirst(kept.utf8.count), as: UTF8.self))
    json.endObject()
    transcript = now
  }

  /// Writes what is told of the stream as a whole.
  func write(_ end: Replay.Stream, label: String, to json: inout JSONWriter) {
    json.beginObject()
    json.member("label", label)
    json.member("name", path.stream.phrase)
    json.member("phase", end.session.phase.name)
    json.member("polls", end.pollCount)
    json.member("next", end.next.phrase)
    json.member("first", ifPresent: end.firstReceivedAt?.milliseconds)
    json.member("last", ifPresent: end.lastReceivedAt?.milliseconds)
    json.name("anomalies")
    json.beginArray()
    for code in Anomaly.Code.allCases {
      guard let polls = end.anomalyCounts[code] else { continue }
      json.beginObject()
      json.member("code", code.name)
      json.member("severity", code.severity.name)
      json.member("polls", polls)
      json.endObject()
    }
    json.endArray()
    json.name("path")
    json.beginArray()
    for step in path.steps {
      json.beginObject()
      json.member("from", step.from.name)
      json.member("to", step.to.name)
      json.member("verdict", step.verdict.name)
      json.member("n", step.poll)
      json.endObject()
    }
    json.endArray()
    json.name("stats")
    json.beginArray()
    for row in statistics.rows {
      json.beginArray()
      json.value(row.label)
      json.value(row.value)
      json.endArray()
    }
    json.endArray()
    json.endObject()
  }
}

extension Instant {
  fileprivate var milliseconds: Int { Int(microsecondsSinceEpoch / 1000) }
}

extension StateListing {
  /// Writes the entries as one flat object.
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject()
    for entry in entries { json.member(entry.path.printable, entry.value.printable) }
    json.endObject()
  }
}

extension String {
  /// The scalars that both begin with.
  fileprivate func commonPrefix(with other: String) -> String {
    var count = zip(utf8, other.utf8).prefix { $0 == $1 }.count
    let bytes = Array(utf8)
    while count > 0, count < bytes.count, bytes[count] & 0xC0 == 0x80 { count -= 1 }
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
