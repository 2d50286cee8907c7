// TRANSITIONS section 7, from top to bottom.

extension Session {
  /// What to do now: a function of the state and the policy alone.
  public func next(policy: PollPolicy = PollPolicy()) -> Next {
    guard let lastPoll else { return .poll(after: .zero) }
    return next(after: lastPoll, policy: policy)
  }

  /// What to do after a poll, which may be a duplicate that the state does not keep.
  func next(after poll: PollRecord, policy: PollPolicy) -> Next {
    switch undeadlined(after: poll, policy) {
    case .stop(let reason): .stop(reason)
    case .poll(let pause): clamped(pause, after: poll, policy)
    }
  }

  private func undeadlined(after poll: PollRecord, _ policy: PollPolicy) -> Next {
    if phase.isSettled, runs.lastReportAgreed { return settled(after: poll, policy) }
    switch poll.kind {
    case .applied, .notModified, .stale, .duplicate:
      if phase.isSettled, runs.disagreements >= policy.disagreementLimit {
        return settled(after: poll, policy)
      }
      if phase.isOpen, isOverdue(at: poll, policy) { return .stop(.overdue) }
      return .poll(after: pause(policy.interval, after: poll, policy))
    case .notFound: return notFound(after: poll, policy)
    case .refused:
      if let reason = poll.refusal { return .stop(reason) }
      return fault(.unreachable, after: poll, policy)
    case .unrecognised: return fault(.unrecognised, after: poll, policy)
    case .noAnswer, .unreadable, .foreign: return fault(.unreachable, after: poll, policy)
    }
  }

  private func settled(after poll: PollRecord, _ policy: PollPolicy) -> Next {
    guard let linger = policy.linger, phase == .partial || phase == .failed,
      let phaseSince, poll.receivedAt < phaseSince.advanced(by: linger.limit)
    else { return .stop(.settled) }
    return .poll(after: pause(linger.interval, after: poll, policy))
  }

  private func notFound(after poll: PollRecord, _ policy: PollPolicy) -> Next {
    if runs.firstReport == nil, runs.notFounds >= policy.notFoundLimit { return .stop(.notFound) }
    if runs.firstReport != nil, runs.notFounds >= policy.vanishedLimit { return .stop(.vanished) }
    return .poll(after: pause(policy.interval, after: poll, policy))
  }

  private func fault(_ reason: StopReason, after poll: PollRecord, _ policy: PollPolicy) -> Next {
    guard runs.faults < policy.faultLimit else { return .stop(reason) }
    return .poll(after: backoff(after: poll, policy))
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
    guard let first = runs.firstReport else { return false }
    var limit =
      content.instantValues[.expiresAt]?.advanced(by: policy.overdueGrace)
      ?? first.serverTime.advanced(by: policy.openLimit)
    if let reopening = runs.reopening {
      limit = max(limit, reopening.serverTime.advanced(by: policy.openLimit))
    }
    let start = runs.reopening ?? first
    return poll.serverTime > limit
      || poll.receivedAt > start.receivedAt.advanced(by: policy.absoluteLimit)
  }

  private func clamped(
    _ pause: Duration, after poll: PollRecord, _ policy: PollPolicy
  ) -> Next {
    guard let left = timeLeft(after: poll, policy) else { return .poll(after: pause) }
    return left <= .zero ? .stop(.deadline) : .poll(after: min(pause, left))
  }

  /// How long after a poll the deadline is, the caller's or the session's own; nil without one.
  ///
  /// The server tells its time in whole seconds, so that a session that expires within a second is
  /// polled once more after that second, and not as long as the same second is told.
  private func timeLeft(after poll: PollRecord, _ policy: PollPolicy) -> Duration? {
    let own = policy.endsAtExpiry ? content.instantValues[.expiresAt] : nil
    let lefts = [
      policy.deadline.map { poll.receivedAt.duration(to: $0) },
      own.map { poll.serverTime.duration(to: $0) }.map { $0 > .zero ? max($0, .seconds(1)) : $0 },
    ]
    return lefts.compactMap { $0 }.min()
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
    guard let lastPoll, lastPoll.http == 429 else { return nil }
    return backoff(after: lastPoll, policy)
  }
}

extension PollRecord {
  /// Why an answer that carries no report ends polling at once; nil where it is a fault.
  var refusal: StopReason? {
    guard kind == .refused, let http else { return nil }
    switch http {
    case 401, 403: return .unauthorized
    case 408, 425, 429: return nil
    case 300..<500: return .rejected
    default: return nil
    }
  }

  /// Whether an answer that carries no report counts as a fault, after which polling backs off.
  var isFault: Bool { kind == .refused && refusal == nil }
}
