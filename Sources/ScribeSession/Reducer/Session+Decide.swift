import ScribeJSON

/// What a poll adds to a session.
public struct Decision: Sendable {
  /// What the poll meant.
  public let verdict: Verdict
  /// What it adds, in the order in which it is to be evolved; none for an ignored poll.
  public let events: [Event]
  /// All findings about the poll, in the order of their codes.
  public let anomalies: [Anomaly]
  /// The view into the body of a report that was applied.
  public let report: Report?
  /// The view into any body that could be read, be it another session's or out of date.
  let readReport: Report?
  /// The row of TRANSITIONS section 3 that fitted, where body and HTTP status were judged.
  public let statusRule: StatusRule?
  /// The row of TRANSITIONS section 4 that fitted, where a report was applied.
  public let transitionRule: TransitionRule?
  /// What kind of answer it was; nil for an ignored poll.
  let record: PollRecord?

  static let ignored = Decision(
    verdict: .ignored, events: [], anomalies: [], report: nil, readReport: nil, statusRule: nil,
    transitionRule: nil, record: nil)
}

extension Session {
  /// Says what a poll adds.
  ///
  /// Pure and total: the same session and poll, the same decision.
  ///
  /// A poll of another stream is ignored, like one of another endpoint.
  public func decide(_ poll: Poll) -> Decision {
    guard let pollStream = PollStream(method: poll.method, url: poll.url),
      stream == nil || stream == pollStream
    else { return .ignored }

    let arrival = PollArrival(poll, lastReceivedAt: runs.lastReceivedAt, key: fingerprintKey)
    if let identity = arrival.identity, runs.identities.contains(identity) {
      return duplicate(arrival)
    }
    let reading = read(poll, as: pollStream, arrival)
    let record = arrival.record(reading.kind)
    let found = findings(about: poll, arrival, reading)

    var events: [Event] = stream == nil ? [.opened(pollStream)] : []
    events.append(.polled(record))
    if arrival.isRetryAfterUnreadable { events.append(.retryAfterIgnored) }
    var anomalies = found
    var transitionRule: TransitionRule?
    if case .report(let report, let word) = reading, let newPhase = word.phase {
      if newPhase != phase { events.append(.phaseChanged(from: phase, to: newPhase)) }
      var content = ContentDecision(session: self, report: report, phase: newPhase, record: record)
      content.decide()
      events += content.events
      anomalies += content.anomalies
      let rule = TransitionRule(
        from: phase, to: newPhase, contentChanged: content.events.contains(where: \.isContent))
      transitionRule = rule
      anomalies += Self.findings(about: rule, from: phase, to: newPhase)
    }
    anomalies = Self.ordered(anomalies)
    events += anomalyEvents(anomalies, level: record.level)
    return Decision(
      verdict: transitionRule?.verdict ?? reading.verdict, events: events, anomalies: anomalies,
      report: transitionRule == nil ? nil : reading.report, readReport: reading.report,
      statusRule: reading.statusRule, transitionRule: transitionRule,
      record: record)
  }

  /// A poll that is recorded twice: only its time counts, for the clock of the next one.
  private func duplicate(_ arrival: PollArrival) -> Decision {
    let record = arrival.record(.duplicate)
    return Decision(
      verdict: .duplicate, events: [.polled(record)],
      anomalies: arrival.isClockSetBack ? [Anomaly(.logClock)] : [], report: nil,
      readReport: nil, statusRule: nil, transitionRule: nil, record: record)
  }

  /// TRANSITIONS section 2: the first row that fits.
  private func read(
    _ poll: Poll, as pollStream: PollStream, _ arrival: PollArrival
  ) -> PollReading {
    let answer: Answer
    switch poll.outcome {
    case .noAnswer(let failure): return .noAnswer(failure.kind)
    case .answer(let received): answer = received
    }
    if answer.status == 304, runs.firstReport != nil { return .notModified }
    if answer.status == 404 { return .notFound }
    guard (200..<300).contains(answer.status) || answer.status == 410 else { return .refused }

    let report: Report
    do {
      report = try Report(answer)
    } catch {
      return .unreadable(error)
    }
    if let id = report.sessionID, id != pollStream.id { return .foreign(report) }
    if let sentAt = poll.sentAt, let latest = runs.latestReportSentAt, sentAt < latest,
      !arrival.isClockSetBack
    {
      return .stale(report)
    }
    return .report(report, ServerWord(report, http: answer.status))
  }

  /// The findings that any poll may have, and those of TRANSITIONS sections 2 and 3.
  private func findings(
    about poll: Poll, _ arrival: PollArrival, _ reading: PollReading
  ) -> [Anomaly] {
    var found: [Anomaly] = []
    if arrival.isClockSetBack { found.append(Anomaly(.logClock)) }
    if let sentAt = poll.sentAt, let end = runs.retryAfterEnd, sentAt < end {
      found.append(Anomaly(.polledTooSoon))
    }
    if arrival.isServerClockOff { found.append(Anomaly(.clockSkew)) }

    switch reading {
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
    case .report(_, let word): found += word.anomalies
    }
    if let findings = reading.report?.findings {
      found += findings.duplicateKeys + findings.typeDrifts
    }
    return found
  }

  /// The findings of TRANSITIONS section 4.
  private static func findings(
    about rule: TransitionRule, from old: Phase, to new: Phase
  ) -> [Anomaly] {
    let code: Anomaly.Code
    switch rule {
    case .openEarlier, .settledEarlier: code = .regressed
    case .expiredOther: code = .revived
    case .settledOther: code = .settledChanged
    case .firstOpen, .firstSettled, .unchanged, .contentChanged, .openLater, .openSettled,
      .settledProcessing:
      return []
    }
    return [Anomaly(code, path: "$.status", expected: old.name, actual: new.name)]
  }

  private static func ordered(_ anomalies: [Anomaly]) -> [Anomaly] {
    guard anomalies.count > 1 else { return anomalies }
    return Anomaly.Code.allCases.flatMap { code in anomalies.filter { $0.code == code } }
  }

  /// What began and what ended, of the findings that a poll of that level can tell of.
  private func anomalyEvents(_ present: [Anomaly], level: PollRecord.Level) -> [Event] {
    if present.isEmpty, openAnomalies.isEmpty { return [] }
    let now = Set(present.map(Finding.init))
    let open = Set(openAnomalies.map(Finding.init))
    let ended = openAnomalies.filter { $0.code.level <= level && !now.contains(Finding($0)) }
    let begun = present.filter { !open.contains(Finding($0)) }
    return ended.map { .anomalyEnded($0.code, path: $0.path) } + begun.map { .anomalyBegan($0) }
  }
}

/// One code at one place is one finding, however its value goes on to differ.
private struct Finding: Hashable {
  let code: Anomaly.Code
  let path: ExactText?

  init(_ anomaly: Anomaly) {
    code = anomaly.code
    path = anomaly.path.map { ExactText($0) }
  }
}
