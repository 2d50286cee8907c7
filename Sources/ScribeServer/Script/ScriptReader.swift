import ScribeSession

/// Reads a script line by line, and makes a step of each poll.
struct ScriptReader {
  /// A session of the script, as far as it was read.
  private struct Scripted {
    var content: ScriptedContent
    var polls = 0
  }

  private(set) var steps: [ScriptStep] = []
  private let talks = TalkCache()
  private var base = "https://scribe.example/voice/v1"
  /// 2026-06-06T09:00:00Z.
  private var start = Instant(microsecondsSinceEpoch: 1_780_736_400_000_000)
  private var sessions: [String: Scripted] = [:]
  private var id: String?

  mutating func read(_ line: ScriptLine) throws(ScriptFault) {
    var line = line
    guard let first = line.peeked else { return }
    switch first.text {
    case "base": try readBase(&line)
    case "start": try readStart(&line)
    case "session": try readSession(&line)
    case "again":
      _ = line.take()
      guard let last = steps.last else {
        throw ScriptFault("there is no poll yet", at: first.place)
      }
      steps.append(last)
      try checkCount(at: first.place)
    case "at": try readPoll(&line)
    default:
      guard let id, var session = sessions[id] else {
        throw ScriptFault("a script begins with \"session\" and an id", at: first.place)
      }
      var step = step(of: id, session, at: start)
      try ScriptDetails.readAll(&line, &step, start, isPoll: false)
      session.content = step.content
      sessions[id] = session
    }
    if let word = line.peeked {
      throw ScriptFault("\(word.quoted) is one word too many", at: word.place)
    }
  }

  private func checkCount(at place: ScriptPlace) throws(ScriptFault) {
    guard steps.count <= ScriptLimits.polls else {
      throw ScriptFault("these are more than \(ScriptLimits.polls) polls", at: place)
    }
  }

  private mutating func readBase(_ line: inout ScriptLine) throws(ScriptFault) {
    _ = line.take()
    base = String(try line.take("a URL").text)
  }

  private mutating func readStart(_ line: inout ScriptLine) throws(ScriptFault) {
    _ = line.take()
    let word = try line.take("a date and time")
    guard let instant = Instant(rfc3339: String(word.text)) else {
      throw ScriptFault("\(word.quoted) is no date and time (RFC 3339)", at: word.place)
    }
    start = instant
  }

  private mutating func readSession(_ line: inout ScriptLine) throws(ScriptFault) {
    _ = line.take()
    let place = line.place
    let id = try line.takeName("the session's id")
    guard PollStream(method: "GET", url: url(of: id))?.id.text == id else {
      throw ScriptFault(
        "base and id make no URL of a session, which ends in /v1/sessions/ID", at: place)
    }
    self.id = id
    guard sessions[id] == nil else { return }
    sessions[id] = Scripted(
      content: ScriptedContent(
        createdAt: start.advanced(by: .seconds(-5)), expiresAt: start.advanced(by: .seconds(3595)),
        talks: talks))
  }

  private func url(of id: String) -> String { "\(base)/sessions/\(id)" }

  private func step(of id: String, _ session: Scripted, at instant: Instant) -> ScriptStep {
    ScriptStep(
      sessionID: id, askedAt: instant, url: url(of: id), content: session.content)
  }

  private mutating func readPoll(_ line: inout ScriptLine) throws(ScriptFault) {
    let at = line.take()
    guard let id, var session = sessions[id] else {
      throw ScriptFault("a script begins with \"session\" and an id", at: at?.place ?? line.place)
    }
    let time = try line.takeTime("the time of the poll")
    let rest = line
    var repetition = ScriptDetails.Repetition()
    var round = 0
    repeat {
      line = rest
      var step = step(
        of: id, session, at: start.advanced(by: time + repetition.interval * round))
      session.polls += 1
      step.number = session.polls
      try ScriptAnswer.read(&line, &step)
      repetition = try ScriptDetails.readAll(&line, &step, start, isPoll: true)
      session.content = step.content
      steps.append(step)
      round += 1
      try checkCount(at: rest.place)
    } while round < repetition.count
    sessions[id] = session
  }
}
