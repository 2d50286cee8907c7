package import ScribeJSON

/// Reads the polls of one session one after the other, each beside the one before: what both answers
/// share is compared at the speed of memory, and only the rest is read anew.
///
/// What is read is the same as without a reader, whatever the answers are; a reader may be made anew
/// or used for another session at any time, at the price of one full read. It holds the last body
/// that could be read, which is patient data, and shows nothing of it.
///
/// ```swift
/// var session = Session()
/// var reader = PollReader()
/// for poll in polls { show(session.observe(poll, reader: &reader).verdict) }
/// ```
public struct PollReader: Sendable {
  private var key: FingerprintKey = .constant
  private var stream: (method: String, url: String, stream: PollStream?)?
  private var bodies = BodyReader()
  /// The content of the last body that could be read.
  private var last: ReportedContent?
  /// The fingerprint of that body, where one was needed.
  private var lastFingerprint: Fingerprint?

  /// How many bytes of memory the body takes that is held.
  package var heldByteCount: Int { bodies.heldByteCount }

  /// A reader that has read nothing.
  public init() {}

  /// Reads a poll for a session whose fingerprints are made with that key.
  ///
  /// - Parameter transcriptLength: the length of the transcript that the session knows, if any.
  package mutating func read(
    _ poll: Poll, key: FingerprintKey, transcriptLength: Int? = nil
  ) -> ReadPoll {
    if key != self.key { self = PollReader(key: key) }
    let stream = stream(of: poll)
    let outcome = outcome(of: poll, in: stream, transcriptLength)
    return ReadPoll(
      stream: stream,
      arrival: PollArrival(poll, bodyFingerprint: bodyFingerprint(poll, outcome), key: key),
      outcome: outcome)
  }

  private init(key: FingerprintKey) {
    self.key = key
  }

  private mutating func stream(of poll: Poll) -> PollStream? {
    if let stream, stream.url.isIdentical(to: poll.url), stream.method == poll.method {
      return stream.stream
    }
    let new = PollStream(method: poll.method, url: poll.url)
    stream = (poll.method, poll.url, new)
    return new
  }

  private mutating func outcome(
    of poll: Poll, in stream: PollStream?, _ transcriptLength: Int?
  ) -> ReadPoll.Outcome {
    let answer: Poll.Answer
    switch poll.outcome {
    case .noAnswer(let failure): return .noAnswer(failure.kind)
    case .answer(let received): answer = received
    }
    guard answer.carriesReport else { return .unread(http: answer.status) }
    do throws(UnreadableBody) {
      let content = try content(of: answer, transcriptLength)
      if let id = content.sessionID, let stream, id != stream.id { return .foreign(content) }
      return .content(content)
    } catch {
      return .unreadable(error, http: answer.status)
    }
  }

  private mutating func content(
    of answer: Poll.Answer, _ transcriptLength: Int?
  ) throws(UnreadableBody) -> ReportedContent {
    let report = try bodies.read(answer)
    if let last, last.report.body === report.body { return last }
    if bodies.checkedCount > 0 { lastFingerprint = nil }
    let content: ReportedContent
    if let last, let changes = bodies.changes {
      content = ReportedContent(report, key: key, after: last, changes: changes)
    } else {
      content = ReportedContent(report, key: key, transcriptLength: transcriptLength)
    }
    last = content
    return content
  }

  /// The fingerprint of the whole body, by which a poll is known when it is recorded again.
  private mutating func bodyFingerprint(
    _ poll: Poll, _ outcome: ReadPoll.Outcome
  ) -> Fingerprint? {
    guard poll.sentAt != nil, let body = poll.answer?.body else { return nil }
    switch outcome {
    case .content, .foreign: break
    case .noAnswer, .unread, .unreadable: return Fingerprint(of: body[...], key: key)
    }
    if let lastFingerprint { return lastFingerprint }
    let fingerprint = Fingerprint(of: body[...], key: key)
    lastFingerprint = fingerprint
    return fingerprint
  }
}

extension PollReader: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// How many bytes are held.
  public var description: String { "poll reader, \(heldByteCount) bytes held" }
  /// The same as ``description``.
  public var debugDescription: String { description }
  /// No children, so that a dump shows no payload.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension String {
  /// Whether both are the same bytes.
  fileprivate func isIdentical(to other: String) -> Bool { ExactText(self) == ExactText(other) }
}
