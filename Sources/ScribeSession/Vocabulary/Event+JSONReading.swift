package import ScribeJSON

// Reads what `Event+JSON.swift` writes. Old logs stay readable for ever: a member that was ever
// written is read here, under its literal name.

extension Event {
  /// Reads a stored event; nil where it is none that this version knows.
  ///
  /// Linear in the text. Reading what was written gives the same event.
  package init?(_ json: JSONValue) {
    guard let stored = StoredObject(json), let type = stored.text("type"),
      let event = Self.sessionEvent(type, stored) ?? Self.contentEvent(type, stored)
        ?? Self.documentEvent(type, stored)
    else { return nil }
    self = event
  }

  private static func sessionEvent(_ type: String, _ stored: StoredObject) -> Event? {
    switch type {
    case "opened": PollStream(stored).map { .opened($0) }
    case "polled": PollRecord(stored).map { .polled($0) }
    case "phaseChanged":
      if let old: Phase = stored.named("from"), let new: Phase = stored.named("to") {
        .phaseChanged(from: old, to: new)
      } else {
        nil
      }
    case "retryAfterIgnored": .retryAfterIgnored
    case "anomalyBegan": Anomaly(stored).map { .anomalyBegan($0) }
    case "anomalyEnded":
      stored.named("code").map { .anomalyEnded($0, path: stored.text("path")) }
    default: nil
    }
  }

  private static func contentEvent(_ type: String, _ stored: StoredObject) -> Event? {
    let digest = ContentDigest(stored)
    switch type {
    case "audioFilesChanged":
      return stored.integer("count")
        .map { .audioFilesChanged(from: stored.integer("from"), count: $0) }
    case "audioFilesProcessedChanged":
      return stored.integer("count")
        .map { .audioFilesProcessedChanged(from: stored.integer("from"), count: $0) }
    case "audioNamesChanged": return AudioNames(stored).map { .audioNamesChanged($0) }
    case "transcriptAppeared": return digest.map { .transcriptAppeared($0) }
    case "transcriptExtended", "transcriptRewritten", "transcriptShrank":
      guard let digest, let old = stored.count("from_bytes") else { return nil }
      switch type {
      case "transcriptExtended": return .transcriptExtended(from: old, to: digest)
      case "transcriptRewritten": return .transcriptRewritten(from: old, to: digest)
      default: return .transcriptShrank(from: old, to: digest)
      }
    case "transcriptCleared":
      return stored.count("from_bytes").map { .transcriptCleared(from: $0) }
    case "instantSet":
      guard let member: InstantMember = stored.named("member"), let at = stored.instant("at")
      else { return nil }
      return .instantSet(member, at)
    case "instantMoved":
      guard let member: InstantMember = stored.named("member"), let at = stored.instant("at"),
        let old = stored.instant("from")
      else { return nil }
      return .instantMoved(member, from: old, to: at)
    case "modelChanged":
      return stored.word("to").map { .modelChanged(from: stored.word("from"), to: $0) }
    case "languageChanged":
      return stored.word("to").map { .languageChanged(from: stored.word("from"), to: $0) }
    case "messageChanged": return digest.map { .messageChanged($0) }
    case "errorChanged": return .errorChanged(ErrorDigest(stored))
    case "processingErrorsChanged":
      return ProcessingErrors(stored)
        .map { .processingErrorsChanged(from: stored.integer("from"), to: $0) }
    case "passThroughChanged":
      guard let member: PassThroughMember = stored.named("member"), let digest else { return nil }
      return .passThroughChanged(member, from: stored.count("from_bytes"), to: digest)
    case "uploadModeChanged":
      return stored.named("to").map { .uploadModeChanged(from: stored.named("from"), to: $0) }
    default: return nil
    }
  }

  private static func documentEvent(_ type: String, _ stored: StoredObject) -> Event? {
    let key = DocumentKey(stored)
    switch type {
    case "documentAdded": return Document(stored).map { .documentAdded($0) }
    case "documentStatusChanged":
      guard let key, let new = stored.word("to") else { return nil }
      return .documentStatusChanged(
        key, from: stored.word("from").map { DocumentStatus($0) }, to: DocumentStatus(new))
    case "documentContentChanged":
      guard let key, let part: Document.Part = stored.named("part"),
        let digest = ContentDigest(stored)
      else { return nil }
      return .documentContentChanged(key, part, from: stored.count("from_bytes"), to: digest)
    case "documentIdentified":
      guard let old = DocumentKey(place: stored), let id = stored.word("document_id") else {
        return nil
      }
      return .documentIdentified(old, as: .id(id))
    case "documentsRecounted":
      guard let templateID = stored.word("template_id"), let count = stored.integer("from"),
        let list = stored.list("documents")
      else { return nil }
      let documents = list.compactMap { StoredObject($0).flatMap { Document($0) } }
      guard documents.count == list.count else { return nil }
      return .documentsRecounted(templateID: templateID, from: count, to: documents)
    case "documentRemoved": return key.map { .documentRemoved($0) }
    default: return nil
    }
  }
}

extension PollStream {
  /// Reads what `writeMembers` wrote into an object.
  package init?(_ json: JSONValue) {
    guard let stored = StoredObject(json) else { return nil }
    self.init(stored)
  }

  init?(_ stored: StoredObject) {
    guard let id = stored.word("session") else { return nil }
    let filter = stored.object("filter")
    self.init(
      id: id,
      filter: Filter(
        templateID: filter?.word("template_id"), documentID: filter?.word("document_id")))
  }
}

extension PollRecord {
  init?(_ stored: StoredObject) {
    guard let kind = Kind(stored), let receivedAt = stored.instant("received_at") else {
      return nil
    }
    self.init(
      sentAt: stored.instant("sent_at"), receivedAt: receivedAt,
      serverTime: stored.instant("server_time") ?? receivedAt, httpStatus: stored.integer("http"),
      kind: kind, retryAfter: stored.duration("retry_after_s"),
      isClockSetBack: stored.boolean("clock_set_back") ?? false,
      identity: stored.fingerprint("identity"))
  }
}

extension PollRecord.Kind {
  fileprivate init?(_ stored: StoredObject) {
    switch stored.text("kind") {
    case "duplicate": self = .duplicate
    case "noAnswer":
      guard let failure: Poll.Failure.Kind = stored.named("failure") else { return nil }
      self = .noAnswer(failure)
    case "notModified": self = .notModified
    case "notFound": self = .notFound
    case "refused": self = .refused
    case "unreadable": self = .unreadable
    case "foreign": self = .foreign
    case "stale": self = .stale
    case "unrecognised": self = .unrecognised
    case "applied":
      guard let phase: Phase = stored.named("phase"), let agrees = stored.boolean("agrees")
      else { return nil }
      self = .applied(phase, agrees: agrees)
    default: return nil
    }
  }
}

extension ContentDigest {
  init?(_ stored: StoredObject) {
    guard let count = stored.count("bytes"),
      let fingerprint = stored.fingerprint("fingerprint")
    else { return nil }
    self.init(byteCount: count, fingerprint: fingerprint)
  }
}

extension AudioNames {
  init?(_ stored: StoredObject) {
    guard let count = stored.integer("count"),
      let fingerprint = stored.fingerprint("fingerprint")
    else { return nil }
    self.init(count: count, fingerprint: fingerprint)
  }
}

extension ErrorDigest {
  init(_ stored: StoredObject) {
    self.init(code: stored.word("code"), message: ContentDigest(stored))
  }
}

extension ProcessingErrors {
  init?(_ stored: StoredObject) {
    guard let count = stored.integer("count"), let list = stored.list("kinds"),
      let fingerprint = stored.fingerprint("fingerprint")
    else { return nil }
    self.init(
      count: count,
      kinds: list.compactMap { StoredObject($0) }.map {
        Kind(type: $0.word("type"), file: $0.word("file"))
      },
      fingerprint: fingerprint)
  }
}

extension Document {
  init?(_ stored: StoredObject) {
    guard let key = DocumentKey(stored), let templateID = stored.word("template_id") else {
      return nil
    }
    var parts: [Part: ContentDigest] = [:]
    for part in Part.allCases {
      parts[part] = stored.object(part.name).flatMap { ContentDigest($0) }
    }
    self.init(
      key: key, templateID: templateID, status: stored.word("status").map { DocumentStatus($0) },
      parts: parts)
  }
}

extension DocumentKey {
  init?(_ stored: StoredObject) {
    if let id = stored.word("document_id") {
      self = .id(id)
    } else {
      self.init(place: stored)
    }
  }

  fileprivate init?(place stored: StoredObject) {
    guard let templateID = stored.word("template_id"), let place = stored.integer("place") else {
      return nil
    }
    self = .place(templateID: templateID, place)
  }
}

extension Anomaly {
  init?(_ stored: StoredObject) {
    guard let code: Code = stored.named("code") else { return nil }
    self.init(
      code, path: stored.text("path"), expected: stored.text("expected"),
      actual: stored.text("actual"), offset: stored.integer("offset"))
  }
}
