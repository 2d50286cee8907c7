import ScribeJSON
import ScribeSession

/// A poll and its events as their rows hold them.
///
/// Texts are bytes, as they stand in the file: what is hashed is what is there.
struct PollRow {
  var position: Int
  var version: Int
  var sentAt: Int?
  var receivedAt: Int
  var url: [UInt8]
  var http: Int?
  var failure: [UInt8]?
  var message: [UInt8]?
  var headers: [UInt8]?
  var body: Int?
  var verdict: [UInt8]
  var phase: [UInt8]
  var reducer: [UInt8]
  var events: [EventRow]

  struct EventRow {
    /// From 1.
    var place: Int
    var type: [UInt8]
    var data: [UInt8]
  }
}

extension PollRow {
  /// The row of a poll that is about to be stored, as far as it may be kept.
  init(_ new: NewStep, position: Int, version: Int, body: Int?) {
    let poll = new.poll.kept
    self.position = position
    self.version = version
    sentAt = poll.sentAt.map { Int($0.microsecondsSinceEpoch) }
    receivedAt = Int(poll.receivedAt.microsecondsSinceEpoch)
    url = Array(poll.url.utf8)
    self.body = body
    switch poll.outcome {
    case .answer(let answer):
      http = answer.status
      headers = Self.json(of: answer.headers)
    case .noAnswer(let failure):
      self.failure = Array(failure.kind.name.utf8)
      message = failure.message.map { Array($0.utf8) }
    }
    verdict = Array(new.step.verdict.name.utf8)
    phase = Array(new.step.session.phase.name.utf8)
    reducer = Array(Session.reducerID.utf8)
    events = new.step.events.enumerated().map { index, event in
      var json = JSONWriter(byteCount: 512)
      event.write(to: &json)
      return EventRow(place: index + 1, type: Array(event.name.utf8), data: json.bytes)
    }
  }

  private static func json(of headers: [HeaderField]) -> [UInt8] {
    var json = JSONWriter()
    json.beginArray()
    for field in headers {
      json.beginArray()
      json.value(field.name)
      json.value(field.value)
      json.endArray()
    }
    json.endArray()
    return json.bytes
  }

  /// The header fields that a row holds; nil where that is not what it holds.
  static func headers(from bytes: [UInt8]) -> [HeaderField]? {
    guard let list = (try? JSONDocument(bytes))?.root, list.type == .array else { return nil }
    var headers: [HeaderField] = []
    for field in list.elements {
      let parts = field.elements.compactMap { $0.string?.text }
      guard parts.count == 2 else { return nil }
      headers.append(HeaderField(name: parts[0], value: parts[1]))
    }
    return headers
  }
}

extension PollRow {
  /// The exchange, with the body that was rebuilt for it.
  ///
  /// - Parameter last: the row before and its poll: a URL and header fields that are the same are not
  ///   read anew.
  func poll(
    _ body: [UInt8]?, after last: (row: PollRow, poll: Poll)? = nil
  ) throws(RowFault) -> Poll {
    Poll(
      sentAt: sentAt.map { Instant(stored: $0) }, receivedAt: Instant(stored: receivedAt),
      url: last?.row.url == url ? last?.poll.url ?? url.text : url.text,
      outcome: try outcome(body, after: last))
  }

  func decodedVerdict() throws(RowFault) -> Verdict {
    guard let verdict = Verdict(name: verdict.text) else {
      throw RowFault("poll \(position) has an unknown verdict")
    }
    return verdict
  }

  func decodedPhase() throws(RowFault) -> Phase {
    guard let phase = Phase(name: phase.text) else {
      throw RowFault("poll \(position) has an unknown phase")
    }
    return phase
  }
}

extension PollRow {
  fileprivate func outcome(
    _ body: [UInt8]?, after last: (row: PollRow, poll: Poll)? = nil
  ) throws(RowFault) -> Poll.Outcome {
    if let http {
      if let last, last.row.headers == headers, let answer = last.poll.answer {
        return .answer(Poll.Answer(status: http, headers: answer.headers, body: body))
      }
      guard let headers = Self.headers(from: headers ?? Array("[]".utf8)) else {
        throw RowFault("poll \(position) has unreadable header fields")
      }
      return .answer(Poll.Answer(status: http, headers: headers, body: body))
    }
    guard let kind = failure.flatMap({ Poll.Failure.Kind(name: $0.text) }) else {
      throw RowFault("poll \(position) has an unknown kind of failure")
    }
    return .noAnswer(Poll.Failure(kind, message: message?.text))
  }

  func decodedEvents() throws(RowFault) -> [Event] {
    var decoded: [Event] = []
    decoded.reserveCapacity(events.count)
    for (place, event) in events.enumerated() {
      guard let json = try? JSONDocument(event.data), let value = Event(json.root),
        event.type.isName(value.name)
      else {
        throw RowFault("event \(place + 1) of poll \(position) is none that is known here")
      }
      decoded.append(value)
    }
    return decoded
  }
}

extension [UInt8] {
  /// Whether the bytes are those of a name.
  func isName(_ name: String) -> Bool { elementsEqual(name.utf8) }

  var text: String { String(decoding: self, as: UTF8.self) }
}
