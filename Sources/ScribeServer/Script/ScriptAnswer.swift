import Foundation
import ScribeSession

/// Reads what a poll of a script is answered with: a status and what its body is, or a failure.
enum ScriptAnswer {
  private static let words = [
    "created", "initialized", "recording", "processing", "completed", "partial", "failed",
    "expired",
  ]

  static func read(_ line: inout ScriptLine, _ step: inout ScriptStep) throws(ScriptFault) {
    let word = try line.take("a status or a failure")
    if let kind = Poll.Failure.Kind.allCases.first(where: { $0.name == word.text }) {
      let message =
        line.peeked?.isText == true ? try line.takeText("the client's message") : nil
      step.shape = .failure(Poll.Failure(kind, message: message))
      return
    }
    guard word.text.utf8.count == 3, let http = Int(word.text), (100...999).contains(http) else {
      throw ScriptFault(
        "\(word.quoted) is neither an HTTP status nor refused, reset, closed, timeout, tls, dns "
          + "or other", at: word.place)
    }
    step.http = http
    step.shape = try shape(&line, &step)
  }

  private static func shape(
    _ line: inout ScriptLine, _ step: inout ScriptStep
  ) throws(ScriptFault) -> ScriptStep.Shape {
    guard let word = line.peeked else { return .documented(word: usualWord(step.http)) }
    if words.contains(where: { $0 == word.text }) {
      _ = line.take()
      return .documented(word: String(word.text))
    }
    switch word.text {
    case "error":
      _ = line.take()
      let code = try line.takeName("the error's code")
      let message = try line.takeJSONString("the error's message")
      return .bytes(Array(#"{"error":{"code":"\#(code)","message":\#(message)}}"#.utf8))
    case "detail":
      _ = line.take()
      return .bytes(Array(#"{"detail":\#(try line.takeJSON("the detail"))}"#.utf8))
    case "html":
      _ = line.take()
      step.contentType = "text/html"
      return .bytes(gatewayPage(step.http))
    case "text":
      _ = line.take()
      step.contentType = "text/plain"
      return .bytes(Array(try line.takeText("the text").utf8))
    case "body":
      _ = line.take()
      // A text is the bytes that it stands for; any other JSON is the bytes that were written.
      return .bytes(
        Array(
          line.peeked?.isText == true
            ? try line.takeText("the body").utf8 : try line.takeJSON("the body").utf8))
    case "base64":
      _ = line.take()
      let text = try line.take("the body in base64")
      guard let data = Data(base64Encoded: String(text.text)) else {
        throw ScriptFault("this is not base64", at: text.place)
      }
      return .bytes(Array(data))
    case "nested":
      _ = line.take()
      let depth = try line.takeCount("how deep")
      return .bytes(Array(#"{"a":"#.utf8) + [UInt8](repeating: UInt8(ascii: "["), count: depth))
    case "empty":
      _ = line.take()
      return .bytes([])
    case "unrecorded":
      _ = line.take()
      return .bytes(nil)
    default: return .documented(word: usualWord(step.http))
    }
  }

  private static func usualWord(_ http: Int) -> String? {
    switch http {
    case 202: "processing"
    case 200: "completed"
    case 206: "partial"
    case 410: "expired"
    default: nil
    }
  }

  /// What a gateway says whose server is away, also where it says so with another status.
  private static func gatewayPage(_ http: Int) -> [UInt8] {
    let title = http == 504 ? "504 Gateway Time-out" : "502 Bad Gateway"
    let lines = [
      "<html>", "<head><title>\(title)</title></head>", "<body>",
      "<center><h1>\(title)</h1></center>", "</body>", "</html>",
    ]
    return Array(lines.map { $0 + "\r\n" }.joined().utf8)
  }
}
