import Foundation
import ScribeJSON
import ScribeRecording
import ScribeSession
import Testing

@testable import ScribeReplay

@Suite("A recording once redacted")
struct RedactionTests {
  static let recordings = FileTree.find(below: [Tool.package.appending(path: "Replays").path])
    .recordings

  static func polls(of path: String) throws -> [Poll] {
    var tape = try Tape(path: path)
    var polls: [Poll] = []
    while let recorded = try tape.next() { polls.append(recorded.poll) }
    return polls
  }

  @Test("tells the same story, whatever the key", arguments: recordings)
  func sameStory(_ path: String) throws {
    let polls = try Self.polls(of: path)
    for seed in UInt64(0)..<3 {
      let redaction = Redaction(Pseudonyms(seed: seed))
      let redacted = polls.map(redaction.redacted)
      #expect(Redaction.check(polls, as: redacted) == nil)
      for (poll, other) in zip(polls, redacted) {
        expectSameShape(poll.answer?.body, other.answer?.body)
      }
    }
  }

  @Test("has every value at its length, but for URLs and what cannot be read")
  func lengths() throws {
    let body = Array(
      #" { "session_id" : "ses_x" ,"data\u0041":[1, 22.50 ,true,null,"é\n"],"transcript":"नमस्ते","additional_data":{"b":{"b":1,"b":-0}}}"#
        .utf8)
    let poll = Self.poll(200, body)
    let redacted = try #require(
      Redaction(Pseudonyms(seed: 3)).redacted(poll).answer?.body)
    #expect(redacted.count == body.count && redacted != body)
    let blanks = Set(" {}[]:,\"\\".utf8)
    for (old, new) in zip(body, redacted) where blanks.contains(old) { #expect(old == new) }
  }

  @Test("tells the same story of any polls whatever, in any style")
  func randomPolls() {
    for seed in UInt64(0)..<50 {
      var generator = PollGenerator(seed: seed)
      let abstract = generator.polls(40)
      var random = SeededGenerator(seed: seed)
      let style = seed.isMultiple(of: 2) ? JSONText.Style.plain : .other
      expectSameStory(abstract.map { $0.poll(style, &random) }, seed: seed)
    }
  }

  @Test("tells the same story where bodies are changed byte by byte, and holds none of their text")
  func changedBodies() throws {
    let polls = try Self.recordings.flatMap(Self.polls).filter { ($0.answer?.body?.count ?? 0) > 1 }
    for seed in UInt64(0)..<200 {
      var random = SeededGenerator(seed: seed)
      let changed = (0..<6).map { _ in
        var poll = random.pick(polls)
        guard case .answer(var answer) = poll.outcome, var body = answer.body else { return poll }
        let place = Int.random(in: body.indices, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: body[place] = UInt8.random(in: 0...255, using: &random)
        case 1: body.remove(at: place)
        case 2: body.removeSubrange(place...)
        default: body.insert(random.pick(Array("\"\\{}[],:0e-ntu\u{1}".utf8)), at: place)
        }
        answer.body = body
        poll.outcome = .answer(answer)
        return poll
      }
      expectSameStory(changed, seed: seed)
    }
  }

  @Test(
    "has bodies that cannot be read for the same reason at the same byte",
    arguments: [
      "<html><body>Mr. Smith</body></html>", "Internal Server Error", "{\"a\":Smith",
      "{\"Smith\":tru",
      "{\"Smith\":\"so\\q\"}", "{\"Smith\":\"\\ud800 so\"}", "{\"Smith\":01}", "{\"Smith\":1.}",
      "{\"Smith\":1} Smith", "\"Smith\"", "[\"Smith\"]", "{\"Smith\":\"a\u{1}b\"}", "", " \n\t",
      "{", "t",
      "\u{FEFF}", "\u{FEFF}{\"Smith\":", "{\"Smith\":\"नम", "{\"Smith\":-", "Smith",
      "{\"a\":" + String(repeating: "[", count: 600) + "\"Smith\"",
    ])
  func unreadable(_ text: String) throws {
    for bytes in [Array(text.utf8), Array(text.utf8) + [0xFF], [0xC3] + Array(text.utf8)] {
      for status in [200, 202, 500] {
        let poll = Self.poll(status, bytes)
        let redacted = Redaction(Pseudonyms(seed: 1)).redacted(poll)
        #expect(Redaction.check([poll], as: [redacted]) == nil)
        let body = String(decoding: redacted.answer?.body ?? [], as: UTF8.self)
        #expect(!body.lowercased().contains("smith") && !body.contains("नम"))
      }
    }
  }

  @Test("keeps bodies apart that differ, so that no poll becomes a duplicate")
  func apart() {
    for (one, other) in [
      ("{\"a\":1}", "{\"a\":2}"), ("<p>a</p>", "<p>b</p>"),
      ("{\"upload_url\":\"https://h/1\"}", "{\"upload_url\":\"https://h/2\"}"),
      ("{\"a\":tru", "{\"b\":tru"),
    ] {
      let polls = [Self.poll(202, Array(one.utf8)), Self.poll(202, Array(other.utf8))]
      let redacted = polls.map(Redaction(Pseudonyms(seed: 1)).redacted)
      #expect(redacted[0] != redacted[1])
      #expect(Redaction.check(polls, as: redacted) == nil)
    }
  }

  static func poll(_ status: Int, _ body: [UInt8]?, url: String = "/v1/sessions/ses_x") -> Poll {
    let instant = Instant(microsecondsSinceEpoch: 1_780_754_400_000_000)
    return Poll(
      sentAt: instant, receivedAt: instant, url: url,
      outcome: .answer(Poll.Answer(status: status, body: body)))
  }

  /// Few texts happen to share a pseudonym, and then another key helps.
  private func expectSameStory(
    _ polls: [Poll], seed: UInt64, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var difference: RedactionDifference?
    for attempt in 0..<3 {
      let redaction = Redaction(Pseudonyms(seed: seed).others(attempt))
      difference = Redaction.check(polls, as: polls.map(redaction.redacted))
      if difference == nil { return }
    }
    Issue.record("seed \(seed): \(difference as Any)", sourceLocation: sourceLocation)
  }

  /// The same tokens, each of the same length, but for URLs.
  private func expectSameShape(
    _ body: [UInt8]?, _ other: [UInt8]?, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard let body, let other, let root = try? JSONDocument(body).root else { return }
    guard let otherRoot = try? JSONDocument(other).root else {
      Issue.record("not JSON any more", sourceLocation: sourceLocation)
      return
    }
    #expect(shapes(root) == shapes(otherRoot), sourceLocation: sourceLocation)
  }

  private func shapes(_ root: JSONValue) -> [String] {
    var isURL = false
    return JSONTokens(root).map { token in
      switch token {
      case .beginObject: return "{"
      case .beginArray: return "["
      case .end: return "}"
      case .name(let name):
        isURL = name.text.hasSuffix("_url")
        return "\(name.utf8.count)"
      case .scalar(let value):
        return isURL
          ? "\(value.type)" : "\(value.type) \(value.bytes.count) \(value.string?.utf8.count ?? 0)"
      }
    }
  }
}
