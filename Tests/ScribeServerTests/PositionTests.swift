import ScribeSession
import Testing

@testable import ScribeServer

@Suite("A recorded session, polled again")
struct PositionTests {
  private let three = [poll(at: 1, 202, "1"), poll(at: 2, 202, "2"), poll(at: 3, 200, "3")]

  @Test("gives the n-th poll the n-th answer, and then the last one again and again")
  func byCall() throws {
    let sessions = try RecordedSessions(three)
    #expect(!sessions.isFinished)
    #expect(sessions.bodies(2) == ["1", "2"])
    #expect(!sessions.isFinished)
    #expect(sessions.bodies(3) == ["3", "3", "3"])
    #expect(sessions.isFinished)
    #expect(sessions.next().number == 6)
  }

  @Test("begins anew after the last answer where it is to loop")
  func loops() throws {
    let sessions = try RecordedSessions(three) { $0.afterLast = .loops }
    #expect(sessions.bodies(7) == ["1", "2", "3", "1", "2", "3", "1"])
  }

  @Test("has a position of its own, and so has each filter that was recorded")
  func positions() throws {
    let sessions = try RecordedSessions([
      poll("a", at: 1, 202, "a1"), poll("b", at: 2, 202, "b1"), poll("a", at: 3, 202, "a2"),
      poll("a", at: 4, 200, "soap1", query: "?template_id=soap"), poll("b", at: 5, 202, "b2"),
    ])
    #expect(sessions.ids == ["a", "b"])
    #expect(sessions.count == 5)
    #expect(sessions.bodies(2, of: "a") == ["a1", "a2"])
    #expect(sessions.bodies(1, of: "b") == ["b1"])
    #expect(sessions.bodies(1, of: "a", query: "?template_id=soap") == ["soap1"])
    #expect(sessions.bodies(1, of: "b") == ["b2"])
    #expect(sessions.isFinished)
  }

  @Test("leaves out what is no poll of a session")
  func others() throws {
    var start = poll(at: 0, 201, "start")
    start.method = "POST"
    var end = poll(at: 1, 202, "end")
    end.url += "/end"
    let sessions = try RecordedSessions([start, end] + three)
    #expect(sessions.count == 3)
    #expect(sessions.bodies(1) == ["1"])
  }

  @Test(
    "gives answers in the order of asking, one that was overtaken before the one that overtook it")
  func overtaken() throws {
    let sessions = try RecordedSessions([
      poll(at: 1, 202, "1"), poll(at: 3, 200, "3"),
      poll(at: 2, 202, "2", took: .milliseconds(1400)), poll(at: 4, 200, "4"),
    ])
    #expect(sessions.bodies(4) == ["1", "2", "3", "4"])
  }

  @Test("moves nothing where the recorder's clock was set back")
  func clockSetBack() throws {
    let sessions = try RecordedSessions([
      poll(at: 1, 202, "1"), poll(at: 3, 202, "2"), poll(at: -30, 200, "3"),
      poll(at: -29, 200, "4"),
    ])
    #expect(sessions.bodies(4) == ["1", "2", "3", "4"])
  }

  @Test("gives once what was recorded twice, and twice what only looks alike")
  func recordedTwice() throws {
    var timeless = poll(at: 9, 200, "2")
    timeless.sentAt = nil
    let twice = try RecordedSessions([three[0], three[0], three[1], three[0], timeless, timeless])
    #expect(twice.bodies(5) == ["1", "2", "2", "2", "2"])
    #expect(twice.count == 4)
  }

  @Test("goes on by time with the age of the session, which begins with its first poll")
  func byTime() throws {
    let clock = HandClock()
    let sessions = try RecordedSessions(
      [poll(at: 10, 202, "1"), poll(at: 20, 202, "2"), poll(at: 40, 200, "3")], clock: clock
    ) {
      $0.advance = .time
      $0.speed = 10
    }
    clock.advance(by: .seconds(1000))
    #expect(sessions.bodies(2) == ["1", "1"])
    clock.advance(by: .milliseconds(999))
    #expect(sessions.bodies(1) == ["1"])
    clock.advance(by: .milliseconds(1))
    #expect(sessions.bodies(2) == ["2", "2"])
    #expect(!sessions.isFinished)
    clock.advance(by: .seconds(2))
    #expect(sessions.bodies(1) == ["3"])
    #expect(sessions.isFinished)
    clock.advance(by: .seconds(100_000))
    #expect(sessions.bodies(1) == ["3"])
  }

  @Test("begins anew by time, a second after the last answer, where it is to loop")
  func loopsByTime() throws {
    let clock = HandClock()
    let sessions = try RecordedSessions(three, clock: clock) {
      $0.advance = .time
      $0.afterLast = .loops
    }
    let seen = (0..<7).map { _ in
      defer { clock.advance(by: .seconds(1)) }
      return sessions.next().text
    }
    #expect(seen == ["1", "2", "3", "1", "2", "3", "1"])
  }

  @Test("goes on by time although the recorder's clock was set back")
  func timeWithClockSetBack() throws {
    let clock = HandClock()
    let sessions = try RecordedSessions(
      [
        poll(at: 50, 202, "1"), poll(at: 51, 202, "2"), poll(at: 2, 202, "3"),
        poll(at: 3, 200, "4"),
      ], clock: clock
    ) { $0.advance = .time }
    let seen = (0..<5).map { _ in
      defer { clock.advance(by: .milliseconds(600)) }
      return sessions.next().text
    }
    // The third came at once after the second, for all that is known.
    #expect(seen == ["1", "1", "3", "3", "4"])
  }

  @Test("begins by time with the poll that was asked for first, and loops whatever was polled when")
  func timeOfOvertaken() throws {
    let clock = HandClock()
    let sessions = try RecordedSessions(
      [
        poll(at: 2, 202, "2"), poll(at: 1, 202, "1", took: .seconds(2)),
        poll(at: 0, 200, "soap", took: .seconds(4), query: "?template_id=soap"),
      ], clock: clock
    ) {
      $0.advance = .time
      $0.afterLast = .loops
    }
    #expect(sessions.bodies(1) == ["1"])
    #expect(sessions.bodies(1, query: "?template_id=soap") == ["soap"])
    clock.advance(by: .seconds(2))
    #expect(sessions.bodies(1) == ["2"])
    clock.advance(by: .seconds(1))
    #expect(sessions.bodies(1) == ["1"])
  }

  @Test("is not finished by time where the last answer was not given")
  func finishedByTime() throws {
    let plan = try FaultPlan(text: "drop 100%")
    let dropped = try RecordedSessions([three[2]]) {
      $0.advance = .time
      $0.faults = plan
    }
    _ = dropped.bodies(3)
    #expect(!dropped.isFinished)
  }

  @Test("shares its age among its filters, whichever is polled first")
  func sharedAge() throws {
    let clock = HandClock()
    let sessions = try RecordedSessions(
      three + [poll(at: 2, 200, "soap", query: "?template_id=soap")], clock: clock
    ) { $0.advance = .time }
    #expect(sessions.bodies(1, query: "?template_id=soap") == ["soap"])
    clock.advance(by: .seconds(2))
    #expect(sessions.bodies(1) == ["3"])
  }

  @Test("of which the next poll gets no answer, closes the connection before")
  func beforeFailure() throws {
    let sessions = try RecordedSessions([three[0], failedPoll(.reset, at: 2), three[2]])
    #expect(sessions.next().isBeforeFailure)
    let failure = sessions.next()
    #expect(failure.text == "reset")
    #expect(!failure.isBeforeFailure)
    #expect(sessions.bodies(1) == ["3"])
  }
}
