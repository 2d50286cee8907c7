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
    case .ignored: [Fact("method", poll.method == "GET" ? "GET" : "another")]
    case .duplicate: [Fact("sent_at", poll.sentAt?.description)] + http
    case .noAnswer:
      if case .noAnswer(let failure) = poll.outcome {
        [Fact("failure", failure.kind.name)]
      } else {
        []
      }
    case .notModified, .notFound: http + [firstReport]
    case .refused: http
    case .unreadable: http + [body]
    case .foreign: http + [member(.sessionID, "another id")]
    case .stale: [Fact("sent_at", poll.sentAt?.description), latestReport]
    case .report: http + [body, member(.sessionID, sessionID)]
    }
  }

  /// Section 3.
  func ofStatus(_ rule: StatusRule) -> [Fact] {
    let word = member(.status, report?.status.map(Shape.ofWord))
    return http + (rule == .expiredEnvelope ? [member(.error, nil)] : [word])
  }

  /// Section 4.
  var ofTransition: [Fact] {
    let changes = step.events.count(where: \.isContent)
    return [
      Fact("phase before", before.phase.name + (before.phaseSince.map { " since \($0)" } ?? "")),
      Fact("phase after", step.session.phase.name),
      Fact("changes of tracked content", "\(changes)"),
    ]
  }

  private var firstReport: Fact {
    Fact("first report", before.runs.firstReport?.receivedAt.description ?? "none yet")
  }

  private var latestReport: Fact {
    Fact("latest sent_at of a report", before.runs.latestReportSentAt?.description)
  }

  private var body: Fact {
    guard let body = poll.answer?.body else { return Fact("body", "not recorded") }
    return Fact("body", "\(body.count) bytes", at: 0..<body.count)
  }

  private var sessionID: String {
    report?.sessionID == nil ? "absent" : "the session's id"
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
      facts: place.map { [Fact($0.path, nil, at: $0.bytes)] } ?? [])
  }

  /// A finding, with what was expected and what was there.
  func row(_ anomaly: Anomaly) -> Explanation.Row {
    let bytes = anomaly.offset.map { $0..<$0 } ?? anomaly.path.flatMap { report?.place(ofPath: $0) }
    return Explanation.Row(
      section: 6, name: anomaly.code.name, summary: anomaly.severity.name,
      facts: [
        anomaly.path.map { Fact($0, anomaly.actual, at: bytes) }
          ?? anomaly.actual.map { Fact("actual", $0, at: bytes) },
        anomaly.expected.map { Fact("expected", $0) },
      ].compactMap { $0 } + ownFacts(anomaly.code))
  }

  /// What a finding without a place in the body is about.
  private func ownFacts(_ code: Anomaly.Code) -> [Fact] {
    switch code {
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
    case .clockSkew, .overdue: [serverTime, Fact("received_at", poll.receivedAt.description)]
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
}

// MARK: - Section 7

extension StepFacts {
  private static let policy = PollPolicy()

  func ofNext(_ rule: NextRule) -> [Fact] {
    let runs = step.session.runs
    let policy = Self.policy
    let facts =
      switch rule {
      case .unpolled: [] as [Fact]
      case .settled, .linger:
        [Fact("phase", step.session.phase.name), Fact("HTTP agreed with the last report", "yes")]
      case .disagreement:
        [
          Fact("phase", step.session.phase.name),
          run("reports that HTTP contradicts", runs.disagreements, policy.disagreementLimit),
        ]
      case .overdue: [serverTime] + limits
      case .interval: [Fact("phase", step.session.phase.name)] + limits
      case .notFound: [run("404", runs.notFounds, policy.notFoundLimit)]
      case .vanished: [run("404", runs.notFounds, policy.vanishedLimit)]
      case .unauthorized, .rejected: http
      case .backoff: [run("faults", runs.faults, policy.faultLimit)]
      case .deadline: [Fact("received_at", poll.receivedAt.description)]
      }
    return facts + retryAfter
  }

  private func run(_ name: String, _ count: Int, _ limit: Int) -> Fact {
    Fact("\(name) in a row", "\(count) of \(limit)")
  }

  private var limits: [Fact] {
    guard step.session.phase.isOpen, let limits = step.session.openLimits(Self.policy) else {
      return []
    }
    return [
      Fact("limit by server time", limits.serverTime.description),
      Fact("limit by received_at", limits.receivedAt.description),
    ]
  }

  private var retryAfter: [Fact] {
    guard let wait = step.record?.retryAfter else { return [] }
    return [Fact("Retry-After", "\(wait.secondsText) s")]
  }
}
