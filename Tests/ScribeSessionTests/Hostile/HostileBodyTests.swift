import Foundation
import ScribeJSON
import Testing

@testable import ScribeSession

/// The server may send anything, of any size.
@Suite("A body that is made to hurt")
struct HostileBodyTests {
  private func poll(_ answer: Poll.Answer, at second: Double) -> Poll {
    Poll(sentAt: .at(second), receivedAt: .at(second), url: sessionURL, outcome: .answer(answer))
  }

  @Test("is read in time that grows with it and no faster", arguments: HostileBody.readable)
  func reading(_ hostile: HostileBody) throws {
    try Growth.expectLinear(10_000) { size in
      let answer = hostile.answer(byteCount: size)
      return { _ = try Report(answer) }
    }
  }

  @Test("is decided on in time that grows with it and no faster", arguments: HostileBody.readable)
  func deciding(_ hostile: HostileBody) throws {
    try Growth.expectLinear(10_000) { size in
      let polls = [
        Poll.report(.processing, at: 0), poll(hostile.answer(byteCount: size), at: 1),
        poll(hostile.answer(byteCount: size * 3 / 4, isReversed: true), at: 2),
      ]
      return {
        var session = Session()
        for poll in polls { #expect(session.observe(poll).report != nil || poll.sentAt != .at(0)) }
      }
    }
  }

  @Test(
    "is refused with its offset, in time that grows with it and no faster",
    arguments: HostileBody.unreadable)
  func refusing(_ hostile: HostileBody) throws {
    try Growth.expectLinear(10_000) { size in
      let answer = hostile.answer(byteCount: size)
      return {
        let error = #expect(throws: UnreadableBody.self) { try Report(answer) }
        let offset = error?.offset ?? -1
        #expect(offset >= 0 && offset <= answer.body?.count ?? 0)
      }
    }
  }

  @Test(
    "of many members is read beside any other in time that grows with both and no faster",
    arguments: HostileBody.structures)
  func readingStructures(_ hostile: HostileBody) throws {
    try expectLinear(hostile, before: Self.structures)
  }

  @Test(
    "of long texts is read beside any other in time that grows with both and no faster",
    arguments: HostileBody.texts)
  func readingTexts(_ hostile: HostileBody) throws {
    try expectLinear(hostile, before: Self.texts)
  }

  private typealias Pair = (name: String, answers: [Poll.Answer])

  private func expectLinear(_ hostile: HostileBody, before others: [Pair]) throws {
    let readers = try Self.sizes.map { size in
      var reader = BodyReader()
      _ = try reader.read(hostile.answer(byteCount: size))
      return reader
    }
    for (other, answers) in others {
      try Growth.expectLinear(Self.sizes[0], "\(other) after \(hostile.testDescription)") { size in
        let place = size == Self.sizes[0] ? 0 : 1
        return {
          var reader = readers[place]
          _ = try? reader.read(answers[place])
        }
      }
    }
  }

  private static let sizes = [4_000, 16_000]
  private static let structures = pairs(HostileBody.structures)
  private static let texts = pairs(HostileBody.texts + HostileBody.unreadable)

  /// Bodies in both sizes, their parts in reverse.
  private static func pairs(_ bodies: [HostileBody]) -> [Pair] {
    bodies.map { body in
      (body.testDescription, sizes.map { body.answer(byteCount: $0, isReversed: true) })
    }
  }

  @Test("is told the same beside any other", arguments: HostileBody.readable)
  func readingAlike(_ hostile: HostileBody) {
    for other in HostileBody.readable + HostileBody.unreadable {
      var reading = IncrementalReading()
      var session = IncrementalSession()
      let answers = [
        hostile.answer(byteCount: 150), other.answer(byteCount: 150),
        hostile.answer(byteCount: 150, isReversed: true), hostile.answer(byteCount: 200),
      ]
      for (second, answer) in answers.enumerated() {
        #expect(reading.mismatch(answer) == nil, "\(other)")
        #expect(session.mismatch(poll(answer, at: Double(second))) == nil, "\(other)")
      }
    }
  }

  /// `HOSTILE_BYTES` asks for another size.
  private static let size =
    ProcessInfo.processInfo.environment["HOSTILE_BYTES"].flatMap(Int.init) ?? 30_000

  @Test(
    "is survived, however large it is", arguments: HostileBody.readable + HostileBody.unreadable)
  func sizes(_ hostile: HostileBody) {
    let answer = hostile.answer(byteCount: Self.size)
    var session = IncrementalSession()
    for second in 0..<2 {
      #expect(session.mismatch(poll(answer, at: Double(second))) == nil)
    }
  }
}
