// A poll that is printed, logged, or dumped by a debugger shows shapes and counts, never payload.

extension Poll: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Method, outcome and time; neither URL nor payload.
  public var description: String { "\(method) \(outcome) at \(receivedAt)" }

  /// The same as ``description``.
  public var debugDescription: String { description }

  /// No children, so that a dump shows no payload.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Poll.Outcome: CustomStringConvertible {
  /// The answer or the failure in short.
  public var description: String {
    switch self {
    case .answer(let answer): answer.description
    case .noAnswer(let failure): failure.description
    }
  }

  /// The HTTP status, or the kind of failure.
  package var word: String {
    switch self {
    case .answer(let answer): "\(answer.status)"
    case .noAnswer(let failure): failure.kind.name
    }
  }
}

extension Poll.Answer: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The status and the body's length.
  public var description: String {
    "HTTP \(status), " + (body.map { "\($0.count) bytes" } ?? "body not recorded")
  }

  /// The same as ``description``.
  public var debugDescription: String { description }

  /// No children, so that a dump shows no payload.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension HeaderField: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The name without the value, which may be a credential.
  public var description: String { "\(name): …" }

  /// The same as ``description``.
  public var debugDescription: String { description }

  /// No children, so that a dump shows no value.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Poll.Failure: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The kind without the client's message, which may quote a URL.
  public var description: String { "no answer (\(kind.name))" }

  /// The same as ``description``.
  public var debugDescription: String { description }

  /// No children, so that a dump shows no message.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
