import ScribeJSON

/// What an applied report changes in what is known of the content: TheRules, sections 5 and 6.
struct ContentDecision {
  let phaseBefore: Phase
  let phase: Phase
  let key: FingerprintKey
  private let serverTime: Instant

  private(set) var events: [Event] = []
  private(set) var anomalies: [Anomaly] = []

  init(from phaseBefore: Phase, to phase: Phase, serverTime: Instant, key: FingerprintKey) {
    self.phaseBefore = phaseBefore
    self.phase = phase
    self.serverTime = serverTime
    self.key = key
  }

  /// Whether tracked content changes, which tells `progress` from `same`.
  var changesContent: Bool { !events.isEmpty && events.contains(where: \.isContent) }

  mutating func decide(_ known: Content, _ given: ReportedContent) {
    decideAudio(known, given)
    decideTranscript(known, given)
    decideDocuments(known, given)
    decideInstants(known, given)
    decideWords(known, given)
    decideErrors(known, given)
    decidePassThrough(known, given)
    if let mode = given.uploadMode, mode != known.uploadMode {
      add(.uploadModeChanged(from: known.uploadMode, to: mode))
    }
    findAgain(known, given)
  }

  /// Finds what may be found of content that changes nothing: by itself, or by the clock.
  mutating func findAgain(_ known: Content, _ given: ReportedContent) {
    findAudioMismatch(given)
    findSkew(known, given)
    findOverdue(known, given)
    guard given.hasFindings else { return }
    anomalies += given.report.findings.unknownFields + given.report.findings.missingFields
  }

  mutating func add(_ event: Event) { events.append(event) }

  mutating func find(_ anomaly: Anomaly) { anomalies.append(anomaly) }
}

// MARK: - Audio

extension ContentDecision {
  private mutating func decideAudio(_ known: Content, _ given: ReportedContent) {
    if let received = given.audioFilesReceived, received != known.audioFilesReceived {
      add(.audioFilesChanged(from: known.audioFilesReceived, count: received))
      if let before = known.audioFilesReceived, received < before {
        find(
          Anomaly(
            .audioDecreased, path: "$.audio_files_received", expected: "at least \(before)",
            actual: "\(received)"))
      }
    }
    if let names = given.audioNames, names != known.audioNames { add(.audioNamesChanged(names)) }
    if let processed = given.audioFilesProcessed, processed != known.audioFilesProcessed {
      add(.audioFilesProcessedChanged(from: known.audioFilesProcessed, count: processed))
    }
  }

  private mutating func findAudioMismatch(_ given: ReportedContent) {
    guard let received = given.audioFilesReceived, let names = given.audioNames,
      received != names.count
    else { return }
    find(
      Anomaly(
        .audioCountMismatch, path: "$.audio_files", expected: "array(\(received))",
        actual: "array(\(names.count))"))
  }
}

// MARK: - Transcript

extension ContentDecision {
  private mutating func decideTranscript(_ known: Content, _ given: ReportedContent) {
    guard let transcript = given.transcript else { return }
    guard let digest = transcript.digest else {
      if phase.carriesContent, let before = known.transcript {
        add(.transcriptCleared(from: before.byteCount))
        lose(
          "$.transcript", expected: "string(\(before.byteCount))", actual: transcript.emptyShape)
      }
      return
    }
    guard let before = known.transcript else {
      add(.transcriptAppeared(digest))
      return
    }
    guard digest != before else { return }
    if digest.byteCount < before.byteCount {
      add(.transcriptShrank(from: before.byteCount, to: digest))
      findTranscript(.transcriptShrank, before, digest)
    } else if transcript.begins(with: before, in: given.report, key: key) {
      add(.transcriptExtended(from: before.byteCount, to: digest))
    } else {
      add(.transcriptRewritten(from: before.byteCount, to: digest))
      findTranscript(.transcriptRewritten, before, digest)
    }
  }

  private mutating func findTranscript(
    _ code: Anomaly.Code, _ before: ContentDigest, _ now: ContentDigest
  ) {
    find(
      Anomaly(
        code, path: "$.transcript", expected: "string(\(before.byteCount))",
        actual: "string(\(now.byteCount))"))
  }

  mutating func lose(_ path: String, expected: String, actual: String) {
    guard phase.carriesContent else { return }
    find(Anomaly(.contentLost, path: path, expected: expected, actual: actual))
  }
}

// MARK: - Instants

extension ContentDecision {
  private mutating func decideInstants(_ known: Content, _ given: ReportedContent) {
    for member in InstantMember.allCases {
      guard let instant = given.instants[member] else { continue }
      if let before = known.instantValues[member] {
        guard instant != before else { continue }
        add(.instantMoved(member, from: before, to: instant))
        findMoved(member, from: before, to: instant)
      } else {
        add(.instantSet(member, instant))
      }
    }
  }

  private mutating func findOverdue(_ known: Content, _ given: ReportedContent) {
    let expires = given.instants[.expiresAt] ?? known.instantValues[.expiresAt]
    guard phase.isOpen, let expires, serverTime > expires else { return }
    find(
      Anomaly(
        .overdue, path: "$.expires_at", expected: "settled by \(expires)", actual: phase.name))
  }

  private mutating func findMoved(_ member: InstantMember, from old: Instant, to new: Instant) {
    let path = Shape.path(ExactText(member.name))
    switch member {
    case .createdAt:
      find(
        Anomaly(
          .createdAtChanged, path: path, expected: old.description, actual: new.description))
    case .completedAt where phaseBefore.isSettled:
      find(
        Anomaly(
          .completedAtMoved, path: path, expected: old.description, actual: new.description))
    case .completedAt, .expiresAt, .expiredAt: break
    }
  }

  private mutating func findSkew(_ known: Content, _ given: ReportedContent) {
    let created = given.instants[.createdAt] ?? known.instantValues[.createdAt]
    if let completed = given.instants[.completedAt], let created, completed < created {
      find(
        Anomaly(
          .clockSkew, path: "$.completed_at", expected: "not before \(created)",
          actual: completed.description))
    }
    guard let expired = given.instants[.expiredAt] else { return }
    let latest = serverTime.advanced(by: .seconds(60))
    if expired > latest {
      find(
        Anomaly(
          .clockSkew, path: "$.expired_at", expected: "not after \(latest)",
          actual: expired.description))
    }
  }
}
