package import ScribeJSON

// The written form of events, findings and decisions: what `--format ndjson` prints and a log
// stores. Member names are literals and keep their meaning for ever; readers ignore unknown ones.

extension Event {
  /// Writes the event as one JSON object with its `type` first.
  package func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("type", name)
    writeMembers(to: &json)
    json.endObject()
  }

  private func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .opened(let stream): stream.writeMembers(to: &json)
    case .polled(let record): record.writeMembers(to: &json)
    case .phaseChanged(let old, let new):
      json.member("from", old.name)
      json.member("to", new.name)
    case .audioFilesChanged(let old, let count), .audioFilesProcessedChanged(let old, let count):
      json.member("from", ifPresent: old)
      json.member("count", count)
    case .audioNamesChanged(let names): names.writeMembers(to: &json)
    case .transcriptAppeared(let digest), .messageChanged(let digest):
      digest.writeMembers(to: &json)
    case .transcriptExtended(let old, let digest), .transcriptRewritten(let old, let digest),
      .transcriptShrank(let old, let digest):
      json.member("from_bytes", old)
      digest.writeMembers(to: &json)
    case .transcriptCleared(let old): json.member("from_bytes", old)
    case .documentAdded, .documentStatusChanged, .documentContentChanged, .documentIdentified,
      .documentsRecounted, .documentRemoved:
      writeDocumentMembers(to: &json)
    case .instantSet(let member, let instant):
      json.member("member", member.name)
      json.member("at", instant)
    case .instantMoved(let member, let old, let new):
      json.member("member", member.name)
      json.member("from", old)
      json.member("at", new)
    case .modelChanged(let old, let new), .languageChanged(let old, let new):
      json.member("from", ifPresent: old?.text)
      json.member("to", new.text)
    case .errorChanged(let error): error.writeMembers(to: &json)
    case .processingErrorsChanged(let old, let errors):
      json.member("from", ifPresent: old)
      errors.writeMembers(to: &json)
    case .uploadModeChanged(let old, let new):
      json.member("from", ifPresent: old?.name)
      json.member("to", new.name)
    case .passThroughChanged(let member, let old, let digest):
      json.member("member", member.name)
      json.member("from_bytes", ifPresent: old)
      digest.writeMembers(to: &json)
    case .retryAfterIgnored: break
    case .anomalyBegan(let anomaly): anomaly.writeMembers(to: &json)
    case .anomalyEnded(let code, let path):
      json.member("code", code.name)
      json.member("path", ifPresent: path)
    }
  }

  private func writeDocumentMembers(to json: inout JSONWriter) {
    switch self {
    case .documentAdded(let document): document.writeMembers(to: &json)
    case .documentStatusChanged(let key, let old, let new):
      key.writeMembers(to: &json)
      json.member("from", ifPresent: old?.word.text)
      json.member("to", new.word.text)
    case .documentContentChanged(let key, let part, let old, let digest):
      key.writeMembers(to: &json)
      json.member("part", part.name)
      json.member("from_bytes", ifPresent: old)
      digest.writeMembers(to: &json)
    case .documentIdentified(let old, let new):
      old.writeMembers(to: &json)
      new.writeMembers(to: &json)
    case .documentsRecounted(let templateID, let count, let documents):
      json.member("template_id", templateID.text)
      json.member("from", count)
      json.list("documents", documents) { json, document in
        json.object { document.writeMembers(to: &$0) }
      }
    case .documentRemoved(let key): key.writeMembers(to: &json)
    case .opened, .polled, .phaseChanged, .audioFilesChanged, .audioNamesChanged,
      .audioFilesProcessedChanged, .transcriptAppeared, .transcriptExtended,
      .transcriptRewritten, .transcriptShrank, .transcriptCleared, .instantSet, .instantMoved,
      .modelChanged, .languageChanged, .messageChanged, .errorChanged,
      .processingErrorsChanged, .passThroughChanged, .uploadModeChanged, .retryAfterIgnored,
      .anomalyBegan, .anomalyEnded:
      break
    }
  }
}

extension PollStream {
  /// Writes `session` and, for a filtered stream, `filter`.
  package func writeMembers(to json: inout JSONWriter) {
    json.member("session", id.text)
    guard let filter else { return }
    json.object("filter") { json in
      json.member("template_id", ifPresent: filter.templateID?.text)
      json.member("document_id", ifPresent: filter.documentID?.text)
    }
  }
}

extension PollRecord {
  func writeMembers(to json: inout JSONWriter) {
    json.member("kind", kind.name)
    json.member("sent_at", ifPresent: sentAt)
    json.member("received_at", receivedAt)
    if serverTime != receivedAt { json.member("server_time", serverTime) }
    json.member("http", ifPresent: httpStatus)
    switch kind {
    case .noAnswer(let failure): json.member("failure", failure.name)
    case .applied(let phase, let agrees):
      json.member("phase", phase.name)
      json.member("agrees", agrees)
    case .duplicate, .notModified, .notFound, .refused, .unreadable, .foreign, .stale,
      .unrecognised:
      break
    }
    if let retryAfter {
      json.name("retry_after_s")
      json.raw(retryAfter.secondsText.utf8)
    }
    if isClockSetBack { json.member("clock_set_back", true) }
    if let identity { json.member("identity", identity) }
  }
}

extension ContentDigest {
  func writeMembers(to json: inout JSONWriter) {
    json.member("bytes", byteCount)
    json.member("fingerprint", fingerprint)
  }
}

extension AudioNames {
  func writeMembers(to json: inout JSONWriter) {
    json.member("count", count)
    json.member("fingerprint", fingerprint)
  }
}

extension ErrorDigest {
  func writeMembers(to json: inout JSONWriter) {
    json.member("code", ifPresent: code?.text)
    message?.writeMembers(to: &json)
  }
}

extension ProcessingErrors {
  func writeMembers(to json: inout JSONWriter) {
    json.member("count", count)
    json.list("kinds", kinds) { json, kind in
      json.object { json in
        json.member("type", ifPresent: kind.type?.text)
        json.member("file", ifPresent: kind.file?.text)
      }
    }
    json.member("fingerprint", fingerprint)
  }
}

extension Document {
  func writeMembers(to json: inout JSONWriter) {
    if key.isID { json.member("template_id", templateID.text) }
    key.writeMembers(to: &json)
    json.member("status", ifPresent: status?.word.text)
    for part in Part.allCases {
      guard let digest = parts[part] else { continue }
      json.object(part.name) { digest.writeMembers(to: &$0) }
    }
  }
}

extension DocumentKey {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .id(let id): json.member("document_id", id.text)
    case .place(let templateID, let place):
      json.member("template_id", templateID.text)
      json.member("place", place)
    }
  }
}

extension Anomaly {
  /// Writes the finding as one JSON object.
  package func write(to json: inout JSONWriter) {
    json.object { writeMembers(to: &$0) }
  }

  func writeMembers(to json: inout JSONWriter) {
    json.member("code", code.name)
    json.member("severity", severity.name)
    json.member("path", ifPresent: path)
    json.member("expected", ifPresent: expected)
    json.member("actual", ifPresent: actual)
    json.member("offset", ifPresent: offset)
  }
}

extension Next {
  /// Writes what to do as one JSON object.
  package func write(to json: inout JSONWriter) {
    json.beginObject()
    switch self {
    case .poll(let pause):
      json.member("action", "poll")
      json.name("after_s")
      json.raw(pause.secondsText.utf8)
    case .stop(let reason):
      json.member("action", "stop")
      json.member("reason", reason.name)
    }
    json.endObject()
  }
}
