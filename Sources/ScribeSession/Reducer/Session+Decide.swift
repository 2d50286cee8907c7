import ScribeJSON

/// What a poll adds to a session.
public struct Decision: Sendable {
  /// What the poll meant.
  public let verdict: Verdict
  /// The stream that the first poll of a session tells.
  let opened: PollStream?
  /// What kind of answer it was; nil for an ignored poll.
  let record: PollRecord?
  /// What else it adds; most polls add nothing else.
  let furtherEvents: [Event]
  /// All findings about the poll, in the order of their codes.
  public let anomalies: [Anomaly]
  /// The view into any body that could be read, be it another session's or out of date.
  let readReport: Report?
  /// The row of TheRules, section 3, that fitted, where body and HTTP status were judged.
  package let statusRule: StatusRule?
  /// The row of TheRules, section 4, that fitted, where a report was applied.
  package let transitionRule: TransitionRule?
  /// The content that was compared with what is known and changes nothing.
  let absorbed: ContentToken?

  /// What it adds, in the order in which it is to be evolved; none for an ignored poll.
  ///
  /// Made when it is asked for.
  public var events: [Event] {
    var events: [Event] = []
    if let opened { events.append(.opened(opened)) }
    if let record { events.append(.polled(record)) }
    return events + furtherEvents
  }

  /// The view into the body of a report that was applied.
  public var report: Report? { transitionRule == nil ? nil : readReport }

  static let ignored = Decision(
    verdict: .ignored, opened: nil, record: nil, furtherEvents: [], anomalies: [],
    readReport: nil, statusRule: nil, transitionRule: nil, absorbed: nil)
}

extension Session {
  /// Says what a poll adds.
  ///
  /// Pure and total: the same session and poll, the same decision.
  ///
  /// A poll of another stream is ignored, like one of another endpoint.
  public func decide(_ poll: Poll) -> Decision {
    var reader = PollReader()
    return decide(
      reader.read(
        poll, key: fingerprintKey, transcriptLength: content.transcript?.byteCount))
  }

  /// Says what a poll adds that was read with this session's key.
  package func decide(_ read: ReadPoll) -> Decision {
    guard let pollStream = read.stream else { return .ignored }
    if let stream, stream != pollStream { return .ignored }
    let isClockSetBack = read.arrival.isClockSetBack(after: runs.lastReceivedAt)
    if let identity = read.arrival.identity, runs.identities.contains(identity) {
      return duplicate(read.arrival, isClockSetBack: isClockSetBack)
    }
    let judgement = AnswerJudgement(
      read, isKnown: runs.firstReport != nil,
      latestSentAt: isClockSetBack ? nil : runs.latestReportSentAt)
    let given = read.content
    let record = read.arrival.record(judgement.kind, isClockSetBack: isClockSetBack)
    var anomalies = findings(
      about: read.arrival, isClockSetBack: isClockSetBack, judgement, given)

    var events: [Event] = []
    if read.arrival.isRetryAfterUnreadable { events.append(.retryAfterIgnored) }
    var transitionRule: TransitionRule?
    var absorbed: ContentToken?
    if case .applied(let newPhase, agrees: _) = record.kind, let given {
      let change = contentDecision(given, in: newPhase, serverTime: record.serverTime)
      let rule = TransitionRule(
        from: phase, to: newPhase, contentChanged: change.changesContent)
      transitionRule = rule
      if newPhase != phase {
        events.append(.phaseChanged(from: phase, to: newPhase))
      } else if change.events.isEmpty, absorbedContent.token !== given.token {
        absorbed = given.token
      }
      if !change.events.isEmpty { events += change.events }
      if !change.anomalies.isEmpty { anomalies += change.anomalies }
      if let finding = Self.finding(about: rule, from: phase, to: newPhase) {
        anomalies.append(finding)
      }
    }
    if anomalies.count > 1 { anomalies = Self.ordered(anomalies) }
    addAnomalyEvents(anomalies, level: record.level, to: &events)
    return Decision(
      verdict: transitionRule?.verdict ?? judgement.verdict,
      opened: stream == nil ? pollStream : nil, record: record, furtherEvents: events,
      anomalies: anomalies, readReport: given?.report, statusRule: judgement.statusRule,
      transitionRule: transitionRule, absorbed: absorbed)
  }

  /// What a report changes in the content, which is compared unless it is known to change nothing.
  private func contentDecision(
    _ given: ReportedContent, in newPhase: Phase, serverTime: Instant
  ) -> ContentDecision {
    var decision = ContentDecision(
      from: phase, to: newPhase, serverTime: serverTime, key: fingerprintKey)
    if newPhase == phase, absorbedContent.token === given.token {
      decision.findAgain(content, given)
    } else {
      decision.decide(content, given)
    }
    return decision
  }

  /// A poll that is recorded twice: only its time counts, for the clock of the next one.
  private func duplicate(_ arrival: PollArrival, isClockSetBack: Bool) -> Decision {
    Decision(
      verdict: .duplicate, opened: nil,
      record: arrival.record(.duplicate, isClockSetBack: isClockSetBack), furtherEvents: [],
      anomalies: isClockSetBack ? [Anomaly(.logClock)] : [], readReport: nil, statusRule: nil,
      transitionRule: nil, absorbed: nil)
  }

  /// The findings that any poll may have, and those of TheRules, sections 2 and 3.
  private func findings(
    about arrival: PollArrival, isClockSetBack: Bool, _ judgement: AnswerJudgement,
    _ given: ReportedContent?
  ) -> [Anomaly] {
    var found: [Anomaly] = []
    if isClockSetBack { found.append(Anomaly(.logClock)) }
    if let sentAt = arrival.sentAt, let end = runs.retryAfterEnd, sentAt < end {
      found.append(Anomaly(.polledTooSoon))
    }
    if arrival.isServerClockOff { found.append(Anomaly(.clockSkew)) }

    switch judgement {
    case .noAnswer, .notModified, .refused: break
    case .notFound:
      if runs.firstReport != nil { found.append(Anomaly(.vanished)) }
    case .unreadable(let body):
      found.append(
        Anomaly(
          .unreadableBody, expected: "JSON object", actual: body.reason.name, offset: body.offset))
    case .foreign:
      found.append(
        Anomaly(
          .sessionMismatch, path: "$.session_id", expected: "the session's id",
          actual: "another id"))
    case .stale: break
    case .report:
      if let word = given?.word, !word.anomalies.isEmpty { found += word.anomalies }
    }
    if let given, given.hasFindings {
      found += given.report.findings.duplicateKeys + given.report.findings.typeDrifts
    }
    return found
  }

  /// The finding of TheRules, section 4, where the step is one.
  private static func finding(
    about rule: TransitionRule, from old: Phase, to new: Phase
  ) -> Anomaly? {
    let code: Anomaly.Code
    switch rule {
    case .openEarlier, .settledEarlier: code = .regressed
    case .expiredOther: code = .revived
    case .settledOther: code = .settledChanged
    case .firstOpen, .firstSettled, .unchanged, .contentChanged, .openLater, .openSettled,
      .settledProcessing:
      return nil
    }
    return Anomaly(code, path: "$.status", expected: old.name, actual: new.name)
  }

  static func ordered(_ anomalies: [Anomaly]) -> [Anomaly] {
    Anomaly.Code.allCases.flatMap { code in anomalies.filter { $0.code == code } }
  }

  /// What began and what ended, of the findings that a poll of that level can tell of.
  private func addAnomalyEvents(
    _ present: [Anomaly], level: PollRecord.Level, to events: inout [Event]
  ) {
    if present.isEmpty, openAnomalies.isEmpty { return }
    let now = Set(present.map(Finding.init))
    let open = Set(openAnomalies.map(Finding.init))
    let ended = openAnomalies.filter { $0.code.level <= level && !now.contains(Finding($0)) }
    let begun = present.filter { !open.contains(Finding($0)) }
    events += ended.map { .anomalyEnded($0.code, path: $0.path) }
    events += begun.map { .anomalyBegan($0) }
  }
}

/// One code at one place is one finding, however its value goes on to differ.
struct Finding: Hashable {
  let code: Anomaly.Code
  let path: ExactText?

  init(_ anomaly: Anomaly) {
    self.init(anomaly.code, anomaly.path)
  }

  init(_ code: Anomaly.Code, _ path: String?) {
    self.code = code
    self.path = path.map { ExactText($0) }
  }
}
