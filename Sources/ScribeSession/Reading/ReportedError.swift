import ScribeJSON

/// What a report says went wrong.
public struct ReportedError: Hashable, Sendable {
  /// The code, where the server gives an object with one.
  public let code: ExactText?
  /// The message, which may be all that the server gives.
  public let message: String?

  init(_ json: JSONValue) {
    let text = json.string?.text
    code = json["code"]?.string.map { ExactText($0.text) }
    message = text ?? json["message"]?.string?.text
  }
}

/// One non-fatal failure of a report, each part where it is given.
public struct ReportedProcessingError: Hashable, Sendable {
  /// What kind of failure it is.
  public let type: ExactText?
  /// The server's message to people.
  public let message: String?
  /// The audio file that failed, on some servers with its whole URL.
  public let file: String?

  init(_ json: JSONValue) {
    type = json["type"]?.string.map { ExactText($0.text) }
    message = json["message"]?.string?.text
    file = json["file"]?.string?.text
  }
}

extension ReportedError: CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The code, where it looks like a word, and the length of the message.
  public var description: String {
    "error, \(code.map(Shape.ofWord) ?? "no code"), \(message?.utf8.count ?? 0) bytes"
  }
  /// The same as ``description``.
  public var debugDescription: String { description }
  /// No children, so that a dump shows no payload.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension ReportedProcessingError: CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The type, where it looks like a word, and the length of the message.
  public var description: String {
    "processing error, \(type.map(Shape.ofWord) ?? "no type"), \(message?.utf8.count ?? 0) bytes"
  }
  /// The same as ``description``.
  public var debugDescription: String { description }
  /// No children, so that a dump shows no payload.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
