// TheRules, section 7, from top to bottom.

/// What to do, and the row that says so.
struct NextDecision {
  let next: Next
  let rule: NextRule

  init(_ next: Next, _ rule: NextRule) {
    self.next = next
    self.rule = rule
  }
}

extension Session {
  /// What to do now: a function of the state and the policy alone.
  public func next(policy: PollPolicy = PollPolicy()) -> Next {
    guard let lastPoll else { return .poll(after: .zero) }
    return decideNext(after: lastPoll, policy: policy).next
  }

  /// What to do after a poll, which may be a duplicate that the state does not keep.
  func decideNext(after poll: PollRecord, policy: PollPolicy) -> NextDecision {
    let decision = decideBeforeDeadline(after: poll, policy)
    guard case .poll(let pause) = decision.next else { return decision }
    return clamped(pause, decision.rule, after: poll, policy)
  }

  /// The row that fits, before a deadline is looked at.
  private func decideBeforeDeadline(
    after poll: PollRecord, _ policy: PollPolicy
  ) -> NextDecision {
    if phase.isSettled, runs.lastReportAgreed { return settled(.settled, after: poll, policy) }
    switch poll.kind {
    case .applied, .notModified, .stale, .duplicate:
      if phase.isSettled, runs.disagreements >= policy.disagreementLimit {
        return settled(.disagreement, after: poll, policy)
      }
      if phase.isOpen, isOverdue(at: poll, policy) {
        return NextDecision(.stop(.overdue), .overdue)
      }
      return NextDecision(
        .poll(after: pause(policy.interval, after: poll, policy)),
        phase.isSettled ? .disagreement : .interval)
    case .notFound: return notFound(after: poll, policy)
    case .refused:
      guard let reason = poll.refusal else { return fault(.unreachable, after: poll, policy) }
      return NextDecision(.stop(reason), reason == .unauthorized ? .unauthorized : .rejected)
    case .unrecognised: return fault(.unrecognised, after: poll, policy)
    case .noAnswer, .unreadable, .foreign: return fault(.unreachable, after: poll, policy)
    }
  }

  private func settled(
    _ rule: NextRule, after poll: PollRecord, _ policy: PollPolicy
  ) -> NextDecision {
    guard let linger = policy.linger, phase == .partial || phase == .failed,
      let phaseSince, poll.receivedAt < phaseSince.advanced(by: linger.limit)
    else { return NextDecision(.stop(.settled), rule) }
    return NextDecision(.poll(after: pause(linger.interval, after: poll, policy)), .linger)
  }

  private func notFound(after poll: PollRecord, _ policy: PollPolicy) -> NextDecision {
    let pause = Next.poll(after: pause(policy.interval, after: poll, policy))
    guard runs.firstReport != nil else {
      let isLast = runs.notFounds >= policy.notFoundLimit
      return NextDecision(isLast ? .stop(.notFound) : pause, .notFound)
    }
    let isLast = runs.notFounds >= policy.vanishedLimit
    return NextDecision(isLast ? .stop(.vanished) : pause, .vanished)
  }

  private func fault(
    _ reason: StopReason, after poll: PollRecord, _ policy: PollPolicy
  ) -> NextDecision {
    guard runs.faults < policy.faultLimit else { return NextDecision(.stop(reason), .backoff) }
    return NextDecision(.poll(after: backoff(after: poll, policy)), .backoff)
  }

  /// The pause after a fault, which doubles with each further one.
  private func backoff(after poll: PollRecord, _ policy: PollPolicy) -> Duration {
    var backoff = policy.shortestBackoff
    for _ in 1..<max(1, runs.faults) where backoff < policy.longestBackoff { backoff *= 2 }
    return pause(min(backoff, policy.longestBackoff), after: poll, policy)
  }

  /// The pause, or `Retry-After` where that is longer and not longer than the policy obeys.
  private func pause(
    _ pause: Duration, after poll: PollRecord, _ policy: PollPolicy
  ) -> Duration {
    max(pause, min(poll.retryAfter ?? .zero, policy.longestRetryAfter))
  }

  private func isOverdue(at poll: PollRecord, _ policy: PollPolicy) -> Bool {
    guard let limits = openLimits(policy) else { return false }
    return poll.serverTime > limits.serverTime || poll.receivedAt > limits.receivedAt
  }

  /// How long an open session is polled, by the server's clock and by our own; nil before the first
  /// report.
  func openLimits(_ policy: PollPolicy) -> (serverTime: Instant, receivedAt: Instant)? {
    guard let first = runs.firstReport else { return nil }
    var limit =
      content.instantValues[.expiresAt]?.advanced(by: policy.overdueGrace)
      ?? first.serverTime.advanced(by: policy.openLimit)
    if let reopening = runs.reopening {
      limit = max(limit, reopening.serverTime.advanced(by: policy.openLimit))
    }
    let start = runs.reopening ?? first
    return (limit, start.receivedAt.advanced(by: policy.absoluteLimit))
  }

  private func clamped(
    _ pause: Duration, _ rule: NextRule, after poll: PollRecord, _ policy: PollPolicy
  ) -> NextDecision {
    guard let left = timeLeft(after: poll, policy), left < pause || left <= .zero else {
      return NextDecision(.poll(after: pause), rule)
    }
    return NextDecision(left <= .zero ? .stop(.deadline) : .poll(after: left), .deadline)
  }

  /// How long after a poll the deadline is, the caller's or the session's own; nil without one.
  ///
  /// The server tells its time in whole seconds, so that a session that expires within a second is
  /// polled once more after that second, and not as long as the same second is told.
  private func timeLeft(after poll: PollRecord, _ policy: PollPolicy) -> Duration? {
    let callers = policy.deadline.map { poll.receivedAt.duration(to: $0) }
    guard policy.endsAtExpiry, let expiry = content.instantValues[.expiresAt] else {
      return callers
    }
    let left = poll.serverTime.duration(to: expiry)
    let own = left > .zero ? max(left, .seconds(1)) : left
    return callers.map { min($0, own) } ?? own
  }
}

// What a runner needs beside ``Session/next(policy:)``.

extension Session {
  /// How long to wait before the first poll of a run that goes on with this session, and how long it
  /// is to the caller's deadline, where there is one.
  ///
  /// Only where the last answer asked for it (`Retry-After`) is a poll not due at once; the deadline
  /// comes before that.
  package func pauseBeforeResuming(
    at now: Instant, policy: PollPolicy
  ) -> (pause: Duration, timeLeft: Duration?) {
    let left = policy.deadline.map { max(.zero, now.duration(to: $0)) }
    guard let lastPoll else { return (.zero, left) }
    let asked = min(lastPoll.retryAfter ?? .zero, policy.longestRetryAfter)
    // A clock that was set back meanwhile must not make the wait longer than what was asked for.
    let passed = max(.zero, lastPoll.receivedAt.duration(to: now))
    return (max(.zero, asked - passed), left)
  }

  /// Between what bounds a runner may vary the pause after the last poll: `Retry-After` as far as it
  /// is obeyed, and the deadline, where there is one.
  package func pauseBounds(_ policy: PollPolicy) -> (shortest: Duration, longest: Duration?) {
    guard let lastPoll else { return (.zero, nil) }
    return (
      max(.zero, min(lastPoll.retryAfter ?? .zero, policy.longestRetryAfter)),
      timeLeft(after: lastPoll, policy)
    )
  }

  /// How long nobody should poll the host because it has answered the last poll with 429, whatever is
  /// next for this session; nil where it has not.
  package func pauseForAll(_ policy: PollPolicy) -> Duration? {
    guard let lastPoll, lastPoll.httpStatus == 429 else { return nil }
    return backoff(after: lastPoll, policy)
  }
}

extension PollRecord {
  /// Why an answer that carries no report ends polling at once; nil where it is a fault.
  var refusal: StopReason? {
    guard kind == .refused, let httpStatus else { return nil }
    switch httpStatus {
    case 401, 403: return .unauthorized
    case 408, 425, 429: return nil
    case 300..<500: return .rejected
    default: return nil
    }
  }

  /// Whether an answer that carries no report counts as a fault, after which polling backs off.
  var isFault: Bool { kind == .refused && refusal == nil }
}
