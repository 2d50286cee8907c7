package import ScribeJSON

// The state as a store keeps it beside the log, so that a session is taken up again without folding
// its whole history. Everything that deciding depends on is here, but for the identities of the last
// polls, which are in the log and would be most of it; the log remains the truth.

extension Session {
  /// How many of the last polls a state is read back with.
  package static var snapshotPollCount: Int { RecentIdentities.limit }

  /// Writes the state as one JSON object, to be read back by `init(snapshot:fingerprintKey:after:)`.
  ///
  /// - Parameter content: what ``contentSnapshot`` gives, where that is known already.
  package func writeSnapshot(to json: inout JSONWriter, content: [UInt8]? = nil) {
    json.beginObject()
    stream?.writeMembers(to: &json)
    json.member("phase", phase.name)
    json.member("phase_since", ifPresent: phaseSince)
    json.list("skipped_phases", skippedPhases) { json, phase in json.value(phase.name) }
    json.member("polls", pollCount)
    json.name("content")
    json.raw(content ?? contentSnapshot)
    json.list("open_anomalies", openAnomalies) { json, anomaly in anomaly.write(to: &json) }
    if let lastPoll { json.object("last_poll") { lastPoll.writeMembers(to: &$0) } }
    json.object("runs") { runs.writeSnapshot(to: &$0) }
    json.endObject()
  }

  /// What is known of the content as one JSON object, a part of the snapshot that few polls change.
  package var contentSnapshot: [UInt8] {
    JSONWriter.object(byteCount: 1024) { content.writeSnapshot(to: &$0) }
  }

  /// Reads a state back; nil where the text is none that this version writes.
  ///
  /// - Parameter last: of the last ``snapshotPollCount`` polls, duplicates not counted, what kind of
  ///   answer they got; the newest last.
  package init?(
    snapshot json: JSONValue, fingerprintKey: FingerprintKey,
    after last: some Collection<PollRecord>
  ) {
    guard let stored = StoredObject(json), let phase: Phase = stored.named("phase"),
      let pollCount = stored.count("polls"),
      let content = stored.object("content").flatMap({ Content(snapshot: $0) }),
      let runs = stored.object("runs").flatMap({ PollRuns(snapshot: $0) }),
      let skipped = stored.list("skipped_phases"), let anomalies = stored.list("open_anomalies")
    else { return nil }
    let phases = skipped.compactMap { $0.string.flatMap { Phase(name: $0.text) } }
    let findings = anomalies.compactMap { StoredObject($0).flatMap { Anomaly($0) } }
    guard phases.count == skipped.count, findings.count == anomalies.count else { return nil }
    self.init(fingerprintKey: fingerprintKey)
    stream = PollStream(stored)
    self.phase = phase
    phaseSince = stored.instant("phase_since")
    skippedPhases = phases
    self.content = content
    openAnomalies = findings
    self.pollCount = pollCount
    lastPoll = stored.object("last_poll").flatMap { PollRecord($0) }
    self.runs = runs
    self.runs.identities = RecentIdentities(last.map(\.identity), of: pollCount)
  }
}

extension Content {
  fileprivate func writeSnapshot(to json: inout JSONWriter) {
    json.member("audio_files_received", ifPresent: audioFilesReceived)
    if let audioNames { json.object("audio_files") { audioNames.writeMembers(to: &$0) } }
    json.member("audio_files_processed", ifPresent: audioFilesProcessed)
    if let transcript { json.object("transcript") { transcript.writeMembers(to: &$0) } }
    json.list("documents", documents) { json, document in
      json.object { document.writeMembers(to: &$0) }
    }
    for member in InstantMember.allCases {
      json.member(member.name, ifPresent: instantValues[member])
    }
    json.member("model_used", ifPresent: modelUsed?.text)
    json.member("language_detected", ifPresent: languageDetected?.text)
    if let message { json.object("message") { message.writeMembers(to: &$0) } }
    if let error { json.object("error") { error.writeMembers(to: &$0) } }
    if let processingErrors {
      json.object("processing_errors") { processingErrors.writeMembers(to: &$0) }
    }
    json.member("upload_mode", ifPresent: uploadMode?.name)
    for member in PassThroughMember.allCases {
      guard let digest = passThroughDigests[member] else { continue }
      json.object(member.name) { digest.writeMembers(to: &$0) }
    }
  }

  fileprivate init?(snapshot stored: StoredObject) {
    guard let list = stored.list("documents") else { return nil }
    audioFilesReceived = stored.integer("audio_files_received")
    audioNames = stored.object("audio_files").flatMap { AudioNames($0) }
    audioFilesProcessed = stored.integer("audio_files_processed")
    transcript = stored.object("transcript").flatMap { ContentDigest($0) }
    for document in list.compactMap({ StoredObject($0).flatMap { Document($0) } }) {
      documentsByKey[document.key] = document
    }
    guard documentsByKey.count == list.count else { return nil }
    for member in InstantMember.allCases { instantValues[member] = stored.instant(member.name) }
    modelUsed = stored.word("model_used")
    languageDetected = stored.word("language_detected")
    message = stored.object("message").flatMap { ContentDigest($0) }
    error = stored.object("error").map { ErrorDigest($0) }
    processingErrors = stored.object("processing_errors").flatMap { ProcessingErrors($0) }
    uploadMode = stored.named("upload_mode")
    for member in PassThroughMember.allCases {
      passThroughDigests[member] = stored.object(member.name).flatMap { ContentDigest($0) }
    }
  }
}

extension PollRuns {
  fileprivate func writeSnapshot(to json: inout JSONWriter) {
    json.member("last_received_at", ifPresent: lastReceivedAt)
    json.member("latest_report_sent_at", ifPresent: latestReportSentAt)
    json.member("retry_after_end", ifPresent: retryAfterEnd)
    if let firstReport { json.object("first_report") { firstReport.writeMembers(to: &$0) } }
    if let reopening { json.object("reopening") { reopening.writeMembers(to: &$0) } }
    json.member("last_report_agreed", lastReportAgreed)
    json.member("disagreements", disagreements)
    json.member("faults", faults)
    json.member("not_founds", notFounds)
    if let outage { json.object("outage") { outage.writeMembers(to: &$0) } }
  }

  fileprivate init?(snapshot stored: StoredObject) {
    guard let lastReportAgreed = stored.boolean("last_report_agreed"),
      let disagreements = stored.count("disagreements"),
      let faults = stored.count("faults"), let notFounds = stored.count("not_founds")
    else { return nil }
    lastReceivedAt = stored.instant("last_received_at")
    latestReportSentAt = stored.instant("latest_report_sent_at")
    retryAfterEnd = stored.instant("retry_after_end")
    firstReport = stored.object("first_report").flatMap { Moment($0) }
    reopening = stored.object("reopening").flatMap { Moment($0) }
    self.lastReportAgreed = lastReportAgreed
    self.disagreements = disagreements
    self.faults = faults
    self.notFounds = notFounds
    outage = stored.object("outage").flatMap { Outage($0) }
  }
}

extension PollRuns.Moment {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("received_at", receivedAt)
    json.member("server_time", serverTime)
  }

  fileprivate init?(_ stored: StoredObject) {
    guard let receivedAt = stored.instant("received_at"),
      let serverTime = stored.instant("server_time")
    else { return nil }
    self.init(receivedAt: receivedAt, serverTime: serverTime)
  }
}

extension Outage {
  func writeMembers(to json: inout JSONWriter) {
    json.member("kind", kind.name)
    json.member("polls", pollCount)
    json.member("since", since)
  }

  fileprivate init?(_ stored: StoredObject) {
    guard let kind = stored.text("kind").flatMap({ Kind(name: $0) }),
      let pollCount = stored.count("polls"), let since = stored.instant("since")
    else { return nil }
    self.init(kind: kind, pollCount: pollCount, since: since)
  }
}
