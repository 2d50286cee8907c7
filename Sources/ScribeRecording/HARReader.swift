import ScribeJSON
import ScribeSession

/// Reads the exchanges of a HAR 1.2 file in their order of arrival.
///
/// Every entry is a poll, also those of other requests, which the reducer ignores. An answer is
/// complete at `startedDateTime` + `time`.
struct HARReader: RecordingReader {
  private let name: String
  private let skippingBadEntries: Bool
  /// The entries by arrival, the last first.
  private var rest: [Entry]
  private var pollCount = 0

  private(set) var skippedCount = 0
  private(set) var credentialCount = 0
  var tornLine: Int? { nil }

  private struct Entry {
    let place: Int
    let json: JSONValue
    let sentAt: Instant
    let receivedAt: Instant
  }

  init(
    _ lines: LineReader, name: String, skippingBadEntries: Bool
  ) throws(RecordingError) {
    self.name = name
    self.skippingBadEntries = skippingBadEntries
    rest = []

    var lines = lines
    let bytes = try lines.readAll()
    let root: JSONValue
    do {
      root = try JSONDocument(bytes).root
    } catch {
      throw RecordingError.notARecording(file: name, reason: "a HAR file with \(error)")
    }
    guard let entries = root["log"]?["entries"], entries.type == .array else {
      throw .notARecording(file: name, reason: "a HAR file without log.entries")
    }
    try sort(entries)
  }

  private mutating func sort(_ entries: JSONValue) throws(RecordingError) {
    var read: [Entry] = []
    for (index, json) in entries.elements.enumerated() {
      do {
        let sentAt = try HAREntry.startedAt(json)
        read.append(
          Entry(
            place: index + 1, json: json, sentAt: sentAt,
            receivedAt: sentAt.advanced(by: try HAREntry.time(json))))
      } catch {
        try skip(error, entry: index + 1)
      }
    }
    rest = read.sorted { ($0.receivedAt, $0.place) > ($1.receivedAt, $1.place) }
  }

  mutating func next() throws(RecordingError) -> RecordedPoll? {
    while let entry = rest.popLast() {
      do {
        let poll = try HAREntry.poll(entry.json, entry.sentAt, entry.receivedAt)
        pollCount += 1
        if HAREntry.carriesCredentials(entry.json) { credentialCount += 1 }
        return RecordedPoll(number: pollCount, poll: poll, place: entry.json.bytes.indices)
      } catch {
        try skip(error, entry: entry.place)
      }
    }
    return nil
  }

  private mutating func skip(_ fault: LineFault, entry: Int) throws(RecordingError) {
    guard skippingBadEntries else {
      throw .badEntry(file: name, entry: entry, offset: fault.offset, reason: fault.reason)
    }
    skippedCount += 1
  }
}

/// The members of a HAR entry, each in its documented form or a fault at its byte.
enum HAREntry {
  /// Reads an entry that stands alone.
  static func poll(_ entry: JSONValue) throws(LineFault) -> Poll {
    let sentAt = try startedAt(entry)
    return try poll(entry, sentAt, sentAt.advanced(by: try time(entry)))
  }

  static func poll(
    _ entry: JSONValue, _ sentAt: Instant, _ receivedAt: Instant
  ) throws(LineFault) -> Poll {
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

  static func startedAt(_ entry: JSONValue) throws(LineFault) -> Instant {
    guard let value = entry["startedDateTime"], let instant = Instant(value) else {
      throw LineFault("startedDateTime is not a date and time", at: entry.offset)
    }
    return instant
  }

  /// The duration of the exchange; without one, or below zero, it took none.
  static func time(_ entry: JSONValue) throws(LineFault) -> Duration {
    guard let value = entry["time"], value.type != .null else { return .zero }
    guard let microseconds = value.number?.scaled(byPowerOfTen: 3)?.value else {
      throw LineFault("time is not a number of milliseconds", at: value.offset)
    }
    return .microseconds(max(0, microseconds))
  }

  static func requestText(
    _ name: String, of entry: JSONValue
  ) throws(LineFault) -> String {
    guard let text = entry["request"]?[name]?.string?.text else {
      throw LineFault("request.\(name) is not a string", at: entry.offset)
    }
    return text
  }

  /// An answer, unless the status is 0, or the client gave up on it and recorded none of it.
  static func outcome(of entry: JSONValue) throws(LineFault) -> Poll.Outcome {
    guard let response = entry["response"], response.type == .object else {
      return .noAnswer(failure(of: entry))
    }
    let body = try body(of: response)
    let error = response["_error"] ?? entry["_error"]
    let gaveUp = body == nil && error.map { $0.type != .null } == true
    guard let status = response["status"]?.number?.integer, status > 0, !gaveUp else {
      return .noAnswer(failure(of: entry))
    }
    guard (100...999).contains(status) else {
      throw LineFault("response.status is not an HTTP status", at: response.offset)
    }
    return .answer(Poll.Answer(status: status, headers: headers(of: response), body: body))
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
  private static func body(of response: JSONValue) throws(LineFault) -> [UInt8]? {
    guard let content = response["content"], let text = content["text"]?.string else { return nil }
    guard let encoding = content["encoding"]?.string?.text, encoding == "base64" else {
      return Array(text.utf8)
    }
    guard let body = Base64.decode(text.text) else {
      throw LineFault("content.text is not base64", at: content.offset)
    }
    return body
  }

  private static func failure(of entry: JSONValue) -> Poll.Failure {
    let message = (entry["response"]?["_error"] ?? entry["_error"])?.string?.text
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
