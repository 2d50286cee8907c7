@testable import ScribeSession

/// Bodies that follow each other, as a fuzzer or a kept file writes them.
struct BodyChain {
  /// No text has this byte, so bodies can be told apart by it.
  private static let separator: UInt8 = 0xFF

  private(set) var bodies: [[UInt8]] = []

  /// Bodies one after the other.
  init(separated bytes: [UInt8]) {
    bodies = bytes.split(separator: Self.separator, omittingEmptySubsequences: false)
      .prefix(8).map(Array.init)
  }

  /// A body, and edits of it by four bytes each: kind, place twice, count; what is put in is what
  /// stands at another place.
  init(edited bytes: [UInt8]) {
    let parts = bytes.split(
      separator: Self.separator, maxSplits: 1, omittingEmptySubsequences: false)
    bodies = [Array(parts[0])]
    var rest = parts.count > 1 ? parts[1] : []
    while rest.count >= 4, bodies.count < 8, let body = bodies.last {
      let edit = Array(rest.prefix(4))
      rest = rest.dropFirst(4)
      let kinds = BodyEdit.Kind.allCases
      let kind = kinds[Int(edit[0]) % kinds.count]
      let count = Int(edit[3] & 0x1F)
      bodies.append(
        BodyEdit(
          kind: kind, place: Int(edit[1]) << 8 | Int(edit[2]), count: count,
          bytes: edit[0] & 0x80 == 0 ? [edit[3]] : Array(rest.prefix(count))
        ).applied(to: body))
    }
  }

  /// Where reading each beside the one before differs from reading it by itself.
  func mismatch() -> String? {
    var reading = IncrementalReading()
    var session = IncrementalSession()
    for (place, body) in bodies.enumerated() {
      let answer = Poll.Answer(status: [202, 200, 202, 206, 410][place % 5], body: body)
      if let fault = reading.mismatch(answer) { return "body \(place): \(fault)" }
      let poll = Poll(
        sentAt: Instant(microsecondsSinceEpoch: Int64(place) * 1_000_000),
        receivedAt: Instant(microsecondsSinceEpoch: Int64(place) * 1_000_000 + 1),
        url: "/v1/sessions/ses_test", outcome: .answer(answer))
      if let fault = session.mismatch(poll) { return "poll \(place): \(fault)" }
    }
    return nil
  }
}
