import ScribeSession
import Testing

@testable import ScribeServer

@Suite("Faults on top of a recording")
struct FaultTests {
  private func polls(_ count: Int) -> [Poll] {
    (0..<count).map { poll(at: Double($0), 202, "\($0)") }
  }

  private func sessions(
    _ count: Int, seed: UInt64 = 7, _ faults: String
  ) throws -> RecordedSessions {
    let plan = try FaultPlan(text: faults)
    return try RecordedSessions(polls(count)) {
      $0.faults = plan
      $0.seed = seed
    }
  }

  /// The bodies that a client sees that asks until it has seen the last one, and how many polls got none.
  private func seen(_ sessions: RecordedSessions) -> (bodies: [String], faults: [String]) {
    var bodies: [String] = []
    var faults: [String] = []
    while !sessions.isFinished {
      let served = sessions.next()
      switch served.outcome {
      case .answer(let answer) where answer.status == 202: bodies.append(served.text)
      case .answer(let answer): faults.append("\(answer.status)")
      case .cut: faults.append("cut")
      case .failure(let kind): faults.append("\(kind)")
      }
    }
    return (bodies, faults)
  }

  @Test(
    "take nothing of it away: whoever goes on sees all of it, in order",
    arguments: [
      "drop 30%", "reset 30%", "cut 30%", "503 10% x4", "429 30% retry-after 2",
      "drop 5%, reset 5%, cut 5%, 503 5% x3, 429 5%",
    ])
  func nothingLost(faults: String) throws {
    let seen = seen(try sessions(300, faults))
    #expect(seen.bodies == (0..<300).map(String.init))
    #expect(seen.faults.count > 60)
  }

  @Test("come as often as they are to", arguments: ["drop", "reset", "cut", "503"])
  func chances(fault: String) throws {
    let seen = seen(try sessions(10_000, "\(fault) 10%"))
    // Of 11,111 polls 1,111 are expected, with a deviation of 32.
    #expect((980...1240).contains(seen.faults.count))
    #expect(Set(seen.faults).count == 1)
  }

  @Test("are the same for the same seed, and others for another one")
  func seeds() throws {
    let faults = "drop 10%, 503 10% x2, duplicate 10%, reorder 10%"
    func run(_ seed: UInt64) throws -> [String] {
      let sessions = try sessions(200, seed: seed, faults)
      return (0..<200).map { _ in "\(sessions.next().outcome)" + sessions.next().text }
    }
    #expect(try run(1) == run(1))
    #expect(try run(1) != run(2))
  }

  @Test("of one session do not depend on how often others are polled")
  func independent() throws {
    let faults = try FaultPlan(text: "drop 20%")
    func run(_ others: Int) throws -> [String] {
      let recorded = polls(50) + (0..<50).map { poll("ses_y", at: Double($0), 202, "y") }
      let sessions = try RecordedSessions(recorded) { $0.faults = faults }
      return (0..<50).map { _ in
        for _ in 0..<others { _ = sessions.next("ses_y") }
        return sessions.next().text
      }
    }
    #expect(try run(0) == run(3))
  }

  @Test("last for a burst of polls")
  func burst() throws {
    let sessions = try sessions(400, "503 2% x5")
    let statuses = (0..<400).map { _ in sessions.next().answer?.status ?? 0 }
    let bursts = statuses.split(separator: 202).map(\.count)
    #expect(!bursts.isEmpty)
    #expect(bursts.allSatisfy { $0 >= 5 })
    #expect(bursts.contains(5))
  }

  @Test("give an answer again, and two in the wrong order, without losing one")
  func order() throws {
    let duplicated = seen(try sessions(300, "duplicate 20%")).bodies
    #expect(duplicated.count > 330)
    #expect(duplicated == duplicated.sorted { Int($0) ?? 0 < Int($1) ?? 0 })
    #expect(Set(duplicated) == Set((0..<300).map(String.init)))

    let reordered = seen(try sessions(300, "reorder 20%")).bodies
    #expect(reordered.count == 300)
    #expect(Set(reordered).count == 300)
    let swaps = reordered.enumerated().filter { $0.element != "\($0.offset)" }
    #expect(swaps.count > 40)
    #expect(swaps.allSatisfy { abs((Int($0.element) ?? 0) - $0.offset) == 1 })
  }

  @Test("come in the documented envelope, with what it says about when to ask again")
  func envelope() throws {
    let served = try sessions(1, "429 100% retry-after 2").next()
    #expect(served.answer?.status == 429)
    #expect(served.header("retry-after") == "2")
    #expect(served.text.hasPrefix(#"{"error":{"code":"rate_limited","message":"#))
    #expect(try sessions(1, "503 100%").next().header("retry-after") == nil)
  }

  @Test("cut nothing where there is nothing to cut, and give it once")
  func cutNothing() throws {
    let plan = try FaultPlan(text: "cut 50%")
    let polls = [
      poll(at: 1, 202, ""), failedPoll(.reset, at: 2), poll(at: 3, 204, "x"), poll(at: 4, 202, "4"),
    ]
    for seed in 1...20 {
      let sessions = try RecordedSessions(polls) {
        $0.faults = plan
        $0.seed = UInt64(seed)
      }
      #expect(sessions.bodies(3) == ["", "reset", ""])
    }
  }

  @Test("change the order in every round of a loop")
  func reorderedLoop() throws {
    let plan = try FaultPlan(text: "reorder 50%")
    let sessions = try RecordedSessions(polls(4)) {
      $0.faults = plan
      $0.afterLast = .loops
    }
    let rounds = (0..<100).map { _ in sessions.bodies(4) }
    #expect(rounds.dropFirst(2).contains { $0 != ["0", "1", "2", "3"] })
    #expect(rounds.allSatisfy { Set($0).count >= 3 })
  }

  @Test("end no session while an answer is put off")
  func finishedWithReorder() throws {
    let plan = try FaultPlan(text: "reorder 100%")
    let sessions = try RecordedSessions(polls(2)) { $0.faults = plan }
    #expect(sessions.bodies(1) == ["1"])
    #expect(!sessions.isFinished)
    #expect(sessions.bodies(1) == ["0"])
    #expect(sessions.isFinished)
  }

  @Test("cut a body in its middle")
  func cut() throws {
    let plan = try FaultPlan(text: "cut 100%")
    let sessions = try RecordedSessions([poll(at: 1, 200, "0123456789")]) { $0.faults = plan }
    #expect(sessions.next().text == "01234")
    #expect(!sessions.isFinished)
  }

  @Test(
    "are told what is wrong with their text",
    arguments: [
      ("drop", #""drop" has no chance, such as "drop 1%""#),
      ("drop x", #""drop x" has no chance, such as "drop 1%""#),
      ("drop 101%", #""drop 101%" has no chance, such as "drop 1%""#),
      ("drop -1%", #""drop -1%" has no chance, such as "drop 1%""#),
      ("drop nan", #""drop nan" has no chance, such as "drop 1%""#),
      ("drop 1% x2", #""drop 1% x2" says more than its chance"#),
      (
        "explode 1%",
        #""explode" is none of drop, reset, cut, duplicate, reorder, or a status from 400 to 599"#
      ),
      (
        "99 1%",
        #""99" is none of drop, reset, cut, duplicate, reorder, or a status from 400 to 599"#
      ),
      (
        "204 1%",
        #""204" is none of drop, reset, cut, duplicate, reorder, or a status from 400 to 599"#
      ),
      (
        "503 1% retry-after -5",
        #""503 1% retry-after -5": after the chance come x4 or retry-after 2"#
      ),
      ("503 1% x0", #""503 1% x0": after the chance come x4 or retry-after 2"#),
      ("503 1% retry-after", #""503 1% retry-after": after the chance come x4 or retry-after 2"#),
      ("drop 60%, cut 0.6", #"the chances of "drop 60%, cut 0.6" are more than 100 % together"#),
    ])
  func badText(text: String, reason: String) throws {
    let error = try #require(throws: ServiceTextError.self) { try FaultPlan(text: text) }
    #expect(error.description == reason)
  }

  @Test("are read as people write them")
  func text() throws {
    let plan = try FaultPlan(
      text: " drop 1%,reset 0.5%, cut 0.25 , 503 5% x4, 429 1% retry-after 2,")
    var expected = FaultPlan()
    (expected.drop, expected.reset, expected.cut) = (0.01, 0.005, 0.25)
    expected.statuses = [
      .init(status: 503, chance: 0.05, burst: 4), .init(status: 429, chance: 0.01, retryAfter: 2),
    ]
    #expect(plan == expected)
    #expect(try FaultPlan(text: "") == FaultPlan())
  }
}
