import ScribeJSON
import ScribeSession

extension TimeShift {
  /// The poll with all its times moved: when it was sent and received, those of its header fields,
  /// and those members of its body that a disclosure takes for instants.
  ///
  /// What cannot be read as a time stays, for redaction to hide.
  func shifted(_ poll: Poll, disclosing disclosure: Disclosure) throws(TimeShiftError) -> Poll {
    if self == .none { return poll }
    var shifted = poll
    shifted.receivedAt = try instant(poll.receivedAt, of: "received_at")
    if let sentAt = poll.sentAt { shifted.sentAt = try instant(sentAt, of: "sent_at") }
    guard case .answer(var answer) = poll.outcome else { return shifted }
    for place in answer.headers.indices {
      let field = answer.headers[place]
      guard field.isNamed("date") || field.isNamed("retry-after") else { continue }
      let value = Poll.Answer(status: 0, headers: [field], body: nil).header(field.name) ?? ""
      guard Instant(httpDate: value, near: poll.receivedAt) != nil else { continue }
      guard let date = httpDate(value, near: poll.receivedAt) else {
        throw TimeShiftError(place: "a header field")
      }
      answer.headers[place].value = date
    }
    answer.body = try answer.body.map { body throws(TimeShiftError) in
      try self.body(body, disclosure)
    }
    shifted.outcome = .answer(answer)
    return shifted
  }

  private func instant(_ instant: Instant, of place: String) throws(TimeShiftError) -> Instant {
    guard let shifted = shifted(instant) else { throw TimeShiftError(place: place) }
    return shifted
  }

  private func body(
    _ body: [UInt8], _ disclosure: Disclosure
  ) throws(TimeShiftError) -> [UInt8] {
    guard let root = try? JSONDocument(body).root else { return body }
    var output: [UInt8] = []
    var position = 0
    for value in disclosure.instants(in: root) {
      guard let spelling = spelling(of: value) else { throw TimeShiftError(place: "the body") }
      output += body[position..<value.bytes.startIndex]
      output += spelling
      position = value.bytes.endIndex
    }
    return output + body[position...]
  }
}

extension Disclosure {
  /// The values that are disclosed as instants and can be read as such, in their order.
  func instants(in value: JSONValue) -> [JSONValue] {
    switch (self, value.type) {
    case (.members(let members), .object):
      value.members.flatMap { members[ExactText($0.name.text)]?.instants(in: $0.value) ?? [] }
    case (.named(let each, let exceptions), .object):
      value.members.flatMap { member in
        (exceptions[ExactText(member.name.text)] ?? each).instants(in: member.value)
      }
    case (.named, .array):
      value.elements.filter { $0.type == .object }.flatMap { instants(in: $0) }
    case (.elements(let disclosure), .array):
      value.elements.flatMap { disclosure.instants(in: $0) }
    case (.instant, _): value.isTime ? [value] : []
    default: []
    }
  }
}

extension JSONValue {
  /// Whether it can be read as a point in time.
  var isTime: Bool { Instant(self) != nil || number.flatMap { EpochNumber($0) } != nil }
}
