import Foundation
import ScribeJSON
import ScribeRecording
import ScribeReplay
import ScribeSession
import Testing

/// What holds of any polls whatever, checked over random ones; a failure prints its seed and the
/// shortest log that fails.
///
/// `INVARIANT_POLLS` asks for another number of polls.
@Suite("A session, told any polls whatever")
struct InvariantTests {
  static let pollsPerSequence = 40

  /// The seeds of one of several tests that share the polls asked for.
  static func seeds(_ share: Int) -> [UInt64] {
    let asked = ProcessInfo.processInfo.environment["INVARIANT_POLLS"].flatMap(Int.init)
    let sequences = (asked ?? 120_000) / pollsPerSequence / 4
    return (0..<sequences).map { UInt64($0 * 4 + share) }
  }

  private func polls(_ polls: [AbstractPoll], _ style: JSONText.Style = .plain) -> [Poll] {
    var generator = SeededGenerator(seed: 7)
    return polls.map { $0.poll(style, &generator) }
  }

  private func check(share: Int, _ failure: ([AbstractPoll]) -> String?) {
    for seed in Self.seeds(share) {
      var generator = PollGenerator(seed: seed)
      expectNoFailure(in: generator.polls(Self.pollsPerSequence), seed: seed, failure)
    }
  }

  @Test("is the fold of its events, and each poll does only what its verdict allows")
  func verdicts() {
    check(share: 0) { abstract in
      var session = Session()
      var events: [Event] = []
      for poll in polls(abstract) {
        let before = session
        let step = session.observe(poll)
        events += step.events
        if let failure = contradiction(in: step, after: before) { return failure }
        // What stays the same however often it is asked: a decision is a function.
        if before.decide(poll).events != step.events { return "decided otherwise" }
      }
      if Session(replaying: events) != session { return "not the fold of its events" }
      return lossInWriting(session, events)
    }
  }

  private func lossInWriting(_ session: Session, _ events: [Event]) -> String? {
    let records = events.compactMap { event in
      if case .polled(let record) = event, record.kind != .duplicate { record } else { nil }
    }
    var json = JSONWriter()
    json.beginArray()
    for event in events { event.write(to: &json) }
    session.writeSnapshot(to: &json)
    json.endArray()
    guard let stored = (try? JSONDocument(json.bytes)).map({ Array($0.root.elements) }),
      stored.dropLast().map({ Event($0) }) == events
    else { return "other events once written down" }
    guard let last = stored.last,
      Session(snapshot: last, fingerprintKey: .constant, after: records) == session
    else { return "another state once written down" }
    return nil
  }

  private func contradiction(in step: Step, after before: Session) -> String? {
    let session = step.session
    switch step.verdict {
    case .ignored: return "ignored"
    case .duplicate, .held, .foreign, .stale:
      if session.phase != before.phase { return "\(step.verdict) changed the phase" }
      if session.content != before.content { return "\(step.verdict) changed content" }
    case .same:
      if session.phase != before.phase { return "same changed the phase" }
    case .progress:
      if session.phase != before.phase { return "progress changed the phase" }
      if session.content == before.content { return "progress changed nothing" }
    case .forward, .settled, .regressed, .reopened, .revised, .revived:
      if session.phase == before.phase { return "\(step.verdict) kept the phase" }
    }
    if before.phase == .expired, session.phase != .expired {
      guard step.verdict == .revived, step.anomalies.contains(where: { $0.code == .revived })
      else { return "left expired unnoticed" }
    }
    if session.isSettledWithAgreement, step.next != .stop(.settled) { return "does not stop" }
    if step.anomalies.contains(where: { $0.code.severity == .error }), step.verdict == .same {
      return "an error on a poll that says the same"
    }
    return nil
  }

  @Test("is the same with every poll that has a sent_at recorded twice")
  func doubled() {
    check(share: 1) { abstract in
      let once = Session(after: polls(abstract))
      let doubled = polls(abstract).flatMap { $0.sentAt == nil ? [$0] : [$0, $0] }
      return Session(after: doubled) == once ? nil : "not the same"
    }
  }

  @Test("is the same whatever the order of members, white space, escapes and form of templates")
  func styles() {
    check(share: 2) { abstract in
      var plain = Session()
      var other = Session()
      for (one, two) in zip(polls(abstract), polls(abstract, .other)) {
        // A poll that is recorded twice is one by its bytes: the same here, since both are.
        let first = plain.observe(one)
        let second = other.observe(two)
        if first.verdict == .duplicate || second.verdict == .duplicate { return nil }
        if first.verdict != second.verdict { return "\(first.verdict), \(second.verdict)" }
        if first.next != second.next { return "\(first.next), \(second.next)" }
        if first.anomalies.map(\.code) != second.anomalies.map(\.code) { return "findings differ" }
        if plain.content != other.content { return "content differs" }
      }
      return nil
    }
  }

  @Test("is never touched by another filter or session in the same recording")
  func streams() {
    let urls = [
      "/v1/sessions/ses_random", "/v1/sessions/ses_random?template_id=soap", "/v1/sessions/b",
    ]
    for seed in Self.seeds(3) {
      var mixed: [AbstractPoll] = []
      for (index, url) in urls.enumerated() {
        var generator = PollGenerator(seed: seed &+ UInt64(index) << 32, url: url)
        mixed += generator.polls(Self.pollsPerSequence / 3)
      }
      var generator = SeededGenerator(seed: seed)
      mixed.shuffle(using: &generator)
      expectNoFailure(in: mixed, seed: seed) { abstract in
        var replay = Replay()
        for (index, poll) in polls(abstract).enumerated() {
          let replayed = replay.observe(index + 1, poll)
          guard let effect = replayed.effect else { return "ignored" }
          let alone = polls(abstract)[...index].filter { $0.url == poll.url }
          if index == abstract.count - 1, Session(after: Array(alone)) != effect.step.session {
            return "touched"
          }
        }
        return nil
      }
    }
  }

  @Test("is told alike by two processes")
  func processes() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    var log = PollLogWriter.header
    for seed in UInt64(0)..<100 {
      var generator = PollGenerator(seed: seed, url: "/v1/sessions/ses_\(seed)")
      for poll in polls(generator.polls(Self.pollsPerSequence)) {
        log += PollLogWriter.line(for: poll)
      }
    }
    let file = folder.write(String(decoding: log, as: UTF8.self), to: "random.jsonl")
    let first = try Tool("--format", "ndjson", file)
    #expect(first.status == 0)
    #expect(first.output.split(separator: "\n").count == 4100)
    #expect(try Tool("--format", "ndjson", file).output == first.output)
  }
}

extension Session {
  fileprivate init(after polls: [Poll]) {
    self.init()
    for poll in polls { _ = observe(poll) }
  }
}
