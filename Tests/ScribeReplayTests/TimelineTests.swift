import ScribeJSON
import ScribeReplay
import Testing

@Suite("A replayed recording")
struct TimelineTests {
  private func text(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }

  @Test("is a timeline for people")
  func timeline() throws {
    try expect(text(Story.replay().text), toMatch: "timeline.txt")
  }

  @Test("is a timeline without a clock, for comparing")
  func withoutClock() throws {
    var options = TextOptions()
    options.showsClock = false
    let lines = try Story.replay(options).text
    try expect(text(lines), toMatch: "timeline-without-clock.txt")
    #expect(!lines.contains { $0.contains("2026") || $0.contains("09:0") })
  }

  @Test("is coloured where that is asked for, and says the same")
  func colors() throws {
    var options = TextOptions()
    options.usesColor = true
    let colored = try Story.replay(options).text
    try expect(text(colored), toMatch: "timeline-in-color.txt")
    let plain = colored.map { $0.replacing(/\u{1B}\[[0-9]*m/, with: "") }
    let expected = try Story.replay().text
    #expect(plain.map(trimmed) == expected.map(trimmed))
  }

  private func trimmed(_ line: String) -> Substring { line[...].trimmingSuffix { $0 == " " } }

  @Test("shows transcript and documents only where that is asked for")
  func patientData() throws {
    let hidden = try Story.replay()
    for line in hidden.text + hidden.ndjson {
      for secret in ["Doctor", "नमस्ते", "Patient", "rest"] { #expect(!line.contains(secret)) }
    }
    var options = TextOptions()
    options.showsPatientData = true
    let shown = try Story.replay(options)
    try expect(text(shown.text), toMatch: "timeline-with-patient-data.txt")
    for secret in ["Doctor", "नमस्ते", "Patient", "rest"] {
      #expect(shown.ndjson.contains { $0.contains(secret) })
    }
  }

  @Test("is one JSON object a poll and one a stream, as contracted")
  func ndjson() throws {
    let lines = try Story.replay().ndjson
    try expect(text(lines), toMatch: "show.ndjson")
    for line in lines {
      let object = try JSONDocument(Array(line.utf8)).root
      #expect(["poll", "session"].contains(object["kind"]?.string?.text))
    }
  }

  @Test("holds no text that could steer a terminal")
  func escapes() throws {
    let story = try Story.replay()
    for line in story.text + story.ndjson {
      #expect(!line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F })
    }
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while holds: (Character) -> Bool) -> Substring {
    var rest = self
    while let last = rest.last, holds(last) { rest.removeLast() }
    return rest
  }
}
