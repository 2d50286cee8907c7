import ScribeSession

/// Makes one poll: token, request, redirects within the host, and an end where it takes too long.
struct PollExchange: Sendable {
  /// How far both clocks may differ over a request before the time of day was set meanwhile.
  private static let clockTolerance: Duration = .milliseconds(100)

  private let transport: any PollTransport
  private let token: @Sendable () async throws -> String?
  private let clock: any PollClock
  private let settings: TrackerSettings
  /// The timer of all requests that are under way.
  private let timeouts: Alarm

  init(
    transport: any PollTransport, token: @escaping @Sendable () async throws -> String?,
    clock: any PollClock, settings: TrackerSettings
  ) {
    self.transport = transport
    self.token = token
    self.clock = clock
    self.settings = settings
    timeouts = Alarm(clock)
  }

  /// A poll, and when it was sent and answered by the clock that pauses are measured with.
  struct Result {
    let poll: Poll
    let sentAt: Duration
    let receivedAt: Duration
  }

  /// The token to poll with; nil where none is needed.
  func currentToken() async throws -> BearerToken? {
    guard let text = try await token() else { return nil }
    guard let token = BearerToken(text) else { throw TrackingError.unusableToken }
    return token
  }

  /// Asks once and waits for what comes; throws where the task is cancelled, and then there is no
  /// poll.
  func poll(
    _ target: PollTarget, _ token: BearerToken?, ifNoneMatch entityTag: String?
  ) async throws(CancellationError) -> Result {
    var headers = [HeaderField(name: "Accept", value: "application/json")]
    if let token { headers.append(token.headerField) }
    if let entityTag { headers.append(HeaderField(name: "If-None-Match", value: entityTag)) }
    let sentAt = (clock.now, clock.elapsed)
    let outcome = try await outcome(
      of: target.url, headers, endingAtElapsed: sentAt.1 + settings.requestTimeout)
    let receivedAt = (clock.now, clock.elapsed)
    let kept = token.map { outcome.withoutHeaders(holding: $0) } ?? outcome
    let poll = Poll(
      sentAt: Self.timeOfDay(sentAt, before: receivedAt), receivedAt: receivedAt.0,
      url: target.url, outcome: kept)
    return Result(poll: poll, sentAt: sentAt.1, receivedAt: receivedAt.1)
  }

  /// When a poll was sent by the time of day as it was when the answer came.
  ///
  /// Where the clock was set meanwhile, the time that was read before would belong to no other poll:
  /// of a clock set back, it would make all later polls stale until that time has come again.
  private static func timeOfDay(
    _ sent: (Instant, Duration), before received: (Instant, Duration)
  ) -> Instant {
    let latency = received.1 - sent.1
    let difference = sent.0.duration(to: received.0) - latency
    let isSet = difference > clockTolerance || difference < .zero - clockTolerance
    return isSet ? received.0.advanced(by: .zero - latency) : sent.0
  }

  private func outcome(
    of url: String, _ headers: [HeaderField], endingAtElapsed end: Duration
  ) async throws(CancellationError) -> Poll.Outcome {
    var url = url
    for _ in 0..<max(0, settings.redirectLimit) {
      let outcome = try await send(url, headers, endingAtElapsed: end)
      guard case .answer(let answer) = outcome,
        let other = PollTarget.redirect(from: url, answer)
      else { return outcome }
      url = other
    }
    return try await send(url, headers, endingAtElapsed: end)
  }

  /// Sends one request, and gives it up at that time.
  private func send(
    _ url: String, _ headers: [HeaderField], endingAtElapsed end: Duration
  ) async throws(CancellationError) -> Poll.Outcome {
    let request = PollRequest(url: url, headers: headers, bodyLimit: settings.bodyLimit)
    let outcome = await withTaskGroup(of: Poll.Outcome?.self) { [transport, timeouts] group in
      group.addTask { await transport.outcome(of: request) }
      group.addTask {
        await timeouts.sleep(untilElapsed: end) ? .noAnswer(Poll.Failure(.timeout)) : nil
      }
      let first = await group.next()
      // The other one ends before the group does: there is never a second request.
      group.cancelAll()
      return first.flatMap { $0 }
    }
    guard let outcome, !Task.isCancelled || outcome.isAnswer else { throw CancellationError() }
    return outcome
  }
}

extension PollTransport {
  /// What comes of a request, whatever the transport throws.
  fileprivate func outcome(of request: PollRequest) async -> Poll.Outcome {
    do {
      let outcome = try await send(request)
      // Not every transport minds the limit while the body comes in.
      if case .answer(let answer) = outcome, answer.body?.count ?? 0 > request.bodyLimit {
        return request.bodyTooLong
      }
      return outcome
    } catch {
      // What a client throws may quote URL and header fields, so nothing of it is kept.
      return .noAnswer(Poll.Failure(.other))
    }
  }
}

extension Poll.Outcome {
  /// The outcome without the header fields in which a server repeats the token.
  fileprivate func withoutHeaders(holding token: BearerToken) -> Poll.Outcome {
    guard case .answer(var answer) = self else { return self }
    answer.headers.removeAll { token.isPart(of: $0.value) }
    return .answer(answer)
  }

  fileprivate var isAnswer: Bool {
    if case .answer = self { true } else { false }
  }
}

/// A bearer token (RFC 6750): compared, sent, and never shown.
struct BearerToken: Hashable, Sendable {
  /// No server takes header fields as long as that.
  private static let longest = 1 << 14

  private let text: String

  /// Nil where it cannot be part of a header field.
  init?(_ text: String) {
    guard !text.isEmpty, text.utf8.count <= Self.longest,
      text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    self.text = text
  }

  func isPart(of value: String) -> Bool { value.contains(text) }

  var headerField: HeaderField { HeaderField(name: "Authorization", value: "Bearer \(text)") }
}

extension BearerToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// That there is one.
  var description: String { "bearer token" }
  /// The same as ``description``.
  var debugDescription: String { description }
  /// No children, so that a dump does not show it.
  var customMirror: Mirror { Mirror(self, children: []) }
}
