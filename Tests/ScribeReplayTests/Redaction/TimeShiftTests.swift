import ScribeJSON
import ScribeRecording
import ScribeSession
import Testing

@testable import ScribeReplay

@Suite("A shift of times")
struct TimeShiftTests {
  private static let day: Int64 = 86_400

  private func spelled(_ json: String, by seconds: Int64) throws -> String? {
    let value = try JSONDocument(Array(json.utf8)).root
    return TimeShift(seconds: seconds).spelling(of: value).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  @Test(
    "leaves every form as it is spelled",
    arguments: [
      (#""2026-06-06T14:21:08.120Z""#, -day, #""2026-06-05T14:21:08.120Z""#),
      (#""2024-02-28T23:59:59Z""#, 1, #""2024-02-29T00:00:00Z""#),
      (#""2026-06-06 00:30:00.123456789+05:30""#, -3600, #""2026-06-05 23:30:00.123456789+05:30""#),
      (#""2026-06-06t00:30:00-0800""#, -1, #""2026-06-06t00:29:59-0800""#),
      (#""2026-06-06T08:59:55.5""#, day, #""2026-06-07T08:59:55.5""#),
      (#""2016-12-31T23:59:60Z""#, day, #""2017-01-02T00:00:00Z""#),
      (#""2017-01-01T05:29:60+05:30""#, 0, #""2017-01-01T05:30:00+05:30""#),
      (#""2026\u002d06-06T14:21:08Z""#, day, #""2026-06-07T14:21:08Z""#),
      ("1780754400", -day, "1780668000"), ("1780754400.250", 1, "1780754401.250"),
      ("1780754400123", 2, "1780754402123"), (#""1780754400""#, 1, #""1780754401""#),
      ("1.7807544e9", 1, "1780754401"), ("1.780754400125e12", 1, "1780754401125"),
      ("17807544002.5e-1", 1, "1780754401.25"), ("-0", 1, "1"), ("0.0", 1, "1.0"),
      (#""0001-01-02T00:00:00Z""#, -day, #""0001-01-01T00:00:00Z""#),
      (#""9999-12-31T00:00:00Z""#, 3600, #""9999-12-31T01:00:00Z""#),
    ])
  func spellings(_ json: String, _ seconds: Int64, _ expected: String) throws {
    #expect(try spelled(json, by: seconds) == expected)
    // What a session reads is moved by just that.
    let (old, new) = (try JSONDocument(Array(json.utf8)), try JSONDocument(Array(expected.utf8)))
    if let before = Instant(old.root), let after = Instant(new.root) {
      #expect(before.advanced(by: .seconds(seconds)) == after)
    }
  }

  @Test(
    "is of no time, and of none that could not be written",
    arguments: [
      ("\"CANARY\"", 1), ("\"\"", 1), ("null", 1), ("[1780754400]", 1), ("-5", 10), ("1e300", 1),
      ("\"2026-06-31T00:00:00Z\"", 1), ("0", -1), ("5", -6), ("\"0001-01-01T00:00:00Z\"", -1),
      ("\"9999-12-31T23:59:59Z\"", 1), ("\"0001-01-01T00:00:00+01:00\"", -1),
      ("\"9999-12-31T23:59:59-01:00\"", 0), ("253402300799", 1),
    ] as [(String, Int64)])
  func unreadable(_ json: String, _ seconds: Int64) throws {
    #expect(try spelled(json, by: seconds) == nil)
  }

  @Test("moves the dates of header fields, in each of their forms, with the day of the week")
  func dates() {
    let reference = Instant(microsecondsSinceEpoch: 1_780_754_400_000_000)
    for (text, days, expected) in [
      ("Sat, 06 Jun 2026 14:00:00 GMT", -1, "Fri, 05 Jun 2026 14:00:00 GMT"),
      ("Sat, 06 Jun 2026 14:00:00 GMT", -400, "Fri, 02 May 2025 14:00:00 GMT"),
      ("Saturday, 06-Jun-26 14:00:00 GMT", 30, "Monday, 06-Jul-26 14:00:00 GMT"),
      ("Sat Jun  6 14:00:00 2026", 4, "Wed Jun 10 14:00:00 2026"),
      ("Sat Jun 13 14:00:00 2026", -12, "Mon Jun  1 14:00:00 2026"),
      ("Thu, 01 Jan 1970 00:00:00 GMT", -1, "Wed, 31 Dec 1969 00:00:00 GMT"),
    ] as [(String, Int64, String)] {
      let shift = TimeShift(seconds: days * Self.day)
      #expect(shift.httpDate(text, near: reference) == expected)
      let moved = Instant(httpDate: expected, near: shift.shifted(reference) ?? reference)
      #expect(moved == Instant(httpDate: text, near: reference).map { shift.shifted($0) })
    }
    #expect(TimeShift(seconds: 1).httpDate("tomorrow", near: reference) == nil)
    // All seven.
    let names = (0..<7).compactMap {
      TimeShift(seconds: $0 * Self.day).httpDate("Sat, 06 Jun 2026 14:00:00 GMT", near: reference)
    }.map { $0.prefix(3) }
    #expect(names == ["Sat", "Sun", "Mon", "Tue", "Wed", "Thu", "Fri"])
  }

  @Test("leaves the story as it was, at other times", arguments: RedactedStoryTests.recordings)
  func sameStory(_ path: String) throws {
    for seconds in [-400 * Self.day, 12_345] {
      let shift = TimeShift(seconds: seconds)
      let redaction = Redaction(Pseudonyms(seed: 2))
      let copy = try RedactedStoryTests.copy(of: path, redaction, shiftedBy: shift)
      var recording = try Recording(path: path)
      var redacted = try Recording(bytes: copy, name: "copy")
      let expected = try StoryText(of: &recording, shiftedBy: Double(seconds))
      #expect(try StoryText(of: &redacted) == expected)
      let text = String(decoding: copy, as: UTF8.self)
      #expect(seconds > 0 || !text.contains("2026"), "\(path)")
    }
  }

  @Test("moves what a body discloses as instants, and nothing else")
  func body() throws {
    let body =
      #"{"created_at":"2026-06-06T08:59:55Z","expires_at":null,"completed_at":"so","audio_files_received":1780754400,"templates":[{"soap":{"presigned_url_expires_at":1780754400}},{"note":{"presigned_url_expires_at":"2026-06-06 09:00:00"}}],"expired_at":-5}"#
    let poll = RedactionTests.poll(200, Array(body.utf8))
    let redaction = Redaction(Pseudonyms(seed: 1))
    var grown = GrownTexts()
    let redacted = try redaction.redacted(
      poll, shiftedBy: TimeShift(seconds: -Self.day), after: &grown)
    let text = String(decoding: redacted.answer?.body ?? [], as: UTF8.self)
    let start =
      #"{"created_at":"2026-06-05T08:59:55Z","expires_at":null,"completed_at":"# + "\""
    let end =
      #"","audio_files_received":1780754400,"templates":[{"soap":{"presigned_url_expires_at":1780668000}},{"note":{"presigned_url_expires_at":"2026-06-05 09:00:00"}}],"expired_at":-"#
    #expect(text.hasPrefix(start) && text.dropFirst(start.count + 2).hasPrefix(end))
    #expect(!text.contains("\"so\"") && !text.hasSuffix("-5}"))
    #expect(redacted.receivedAt == poll.receivedAt.advanced(by: .seconds(-Self.day)))
  }

  @Test("is refused where a time would leave what can be written")
  func range() throws {
    let bodies = [
      #"{"created_at":100}"#, #"{"created_at":"0001-01-01T08:00:00Z"}"#,
      #"{"templates":{"soap":{"presigned_url_expires_at":"100"}}}"#,
    ]
    for body in bodies {
      let poll = RedactionTests.poll(200, Array(body.utf8))
      var log = RedactedLog(
        Redaction(Pseudonyms(seed: 1)), shiftedBy: TimeShift(seconds: -Self.day))
      let error = try #require(throws: RedactionError.self) {
        try log.line(for: RecordedPoll(number: 3, poll: poll))
      }
      #expect(
        error.description
          == "poll 3: a time in the body would leave the years 0001 to 9999, or be a number before 1970: choose another span, nothing was written"
      )
    }
    let poll = RedactionTests.poll(200, nil)
    var log = RedactedLog(
      Redaction(Pseudonyms(seed: 1)), shiftedBy: TimeShift(seconds: 1_000_000_000_000))
    #expect(throws: RedactionError.self) {
      try log.line(for: RecordedPoll(number: 1, poll: poll))
    }
  }

  @Test("is told from another one by the proof")
  func proof() {
    func poll(_ at: Int64, _ createdAt: String) -> Poll {
      var poll = RedactionTests.poll(
        200, Array("{\"status\":\"completed\",\"created_at\":\"\(createdAt)\"}".utf8))
      poll.receivedAt = Instant(microsecondsSinceEpoch: at * 1_000_000)
      poll.sentAt = nil
      return poll
    }
    let original = poll(1_780_754_400, "2026-06-06T08:59:55Z")
    func part(_ copy: Poll, _ seconds: Int64) -> RedactionDifference.Part? {
      var proof = RedactionProof(shiftedBy: TimeShift(seconds: seconds))
      return proof.difference(1, original, copy)?.part
    }
    #expect(part(poll(1_780_754_401, "2026-06-06T08:59:56Z"), 1) == nil)
    #expect(part(poll(1_780_754_401, "2026-06-06T08:59:55Z"), 1) == .events)
    #expect(part(poll(1_780_754_400, "2026-06-06T08:59:56Z"), 1) == .events)
    #expect(part(original, 1) == .events && part(original, 0) == nil)
  }

  @Test("by chance is of whole days back")
  func random() {
    for _ in 0..<20 {
      let seconds = TimeShift.random().seconds
      #expect(seconds < 0 && seconds.isMultiple(of: Self.day))
    }
    #expect(Set((0..<20).map { _ in TimeShift.random() }).count > 1)
  }
}
