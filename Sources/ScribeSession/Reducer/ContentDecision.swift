import ScribeJSON

/// What an applied report changes in what is known of the content: TRANSITIONS sections 5 and 6.
struct ContentDecision {
  let known: Content
  let report: Report
  let phaseBefore: Phase
  let phase: Phase
  let key: FingerprintKey
  private let serverTime: Instant

  private(set) var events: [Event] = []
  private(set) var anomalies: [Anomaly] = []

  init(session: Session, report: Report, phase: Phase, record: PollRecord) {
    known = session.content
    phaseBefore = session.phase
    key = session.fingerprintKey
    serverTime = record.serverTime
    self.report = report
    self.phase = phase
  }

  mutating func decide() {
    decideAudio()
    decideTranscript()
    decideDocuments()
    decideInstants()
    decideWords()
    decideErrors()
    decidePassThrough()
    if let mode = report.uploadMode, mode != known.uploadMode {
      add(.uploadModeChanged(from: known.uploadMode, to: mode))
    }
    anomalies += report.findings.unknownFields + report.findings.missingFields
  }

  mutating func add(_ event: Event) { events.append(event) }

  mutating func find(_ anomaly: Anomaly) { anomalies.append(anomaly) }
}

// MARK: - Audio

extension ContentDecision {
  private mutating func decideAudio() {
    let received = report.count(.audioFilesReceived)
    let names = audioNames
    if let received, received != known.audioFilesReceived {
      add(.audioFilesChanged(from: known.audioFilesReceived, count: received))
      if let before = known.audioFilesReceived, received < before {
        find(
          Anomaly(
            .audioDecreased, path: "$.audio_files_received", expected: "at least \(before)",
            actual: "\(received)"))
      }
    }
    if let names, names != known.audioNames { add(.audioNamesChanged(names)) }
    if let received, let names, received != names.count {
      find(
        Anomaly(
          .audioCountMismatch, path: "$.audio_files", expected: "array(\(received))",
          actual: "array(\(names.count))"))
    }
    if let processed = report.count(.audioFilesProcessed), processed != known.audioFilesProcessed {
      add(.audioFilesProcessedChanged(from: known.audioFilesProcessed, count: processed))
    }
  }

  /// Servers rename `0.webm` to `s3://…/0.webm`, and list in order of arrival or of sequence.
  private var audioNames: AudioNames? {
    guard let list = report.values[.audioFiles] else { return nil }
    let names = list.elements.compactMap { element in
      element.string?.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        .last
    }
    var hasher = FingerprintHasher(key: key)
    for name in names.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      hasher.append(name.count)
      hasher.append(name)
    }
    return AudioNames(count: names.count, fingerprint: hasher.fingerprint)
  }
}

// MARK: - Transcript

extension ContentDecision {
  private mutating func decideTranscript() {
    guard let value = report.values[.transcript] else { return }
    guard let text = value.string?.utf8, !text.isEmpty else {
      if phase.carriesContent, let before = known.transcript {
        add(.transcriptCleared(from: before.byteCount))
        lose("$.transcript", expected: "string(\(before.byteCount))", actual: Shape.of(value))
      }
      return
    }
    guard let before = known.transcript else {
      add(.transcriptAppeared(Digest(of: text, key: key)))
      return
    }
    compare(text, with: before)
  }

  /// One pass tells the text's fingerprint, and whether it begins with the one known.
  private mutating func compare(_ text: ArraySlice<UInt8>, with before: Digest) {
    var hasher = FingerprintHasher(key: key)
    hasher.append(text.prefix(before.byteCount))
    let beginsAlike = text.count >= before.byteCount && hasher.fingerprint == before.fingerprint
    hasher.append(text.dropFirst(before.byteCount))
    let digest = Digest(byteCount: text.count, fingerprint: hasher.fingerprint)

    let expected = "string(\(before.byteCount))"
    let actual = "string(\(text.count))"
    if text.count < before.byteCount {
      add(.transcriptShrank(from: before.byteCount, to: digest))
      find(
        Anomaly(
          .transcriptShrank, path: "$.transcript", expected: expected, actual: actual))
    } else if !beginsAlike {
      add(.transcriptRewritten(from: before.byteCount, to: digest))
      find(
        Anomaly(
          .transcriptRewritten, path: "$.transcript", expected: expected, actual: actual))
    } else if digest != before {
      add(.transcriptExtended(from: before.byteCount, to: digest))
    }
  }

  mutating func lose(_ path: String, expected: String, actual: String) {
    guard phase.carriesContent else { return }
    find(Anomaly(.contentLost, path: path, expected: expected, actual: actual))
  }
}

// MARK: - Instants

extension ContentDecision {
  private mutating func decideInstants() {
    for member in InstantMember.allCases {
      guard let instant = report.instant(member.member) else { continue }
      if let before = known.instants[member] {
        guard instant != before else { continue }
        add(.instantMoved(member, from: before, to: instant))
        findMoved(member, from: before, to: instant)
      } else {
        add(.instantSet(member, instant))
      }
    }
    findSkew()
    let expires = report.instant(.expiresAt) ?? known.instants[.expiresAt]
    if phase.isOpen, let expires, serverTime > expires {
      find(
        Anomaly(
          .overdue, path: "$.expires_at", expected: "settled by \(expires)", actual: phase.name))
    }
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

  private mutating func findSkew() {
    let created = report.instant(.createdAt) ?? known.instants[.createdAt]
    if let completed = report.instant(.completedAt), let created, completed < created {
      find(
        Anomaly(
          .clockSkew, path: "$.completed_at", expected: "not before \(created)",
          actual: completed.description))
    }
    let latest = serverTime.advanced(by: .seconds(60))
    if let expired = report.instant(.expiredAt), expired > latest {
      find(
        Anomaly(
          .clockSkew, path: "$.expired_at", expected: "not after \(latest)",
          actual: expired.description))
    }
  }
}

extension InstantMember {
  fileprivate var member: Member {
    switch self {
    case .createdAt: .createdAt
    case .expiresAt: .expiresAt
    case .expiredAt: .expiredAt
    case .completedAt: .completedAt
    }
  }
}
