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
    json.member("settled_with_agreement", isSettledWithAgreement)
    json.list("skipped", skippedPhases) { json, phase in json.value(phase.name) }
    json.member("polls", pollCount)
    content.writeMembers(to: &json)
    json.list("open_anomalies", openAnomalies) { json, anomaly in anomaly.write(to: &json) }
    if let outage { json.object("outage") { outage.writeMembers(to: &$0) } }
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
    json.list("documents", documents) { json, document in document.write(to: &json) }
    for member in InstantMember.allCases {
      json.member(member.name, ifPresent: instantValues[member]?.description)
    }
    json.member("model_used", ifPresent: modelUsed?.shown)
    json.member("language_detected", ifPresent: languageDetected?.shown)
    json.member("message_bytes", ifPresent: message?.byteCount)
    json.member("error_code", ifPresent: error?.code?.shown)
    json.member("processing_errors", ifPresent: processingErrors?.count)
    json.member("upload_mode", ifPresent: uploadMode?.name)
    json.object("pass_through_bytes") { json in
      for member in PassThroughMember.allCases {
        json.member(member.name, ifPresent: passThroughDigests[member]?.byteCount)
      }
    }
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
    json.object("bytes") { json in
      for part in Part.allCases { json.member(part.name, ifPresent: parts[part]?.byteCount) }
    }
    json.endObject()
  }
}
