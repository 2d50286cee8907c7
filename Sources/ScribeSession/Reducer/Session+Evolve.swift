extension Session {
  /// Adds what a decision of this session says, event by event.
  public mutating func evolve(_ decision: Decision) {
    if let opened = decision.opened { evolve(.opened(opened)) }
    if let record = decision.record { evolve(record) }
    for event in decision.furtherEvents { evolve(event) }
    if let absorbed = decision.absorbed { absorbedContent.token = absorbed }
  }

  /// Adds one event.
  ///
  /// Total: any event may follow any other.
  public mutating func evolve(_ event: Event) {
    switch event {
    case .opened(let stream): self.stream = stream
    case .polled(let record): evolve(record)
    case .phaseChanged(let old, let new): evolvePhase(from: old, to: new)
    case .anomalyBegan(let anomaly): openAnomalies.append(anomaly)
    case .anomalyEnded(let code, let path):
      openAnomalies.removeAll { $0.code == code && $0.path == path }
    case .retryAfterIgnored: break
    case .audioFilesChanged, .audioNamesChanged, .audioFilesProcessedChanged,
      .transcriptAppeared, .transcriptExtended, .transcriptRewritten, .transcriptShrank,
      .transcriptCleared, .documentAdded, .documentStatusChanged, .documentContentChanged,
      .documentIdentified, .documentsRecounted, .documentRemoved, .instantSet, .instantMoved,
      .modelChanged, .languageChanged, .messageChanged, .errorChanged,
      .processingErrorsChanged, .passThroughChanged, .uploadModeChanged:
      content.evolve(event)
      absorbedContent.token = nil
    }
  }

  private mutating func evolve(_ record: PollRecord) {
    runs.lastReceivedAt = record.receivedAt
    if record.kind == .duplicate { return }
    lastPoll = record
    pollCount += 1
    runs.evolve(record)
  }

  private mutating func evolvePhase(from old: Phase, to new: Phase) {
    // Each once: a server that goes back and forth must not make a state grow.
    let skipped = old.skipped(to: new).filter { !skippedPhases.contains($0) }
    skippedPhases += skipped
    phase = new
    absorbedContent.token = nil
    phaseSince = lastPoll?.receivedAt
    if old.isSettled, new.isOpen { runs.reopening = lastPoll?.moment }
  }
}

extension PollRecord {
  var moment: PollRuns.Moment { .init(receivedAt: receivedAt, serverTime: serverTime) }
}

extension PollRuns {
  mutating func evolve(_ record: PollRecord) {
    identities.append(record.identity)
    if record.isClockSetBack { latestReportSentAt = nil }
    if let retryAfter = record.retryAfter {
      retryAfterEnd = record.receivedAt.advanced(by: retryAfter)
    }
    outage = Outage(after: outage, record)
    switch record.kind {
    case .applied(let phase, let agrees):
      firstReport = firstReport ?? record.moment
      if let sentAt = record.sentAt {
        latestReportSentAt = latestReportSentAt.map { max($0, sentAt) } ?? sentAt
      }
      lastReportAgreed = agrees
      disagreements = phase.isSettled && !agrees ? disagreements + 1 : 0
      faults = 0
      notFounds = 0
    case .notModified:
      if disagreements > 0 { disagreements += 1 }
      faults = 0
      notFounds = 0
    case .notFound: notFounds += 1
    case .noAnswer: faults += 1
    case .refused:
      if record.isFault { faults += 1 }
      notFounds = 0
    case .unreadable, .foreign, .unrecognised:
      faults += 1
      notFounds = 0
    case .stale: notFounds = 0
    case .duplicate: break
    }
  }
}

extension Content {
  /// Adds one event of content; the others leave it alone.
  mutating func evolve(_ event: Event) {
    switch event {
    case .audioFilesChanged(_, let count): audioFilesReceived = count
    case .audioNamesChanged(let names): audioNames = names
    case .audioFilesProcessedChanged(_, let count): audioFilesProcessed = count
    case .transcriptAppeared(let digest), .transcriptExtended(_, let digest),
      .transcriptRewritten(_, let digest), .transcriptShrank(_, let digest):
      transcript = digest
    case .transcriptCleared: transcript = nil
    case .documentAdded(let document): documentsByKey[document.key] = document
    case .documentStatusChanged(let key, _, let status): documentsByKey[key]?.status = status
    case .documentContentChanged(let key, let part, _, let digest):
      documentsByKey[key]?.parts[part] = digest
    case .documentIdentified(let old, let new):
      var document = documentsByKey.removeValue(forKey: old)
      document?.key = new
      documentsByKey[new] = document
    case .documentsRecounted(let templateID, let count, let recounted):
      for place in 0..<max(0, min(count, documentsByKey.count)) {
        documentsByKey[.place(templateID: templateID, place)] = nil
      }
      for document in recounted { documentsByKey[document.key] = document }
    case .documentRemoved(let key): documentsByKey[key] = nil
    case .instantSet(let member, let instant), .instantMoved(let member, _, let instant):
      instantValues[member] = instant
    case .modelChanged(_, let word): modelUsed = word
    case .languageChanged(_, let word): languageDetected = word
    case .messageChanged(let digest): message = digest
    case .errorChanged(let digest): error = digest
    case .processingErrorsChanged(_, let errors): processingErrors = errors
    case .uploadModeChanged(_, let mode): uploadMode = mode
    case .passThroughChanged(let member, _, let digest): passThroughDigests[member] = digest
    case .opened, .polled, .phaseChanged, .retryAfterIgnored, .anomalyBegan, .anomalyEnded: break
    }
  }
}
