package import ScribeJSON

extension Session {
  /// Writes the state as one JSON object, free of patient data.
  ///
  /// A written form like that of events: member names keep their meaning, readers ignore unknown
  /// ones. It is for reading; a session is brought back by replaying its events. `next` is the
  /// default policy's after the last poll, unless it is given.
  package func write(to json: inout JSONWriter, next: Next? = nil) {
    json.beginObject()
    stream?.writeMembers(to: &json)
    json.member("phase", phase.name)
    json.member("since", ifPresent: phaseSince?.description)
    json.name("settled_with_agreement")
    json.value(isSettledWithAgreement)
    json.names("skipped", skippedPhases.map(\.name))
    json.member("polls", pollCount)
    content.writeMembers(to: &json)
    json.name("open_anomalies")
    json.beginArray()
    for anomaly in openAnomalies { anomaly.write(to: &json) }
    json.endArray()
    if let outage {
      json.name("outage")
      json.beginObject()
      json.member("kind", outage.kind.name)
      json.member("polls", outage.pollCount)
      json.member("since", outage.since.description)
      json.endObject()
    }
    json.name("next")
    (next ?? self.next()).write(to: &json)
    json.endObject()
  }
}

extension Content {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("audio_files_received", ifPresent: audioFilesReceived)
    json.member("audio_files", ifPresent: audioNames?.count)
    json.member("audio_files_processed", ifPresent: audioFilesProcessed)
    json.member("transcript_bytes", ifPresent: transcript?.byteCount)
    json.name("documents")
    json.beginArray()
    for document in documents { document.write(to: &json) }
    json.endArray()
    for member in InstantMember.allCases {
      json.member(member.name, ifPresent: instantValues[member]?.description)
    }
    json.member("model_used", ifPresent: modelUsed?.shown)
    json.member("language_detected", ifPresent: languageDetected?.shown)
    json.member("message_bytes", ifPresent: message?.byteCount)
    json.member("error_code", ifPresent: error?.code?.shown)
    json.member("processing_errors", ifPresent: processingErrors?.count)
    json.member("upload_mode", ifPresent: uploadMode?.name)
    json.name("pass_through_bytes")
    json.beginObject()
    for member in PassThroughMember.allCases {
      json.member(member.name, ifPresent: passThroughDigests[member]?.byteCount)
    }
    json.endObject()
  }
}

extension Document {
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("template_id", templateID.text)
    switch key {
    case .id(let id): json.member("document_id", id.text)
    case .place(_, let place): json.member("place", place)
    }
    json.member("status", ifPresent: status?.word.shown)
    json.name("bytes")
    json.beginObject()
    for part in Part.allCases { json.member(part.name, ifPresent: parts[part]?.byteCount) }
    json.endObject()
    json.endObject()
  }
}

extension JSONWriter {
  fileprivate mutating func names(_ name: String, _ values: [String]) {
    self.name(name)
    beginArray()
    for text in values { value(text) }
    endArray()
  }
}
