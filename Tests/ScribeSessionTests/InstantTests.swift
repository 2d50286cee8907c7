import ScribeJSON
import Testing

@testable import ScribeSession

@Suite("An instant")
struct InstantTests {
  @Test(
    "is read from every form of RFC 3339 and its kin",
    arguments: [
      ("2026-06-06T14:21:08Z", "2026-06-06T14:21:08.000Z"),
      ("2026-06-06t14:21:08z", "2026-06-06T14:21:08.000Z"),
      ("2026-06-06 14:21:08.1Z", "2026-06-06T14:21:08.100Z"),
      ("2026-06-06T14:21:08.123456", "2026-06-06T14:21:08.123456Z"),
      ("2026-06-06T14:21:08.123456999Z", "2026-06-06T14:21:08.123456Z"),
      ("2026-06-06T14:21:08+05:30", "2026-06-06T08:51:08.000Z"),
      ("2026-06-06T14:21:08-0730", "2026-06-06T21:51:08.000Z"),
      ("2026-06-06T14:21:08-00:00", "2026-06-06T14:21:08.000Z"),
      ("2024-02-29T23:59:59.999999+00:00", "2024-02-29T23:59:59.999999Z"),
      ("2000-02-29T00:00:00Z", "2000-02-29T00:00:00.000Z"),
      ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"),
      ("2017-01-01T05:29:60+05:30", "2017-01-01T00:00:00.000Z"),
      ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500Z"),
      ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z"),
      ("9999-12-31T23:59:59-23:59", "10000-01-01T23:58:59.000Z"),
    ])
  func reads(_ text: String, _ expected: String) {
    #expect(Instant(rfc3339: text)?.description == expected)
  }

  @Test(
    "is not read from anything else",
    arguments: [
      "", "2026", "2026-06-06", "2026-06-06T14:21", "2026-06-06T14:21:08.Z", "2026-6-6T14:21:08Z",
      "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
      "2026-00-01T00:00:00Z",
      "2026-06-31T00:00:00Z", "2026-06-06T24:00:00Z", "2026-06-06T14:60:00Z",
      "2026-06-06T14:21:60Z", "2026-06-06T14:21:61Z", "2026-06-06T14:21:08+24:00",
      "2026-06-06T14:21:08+05:60", "2026-06-06T14:21:08+5:30", "2026-06-06T14:21:08 Z",
      "2026-06-06T14:21:08Zjunk", " 2026-06-06T14:21:08Z", "2026-06-06T14:21:08,5Z",
      "+2026-06-06T14:21:08Z", "2026-06-06T14:21:08.५Z",
    ])
  func refuses(_ text: String) {
    #expect(Instant(rfc3339: text) == nil)
  }

  @Test(
    "is read from a member as text or as epoch seconds",
    arguments: [
      (#""2026-06-06T14:21:08Z""#, 1_780_755_668_000_000), ("1780755668", 1_780_755_668_000_000),
      ("1780755668.5", 1_780_755_668_500_000), ("1.780755668e9", 1_780_755_668_000_000),
      (#""1780755668.1234569""#, 1_780_755_668_123_456), ("0", 0), ("-0", 0),
      ("253402300799.999999", 253_402_300_799_999_999),
      ("253402300800", nil), ("-1", nil), ("-0.0000001", nil), ("1e300", nil), ("null", nil),
      ("true", nil), (#""tomorrow""#, nil), (#"" 1780755668""#, nil), ("[1780755668]", nil),
    ] as [(String, Int64?)])
  func members(_ json: String, _ expected: Int64?) throws {
    let value = try JSONDocument(Array(json.utf8)).root
    #expect(Instant(value)?.microsecondsSinceEpoch == expected)
  }

  @Test(
    "is read from the three forms of an HTTP date",
    arguments: [
      ("Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37.000Z"),
      ("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37.000Z"),
      ("Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37.000Z"),
      ("Wed Nov 16 08:49:37 1994", "1994-11-16T08:49:37.000Z"),
      ("Monday, 06-Nov-76 08:49:37 GMT", "2076-11-06T08:49:37.000Z"),
      ("Monday, 06-Nov-77 08:49:37 GMT", "1977-11-06T08:49:37.000Z"),
      ("Sun, 6 Nov 1994 08:49:37 GMT", nil), ("Sun, 06 Nov 1994 08:49:37 UTC", nil),
      ("sun, 06 Nov 1994 08:49:37 GMT", nil), ("Sun, 31 Feb 1994 08:49:37 GMT", nil),
      ("Sun, 06 Nov 1994 08.49.37 GMT", nil), ("Sun, 06 Nov 1994 08:49:37 GMT ", nil),
      ("1994-11-06T08:49:37Z", nil), ("", nil),
    ] as [(String, String?)])
  func httpDates(_ text: String, _ expected: String?) {
    #expect(Instant(httpDate: text, near: .at(0))?.description == expected)
  }

  @Test("is not read from a short year near an instant that no calendar has")
  func farReference() {
    for far in [Int64.min, .max, 9_223_372_036_854_775] {
      let reference = Instant(microsecondsSinceEpoch: far)
      _ = Instant(httpDate: "Sunday, 06-Nov-94 08:49:37 GMT", near: reference)
    }
    let last = Instant(microsecondsSinceEpoch: .max)
    #expect(Instant(httpDate: "Sunday, 06-Nov-94 08:49:37 GMT", near: last) == nil)
  }

  @Test("survives every end of what can be expressed")
  func extremes() {
    let first = Instant(microsecondsSinceEpoch: .min)
    let last = Instant(microsecondsSinceEpoch: .max)
    #expect(!first.description.isEmpty && !last.description.isEmpty)
    #expect(last.advanced(by: .seconds(1)) == last)
    #expect(first.advanced(by: .seconds(-1)) == first)
    #expect(first.duration(to: last) == .microseconds(Int64.max))
    #expect(last.duration(to: first) == .microseconds(Int64.min))
    #expect(last.advanced(by: Duration.seconds(Int64.max)) == last)
    #expect(first.advanced(by: Duration.seconds(Int64.min)) == first)
    #expect(Duration.milliseconds(-5).nanoseconds == -5_000_000)
    #expect(Duration.seconds(Int64.max).nanoseconds == .max)
    #expect(Duration.seconds(Int64.min).nanoseconds == .min)
  }
}
