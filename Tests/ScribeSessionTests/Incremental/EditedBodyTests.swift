import ScribeJSON
import ScribeTalk
import Testing

@testable import ScribeBench
@testable import ScribeSession

/// Small bodies, changed in every way that one change can be made.
@Suite("A body that is read beside the one before")
struct EditedBodyTests {
  private func expectSame(
    _ body: [UInt8], after known: IncrementalReading, _ what: @autoclosure () -> String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var reading = known
    if let fault = reading.mismatch(Poll.Answer(status: 202, body: body)) {
      let text = String(decoding: body, as: UTF8.self)
      Issue.record("\(fault): \(what()) gives \(text)", sourceLocation: sourceLocation)
    }
  }

  private func reading(_ body: String) -> IncrementalReading {
    var reading = IncrementalReading()
    _ = reading.mismatch(Poll.Answer(status: 202, body: Array(body.utf8)))
    return reading
  }

  @Test(
    "is read as by itself after every change of one byte", arguments: SmallBodies.readable)
  func singleBytes(_ body: String) {
    let known = reading(body)
    let bytes = Array(body.utf8)
    for place in 0...bytes.count {
      expectSame(
        BodyEdit(kind: .remove, place: place).applied(to: bytes), after: known,
        "\(body) without byte \(place)")
      for byte in SmallBodies.bytes {
        for kind in [BodyEdit.Kind.replace, .insert] {
          expectSame(
            BodyEdit(kind: kind, place: place, bytes: [byte]).applied(to: bytes), after: known,
            "\(body), \(kind) \(byte) at \(place)")
        }
      }
    }
  }

  @Test("is read as by itself after every piece put in anywhere", arguments: SmallBodies.plain)
  func pieces(_ body: String) {
    let known = reading(body)
    let bytes = Array(body.utf8)
    for place in 0...bytes.count {
      for piece in SmallBodies.pieces {
        expectSame(
          BodyEdit(kind: .insert, place: place, bytes: piece).applied(to: bytes), after: known,
          "\(body), \(piece) at \(place)")
      }
    }
  }

  @Test("is read as by itself after any other body", arguments: SmallBodies.all)
  func pairs(_ body: String) {
    let known = reading(body)
    for other in SmallBodies.all {
      expectSame(Array(other.utf8), after: known, body)
      expectSame([0xEF, 0xBB, 0xBF] + Array(other.utf8), after: known, body)
    }
  }

  @Test("is read as by itself where the same value stands deeper", arguments: 505...512)
  func depth(_ count: Int) {
    let value = String(repeating: "[", count: count) + String(repeating: "]", count: count)
    let bodies = [
      #"{"templates":{"a":{"data":\#(value)}}}"#, #"{"templates":[{"a":{"data":\#(value)}}]}"#,
      #"{"templates":{"a":\#(value)}}"#, #"{"templates":[{"a":\#(value)}]}"#,
      #"{"templates":[{"a":{"b":{"data":\#(value)}}}]}"#, #"{"templates":\#(value)}"#,
      #"{"transcript":\#(value)}"#, #"{"error":{"code":\#(value)}}"#,
    ]
    for body in bodies {
      let known = reading(body)
      for other in bodies { expectSame(Array(other.utf8), after: known, "\(count) deep") }
    }
  }

  @Test("is read as by itself after a chain of changes", arguments: 0..<24 as Range<UInt64>)
  func chains(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<40 {
      var reading = IncrementalReading()
      var body = Array(random.element(of: SmallBodies.readable).utf8)
      var chain: [String] = []
      for _ in 0..<8 {
        let answer = Poll.Answer(status: random.element(of: [202, 202, 200, 410]), body: body)
        chain.append("\(answer.status) \(String(decoding: body, as: UTF8.self))")
        if let fault = reading.mismatch(answer) {
          Issue.record("seed \(seed): \(fault)\n\(chain.joined(separator: "\n"))")
          return
        }
        body = random.changed(body)
      }
    }
  }
}
