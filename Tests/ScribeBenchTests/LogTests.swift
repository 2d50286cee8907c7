import Foundation
import ScribeSession
import ScribeTalk
import Testing

@testable import ScribeBench

@Suite("A made-up poll log")
struct LogTests {
  private static let recipes: [LogRecipe] = Language.allCases.flatMap { language in
    Escaping.allCases.map { escaping in
      var open = BodyRecipe(language: language, escaping: escaping)
      open.transcriptByteCount = 6_000
      var log = LogRecipe(open, pollCount: 40)
      log.firstTranscriptByteCount = escaping == .raw ? 0 : open.transcript.lineEnds[4]
      log.pollsPerLine = escaping == .raw ? 2 : 1
      return log
    }
  }

  private func polls(_ log: LogRecipe) throws -> [FoundationObject] {
    try log.lines.dropFirst().map { try FoundationObject($0) }
  }

  private func bodies(_ log: LogRecipe) throws -> [[UInt8]] {
    try polls(log).map { Array(try #require($0.text("body")).utf8) }
  }

  @Test("has a header, then a line a poll, each a JSON object", arguments: recipes)
  func lines(_ log: LogRecipe) throws {
    let lines = Array(log.lines)
    #expect(lines.count == log.pollCount + 1)
    #expect(lines.allSatisfy { $0.firstIndex(of: UInt8(ascii: "\n")) == $0.count - 1 })
    let header = try FoundationObject(lines[0])
    #expect(header.text("format") == "scribe-poll-log" && header.number("version") == 1)
    #expect(header.members.count == 2)

    for (poll, line) in try polls(log).enumerated() {
      #expect(line.text("url") == log.open.url && line.text("method") == "GET")
      #expect(line.number("status") == (poll == log.pollCount - 1 ? 200 : 202))
      #expect(line.text("sent_at") == "2026-06-06T09:00:\(poll < 9 ? "0" : "")\(poll + 1).120Z")
    }
  }

  @Test("is the same for a recipe, and another one for another seed", arguments: recipes)
  func seeds(_ log: LogRecipe) {
    #expect(Array(log.lines) == Array(log.lines))
    var other = log
    other.open.seed += 1
    #expect(zip(log.lines, other.lines).dropFirst().allSatisfy { $0 != $1 })
  }

  @Test("tells of a session that goes forward to its end, without a finding", arguments: recipes)
  func session(_ log: LogRecipe) throws {
    var session = Session()
    let steps = try polls(log).enumerated().map { place, line in
      session.observe(
        Poll(
          sentAt: Instant(.sent(place + 1)), receivedAt: Instant(.received(place + 1)),
          url: try #require(line.text("url")),
          outcome: .answer(
            Poll.Answer(
              status: try #require(line.number("status")),
              body: Array(try #require(line.text("body")).utf8)))))
    }
    #expect(steps.flatMap(\.anomalies) == [])
    #expect(steps.first?.verdict == .forward && steps.last?.verdict == .settled)
    #expect(
      steps.dropFirst().dropLast().allSatisfy { $0.verdict == .progress || $0.verdict == .same })
    #expect(session.content.documents.count == 2)
    #expect(session.content.transcript?.byteCount == log.open.transcript.utf8.count)
  }

  @Test("has a transcript that grows by a line at a time", arguments: recipes)
  func growth(_ log: LogRecipe) throws {
    let whole = log.open.transcript.utf8
    let transcripts = try bodies(log).map { body in
      Array(try #require(try FoundationObject(body).text("transcript")).utf8)
    }
    #expect(transcripts.allSatisfy { whole.starts(with: $0) })
    #expect(transcripts.last == whole)
    let lineCounts = transcripts.map { $0.count { $0 == UInt8(ascii: "\n") } }
    let first = lineCounts[0]
    #expect(first == whole.prefix(log.firstTranscriptByteCount).count { $0 == UInt8(ascii: "\n") })
    let all = whole.count { $0 == UInt8(ascii: "\n") }
    for (place, count) in lineCounts.dropLast().enumerated() {
      #expect(count == min(all, first + place / log.pollsPerLine))
      if count < all { #expect([nil, UInt8(ascii: "\n")].contains(transcripts[place].last)) }
    }
  }

  @Test("repeats the whole transcript once it is there, each time signed anew or never")
  func signatures() throws {
    for isResigned in [true, false] {
      var open = BodyRecipe(language: .tamil)
      open.isResigned = isResigned
      open.transcriptByteCount = 1_000
      let bodies = try bodies(LogRecipe(open, pollCount: 20)).suffix(10).dropLast()
      #expect(Set(bodies).count == (isResigned ? 9 : 1))
      #expect(try FoundationObject(bodies[18]).text("transcript")?.utf8.count ?? 0 > 996)
    }
  }

  @Test("that is longer than a day does not outlive its session")
  func expiry() {
    #expect(LogRecipe(pollCount: 200_000).body(of: 1).secondsToExpiry > 200_000)
    #expect(LogRecipe(pollCount: 10).body(of: 1).secondsToExpiry == 86_400)
  }

  @Test("may have one poll or none")
  func shortest() throws {
    #expect(Array(LogRecipe(pollCount: 0).lines).count == 1)
    let only = try #require(try polls(LogRecipe(pollCount: 1)).first)
    #expect(only.number("status") == 200)
  }

  @Test("dates its polls as Foundation does")
  func dates() throws {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
    for poll in stride(from: 0, through: 20_000_000_000, by: 43_219_877) {
      let time = PollTime.sent(poll)
      let date = Date(timeIntervalSince1970: Double(time.millisecondsSinceEpoch) / 1000)
      #expect(time.description == formatter.string(from: date))
    }
  }
}
