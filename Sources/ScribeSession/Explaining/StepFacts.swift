/// What the rows that a step went through looked at.
struct StepFacts {
  typealias Fact = Explanation.Fact

  let step: Step
  let poll: Poll
  let before: Session

  private var report: Report? { step.readReport }

  private var http: [Fact] { poll.answer.map { [Fact("HTTP status", "\($0.status)")] } ?? [] }

  /// Sections 1 and 2.
  var ofReading: [Fact] {
    switch step.readingRule {
    case .ignored: [Fact("asks for a session's state", isOfSession ? "another's" : "no")]
    case .duplicate: [Fact("sent_at", poll.sentAt?.description)] + http + failure + [body]
    case .noAnswer: failure
    case .notModified, .notFound: http + [firstReport]
    // Before a report a 304 is refused, too.
    case .refused: http + (poll.answer?.status == 304 ? [firstReport] : [])
    case .unreadable: http + [body]
    case .foreign: http + ofBody(member(.sessionID, "another id"))
    case .stale: [Fact("sent_at", poll.sentAt?.description), latestReport]
    case .report: http + [body] + ofBody(member(.sessionID, sessionID))
    }
  }

  /// What a body tells, which is nothing where it is not kept.
  private func ofBody(_ fact: Fact) -> [Fact] { report == nil ? [] : [fact] }

  /// Section 3.
  func ofStatus(_ rule: StatusRule) -> [Fact] {
    let word = member(.status, report?.status.map(Shape.ofWord))
    return http + (rule == .expiredEnvelope ? [member(.error, nil)] : [word])
  }

  /// Section 4, which looks at content only where the phase stays the same.
  var ofTransition: [Fact] {
    let phases = [
      Fact("phase before", before.phase.name), Fact("phase after", step.session.phase.name),
    ]
    guard before.phase == step.session.phase else { return phases }
    let changes = step.events.count(where: \.isContent)
    return phases + [Fact("changes of tracked content", "\(changes)")]
  }

  private var failure: [Fact] {
    guard case .noAnswer(let failure) = poll.outcome else { return [] }
    return [Fact("failure", failure.kind.name)]
  }

  private var isOfSession: Bool { PollStream(method: poll.method, url: poll.url) != nil }

  private var firstReport: Fact {
    Fact("first report", before.runs.firstReport?.receivedAt.description ?? "none yet")
  }

  private var latestReport: Fact {
    Fact("latest sent_at of a report", before.runs.latestReportSentAt?.description)
  }

  private var body: Fact {
    guard let answer = poll.answer else { return Fact("body", "none") }
    guard let body = answer.body else { return Fact("body", "none kept") }
    return Fact("body", "\(body.count) bytes", at: 0..<body.count)
  }

  private var sessionID: String {
    report?.sessionID == nil ? "not a string" : "the session's id"
  }

  private func member(_ member: Member, _ value: String?) -> Fact {
    let path = Shape.path(ExactText(member.rule.name))
    guard let place = report?.place(of: member) else { return Fact(path, "absent") }
    return Fact(path, value, at: place)
  }
}

// MARK: - Sections 5 and 6

extension StepFacts {
  /// A change, and where in the body it was found.
  func row(_ event: Event) -> Explanation.Row {
    let place = report?.place(of: event)
    return Explanation.Row(
      section: 5, name: event.name, summary: "tracked content changed",
      facts: place.map { [Fact($0.path, nil, at: $0.bytes)] } ?? [], event: event)
  }

  /// A finding, with what was expected and what was there.
  func row(_ anomaly: Anomaly) -> Explanation.Row {
    let place = anomaly.path.map { Fact($0, nil, at: report?.place(ofPath: $0)) }
    return Explanation.Row(
      section: 6, name: anomaly.code.name, summary: anomaly.severity.name,
      facts: [
        place, anomaly.expected.map { Fact("expected", $0) },
        anomaly.actual.map { Fact("actual", $0, at: offset(of: anomaly)) },
      ].compactMap { $0 } + clocks(anomaly))
  }

  /// Where a body could not be read any further, where there is one.
  private func offset(of anomaly: Anomaly) -> Range<Int>? {
    guard poll.answer?.body != nil else { return nil }
    return anomaly.offset.map { $0..<$0 }
  }

  /// The times that a finding looked at.
  private func clocks(_ anomaly: Anomaly) -> [Fact] {
    switch anomaly.code {
    case .logClock:
      [
        Fact("received_at", poll.receivedAt.description),
        Fact("received_at before", before.runs.lastReceivedAt?.description),
      ]
    case .polledTooSoon:
      [
        Fact("sent_at", poll.sentAt?.description),
        Fact("end of Retry-After", before.runs.retryAfterEnd?.description),
      ]
    case .clockSkew where anomaly.path == nil: [serverTime, receivedAt]
    // That completed_at is before created_at is told by what was expected.
    case .clockSkew where anomaly.path == "$.completed_at": []
    case .clockSkew, .overdue: [serverTime]
    case .vanished: [firstReport]
    case .statusDisagreement, .unknownStatus, .unexpectedHTTP, .regressed, .revived,
      .settledChanged, .sessionMismatch, .unreadableBody, .duplicateKey, .audioDecreased,
      .audioCountMismatch, .transcriptShrank, .transcriptRewritten, .contentLost,
      .documentRegressed, .createdAtChanged, .completedAtMoved, .settledFieldChanged, .typeDrift,
      .unknownField, .missingField:
      []
    }
  }

  private var serverTime: Fact { Fact("server time", step.record?.serverTime.description) }
  private var receivedAt: Fact { Fact("received_at", poll.receivedAt.description) }
}

// MARK: - Section 7

extension StepFacts {
  private static let policy = PollPolicy()

  func ofNext(_ rule: NextRule) -> [Fact] {
    let runs = step.session.runs
    let policy = Self.policy
    let facts =
      switch rule {
      case .settled:
        [phase, Fact("HTTP agreed with the last report", "yes")]
      case .linger: [phase, Fact("since", step.session.phaseSince?.description), receivedAt]
      case .disagreement:
        [
          phase, run("reports that HTTP contradicts", runs.disagreements, policy.disagreementLimit),
        ]
      case .overdue, .interval: [phase] + limits
      case .notFound: [run("404", runs.notFounds, policy.notFoundLimit)]
      case .vanished: [run("404", runs.notFounds, policy.vanishedLimit)]
      case .unauthorized, .rejected: http
      case .backoff: [run("faults", runs.faults, policy.faultLimit)]
      case .deadline: [receivedAt]
      }
    return facts + retryAfter
  }

  private var phase: Fact { Fact("phase", step.session.phase.name) }

  private func run(_ name: String, _ count: Int, _ limit: Int) -> Fact {
    Fact("\(name) in a row", "\(count) of \(limit)")
  }

  /// Both clocks, each with the time at which polling an open session ends.
  private var limits: [Fact] {
    guard step.session.phase.isOpen, let limits = step.session.openLimits(Self.policy) else {
      return []
    }
    return [
      serverTime, Fact("its limit", limits.serverTime.description),
      receivedAt, Fact("its limit", limits.receivedAt.description),
    ]
  }

  /// What the answer asked for, where there is a pause that it counts for.
  private var retryAfter: [Fact] {
    guard case .poll = step.next, let wait = step.record?.retryAfter else { return [] }
    let longest = Self.policy.longestRetryAfter
    let isClamped = wait > longest
    return [
      Fact(
        "Retry-After",
        "\(wait.secondsText) s" + (isClamped ? ", obeyed for \(longest.secondsText) s" : ""))
    ]
  }
}
