/// One exchange with the endpoint, as it came: what was asked and when, and what came back.
///
/// A poll is the truth that everything else is concluded from, and it is kept. Its body holds
/// patient data and its URL may hold a secret, so its descriptions show neither.
public struct Poll: Hashable, Sendable {
  /// When the request was sent, where that was recorded.
  public var sentAt: Instant?
  /// When the answer was complete, or the attempt had failed.
  public var receivedAt: Instant
  /// The HTTP method.
  ///
  /// Anything but exactly `GET` makes the poll an ignored one.
  public var method: String
  /// The URL as it was asked for, absolute or only the path with its query.
  public var url: String
  /// What came of it.
  public var outcome: Outcome

  /// What came of a request: an answer or none.
  public enum Outcome: Hashable, Sendable {
    /// The server, or something in front of it, answered.
    case answer(Answer)
    /// No answer came.
    case noAnswer(Failure)
  }

  /// Records one exchange.
  public init(
    sentAt: Instant?, receivedAt: Instant, method: String = "GET", url: String, outcome: Outcome
  ) {
    self.sentAt = sentAt
    self.receivedAt = receivedAt
    self.method = method
    self.url = url
    self.outcome = outcome
  }

  /// The answer, where one came.
  public var answer: Answer? {
    if case .answer(let answer) = outcome { answer } else { nil }
  }
}

extension Poll {
  /// An HTTP answer.
  public struct Answer: Hashable, Sendable {
    /// The HTTP status code.
    public var status: Int
    /// The header fields in their order.
    public var headers: [HeaderField]
    /// The body's exact bytes; nil where it was not recorded, which is not an empty body.
    public var body: [UInt8]?

    /// Records an answer.
    public init(status: Int, headers: [HeaderField] = [], body: [UInt8]?) {
      self.status = status
      self.headers = headers
      self.body = body
    }

    /// The value of the first header field of that name, in whatever case, without the blanks around
    /// it, which are no part of a value (RFC 9110, section 5.5).
    package func header(_ name: String) -> String? {
      guard let value = headers.first(where: { $0.isNamed(name) })?.value.utf8 else { return nil }
      let start = value.drop { $0 == 0x20 || $0 == 0x09 }
      let end = start.lastIndex { $0 != 0x20 && $0 != 0x09 }
      return end.map { String(decoding: start[...$0], as: UTF8.self) } ?? ""
    }
  }

  /// Why no answer came.
  public struct Failure: Hashable, Sendable {
    /// The kinds that a poll log tells apart.
    public enum Kind: Hashable, Sendable, CaseIterable {
      /// Nobody listens there.
      case refused
      /// The connection was broken off by the other side.
      case reset
      /// The connection was closed before an answer.
      case closed
      /// Nothing came in time.
      case timeout
      /// No secure connection could be made.
      case tls
      /// The host's name could not be resolved.
      case dns
      /// Anything else.
      case other
    }

    /// What went wrong.
    public var kind: Kind
    /// What the HTTP client said; kept with the poll, shown nowhere.
    public var message: String?

    /// Records a failure.
    public init(_ kind: Kind, message: String? = nil) {
      self.kind = kind
      self.message = message
    }
  }
}

/// A header field of an answer.
public struct HeaderField: Hashable, Sendable {
  /// The name as it was sent.
  public var name: String
  /// The value as it was sent.
  public var value: String

  /// A header field as it was sent.
  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }

  /// Whether the field has that name, upper and lower case of ASCII letters being one.
  package func isNamed(_ other: String) -> Bool {
    name.utf8.count == other.utf8.count
      && zip(name.utf8, other.utf8).allSatisfy { Self.lowercased($0) == Self.lowercased($1) }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
