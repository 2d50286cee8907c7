import ScribeTalk
import Testing

@testable import ScribeBench
@testable import ScribeSession

/// The same bodies, and changed ones, told in turns by readers that know different bodies.
@Suite("A session that is told its polls by several readers")
struct EditedSessionTests {
  @Test("is told the same as without any", arguments: 0..<24 as Range<UInt64>)
  func readers(_ seed: UInt64) {
    for round in 0..<20 {
      var random = SplitMix64(seed: seed << 16 | UInt64(round))
      var session = IncrementalSession()
      var readers = [PollReader(), PollReader()]
      var bodies = (0..<3).map { _ in Array(random.element(of: SmallBodies.readable).utf8) }
      var status = 202
      var chain: [String] = []
      for second in 0..<24 {
        let some = random.number(below: bodies.count)
        if random.isOne(in: 3) { bodies[some] = random.changed(bodies[some]) }
        let body = bodies[some]
        if random.isOne(in: 6) { status = random.element(of: [202, 200, 206, 410]) }
        let place = random.isOne(in: 3) ? 1 : 0
        if random.isOne(in: 6) { readers[1] = random.isOne(in: 2) ? readers[0] : PollReader() }
        let poll = Poll(
          sentAt: random.isOne(in: 8) ? nil : .at(Double(second)), receivedAt: .at(Double(second)),
          url: sessionURL, outcome: .answer(Poll.Answer(status: status, body: body)))
        chain.append("reader \(place): \(status) \(String(decoding: body, as: UTF8.self))")
        if let fault = session.mismatch(poll, reader: &readers[place]) {
          Issue.record("seed \(seed): \(fault)\n\(chain.joined(separator: "\n"))")
          return
        }
      }
    }
  }

  @Test("notices what another reader read between two answers that are the same")
  func between() {
    let bodies = ["a", "b"].map { String.body(#""processing""#, #""transcript":"\#($0)""#) }
    var session = IncrementalSession()
    var readers = [PollReader(), PollReader()]
    for (second, place) in [0, 0, 0, 1, 0, 1, 1, 0, 0].enumerated() {
      let poll = Poll.answer(202, bodies[place], at: Double(second))
      #expect(session.mismatch(poll, reader: &readers[place]) == nil, "poll \(second)")
    }
  }
}
