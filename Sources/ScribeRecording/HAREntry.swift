import ScribeJSON
import ScribeSession

/// The members of a HAR entry, each in its documented form or a fault at its byte.
enum HAREntry {
  /// Reads an entry that stands alone.
  static func poll(_ entry: JSONValue) throws(RecordingFault) -> Poll {
    let sentAt = try startedAt(entry)
    return try poll(entry, sentAt, sentAt.advanced(by: try time(entry)))
  }

  static func poll(
    _ entry: JSONValue, _ sentAt: Instant, _ receivedAt: Instant
  ) throws(RecordingFault) -> Poll {
    Poll(
      sentAt: sentAt, receivedAt: receivedAt, method: try requestText("method", of: entry),
      url: try requestText("url", of: entry), outcome: try outcome(of: entry))
  }

  /// Whether the request, or its answer, carries credentials, none of which are kept.
  static func carriesCredentials(_ entry: JSONValue) -> Bool {
    let headers = [entry["request"], entry["response"]].flatMap { side in
      side?["headers"].map { Array($0.elements) } ?? []
    }
    let url = entry["request"]?["url"]?.string?.text ?? ""
    return headers.contains { header in
      header["name"]?.string.map { HeaderField(name: $0.text, value: "").carriesCredentials }
        ?? false
    } || entry["request"]?["cookies"]?.elements.first { _ in true } != nil
      || url.redactedAsURL != url
  }

  static func startedAt(_ entry: JSONValue) throws(RecordingFault) -> Instant {
    guard let value = entry["startedDateTime"], let instant = Instant(value) else {
      throw RecordingFault("startedDateTime is not a date and time", at: entry.offset)
    }
    return instant
  }

  /// The duration of the exchange; without one, or below zero, it took none.
  static func time(_ entry: JSONValue) throws(RecordingFault) -> Duration {
    guard let value = entry["time"], value.type != .null else { return .zero }
    guard let microseconds = value.number?.scaled(byPowerOfTen: 3)?.value else {
      throw RecordingFault("time is not a number of milliseconds", at: value.offset)
    }
    return .microseconds(max(0, microseconds))
  }

  static func requestText(
    _ name: String, of entry: JSONValue
  ) throws(RecordingFault) -> String {
    guard let text = entry["request"]?[name]?.string?.text else {
      throw RecordingFault("request.\(name) is not a string", at: entry.offset)
    }
    return text
  }

  /// An answer, unless the status is 0, or the client gave up on it and recorded none of it.
  static func outcome(of entry: JSONValue) throws(RecordingFault) -> Poll.Outcome {
    guard let response = entry["response"], response.type == .object else {
      return .noAnswer(failure(of: entry))
    }
    let body = try body(of: response)
    let gaveUp = body == nil && error(of: entry) != nil
    guard let status = response["status"]?.number?.integer, status > 0, !gaveUp else {
      return .noAnswer(failure(of: entry))
    }
    guard (100...999).contains(status) else {
      throw RecordingFault("response.status is not an HTTP status", at: response.offset)
    }
    return .answer(Poll.Answer(status: status, headers: headers(of: response), body: body))
  }

  /// What went wrong, as it stands in the answer or beside it; null is nothing.
  private static func error(of entry: JSONValue) -> JSONValue? {
    [entry["response"]?["_error"], entry["_error"]].compactMap(\.self).first { $0.type != .null }
  }

  private static func headers(of response: JSONValue) -> [HeaderField] {
    guard let headers = response["headers"] else { return [] }
    return headers.elements.compactMap { header in
      guard let name = header["name"]?.string?.text, let value = header["value"]?.string?.text
      else { return nil }
      return HeaderField(name: name, value: value).withoutSecrets()
    }
  }

  /// A missing `content.text` is a body that was not recorded, which is not an empty one.
  private static func body(of response: JSONValue) throws(RecordingFault) -> [UInt8]? {
    guard let content = response["content"], let text = content["text"]?.string else { return nil }
    guard let encoding = content["encoding"]?.string?.text, encoding == "base64" else {
      return Array(text.utf8)
    }
    guard let body = Base64.decode(text.text) else {
      throw RecordingFault("content.text is not base64", at: content.offset)
    }
    return body
  }

  private static func failure(of entry: JSONValue) -> Poll.Failure {
    let message = error(of: entry)?.string?.text
    return Poll.Failure(message.map(kind(of:)) ?? .other, message: message)
  }

  /// What clients and proxies write for a failure; 111, 104, 110 and 32 are Linux's error numbers.
  private static let signs: [(kind: Poll.Failure.Kind, signs: [String])] = [
    (.refused, ["refused", "errno 111", "connect call failed"]),
    (.reset, ["reset", "errno 104"]),
    (.timeout, ["timeout", "timed out", "timed_out", "errno 110"]),
    (.dns, ["name_not_resolved", "getaddrinfo", "name or service", "enotfound", "dns"]),
    (.tls, ["ssl", "tls", "certificate", "cert_"]),
    (.closed, ["closed", "disconnect", "eof", "abort", "empty_response", "errno 32"]),
  ]

  private static func kind(of message: String) -> Poll.Failure.Kind {
    let message = message.lowercased()
    return signs.first { $0.signs.contains { message.contains($0) } }?.kind ?? .other
  }
}
