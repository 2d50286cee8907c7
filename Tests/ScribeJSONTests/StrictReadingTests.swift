import ScribeJSON
import Testing

/// RFC 8259 and RFC 3629, rule by rule, each fault with its byte.
@Suite("A strict JSON reader")
struct StrictReadingTests {
  @Test(
    "takes every text that the grammar allows",
    arguments: [
      "{}", "[]", "0", "-0", "10", "1.5e+3", "1E400", "-0.0e-0", "\"\"", "true", "false", "null",
      " \t\r\n{ \"a\" : [ 1 , { } , \"x\" ] } \n", #""\"\\\/\b\f\n\r\t\u0041""#,
      #""\uD83D\uDE00""#, "\"\u{7F}\u{80}\u{7FF}\u{800}\u{FFFF}\u{10FFFF}\"", "\u{FEFF}{}",
      #"{"":1,"":2}"#, "[[[[]]]]",
    ])
  func accepts(_ text: String) throws {
    _ = try JSONDocument(Array(text.utf8))
  }

  @Test(
    "refuses what the grammar does not allow, and says where",
    arguments: [
      ("", .empty, 0), ("  \n", .empty, 3), ("\u{FEFF}", .empty, 3),
      ("{", .cutOff, 1), ("[1", .cutOff, 2), ("[1,", .cutOff, 3), ("\"abc", .cutOff, 4),
      (#"{"a""#, .cutOff, 4), (#"{"a":"#, .cutOff, 5), ("tru", .cutOff, 3), ("-", .cutOff, 1),
      ("1.", .cutOff, 2), ("1e", .cutOff, 2), ("1e+", .cutOff, 3), (#""\"#, .cutOff, 2),
      (#""\u00"#, .cutOff, 5), (#""\uD83D"#, .cutOff, 7), (#""\uD83D\uDE"#, .cutOff, 11),
      ("{}{}", .trailingBytes, 2), ("01", .trailingBytes, 1), ("nullx", .trailingBytes, 4),
      ("[1 2]", .unexpectedByte, 3), ("[,1]", .unexpectedByte, 1), ("[1,]", .unexpectedByte, 3),
      ("{a:1}", .unexpectedByte, 1), (#"{"a" 1}"#, .unexpectedByte, 5),
      (#"{"a":1,}"#, .unexpectedByte, 7), ("{]", .unexpectedByte, 1), ("'x'", .unexpectedByte, 0),
      ("NaN", .unexpectedByte, 0), ("nul!", .unexpectedByte, 3), ("+1", .unexpectedByte, 0),
      ("<html>", .unexpectedByte, 0), ("\u{A0}1", .unexpectedByte, 0),
      (".5", .unexpectedByte, 0), ("-x", .malformedNumber, 1), ("1.x", .malformedNumber, 2),
      ("1e x", .malformedNumber, 2), ("[-]", .malformedNumber, 2),
      (#""\x""#, .malformedEscape, 1), (#""\u12G4""#, .malformedEscape, 1),
      (#""\uDC00""#, .loneSurrogate, 1), (#""a\uD800b""#, .loneSurrogate, 2),
      (#""\uD800\n""#, .loneSurrogate, 1), (#""\uD800\u0041""#, .loneSurrogate, 1),
      ("\"a\nb\"", .controlCharacter, 2), ("\"\u{0}\"", .controlCharacter, 1),
    ] as [(String, JSONError.Reason, Int)])
  func refuses(_ text: String, _ reason: JSONError.Reason, _ offset: Int) {
    #expect(throws: JSONError(reason, at: offset)) { try JSONDocument(Array(text.utf8)) }
  }

  @Test(
    "refuses what is not UTF-8, and says where",
    arguments: [
      ([0x22, 0xFF, 0x22], .notUTF8, 1),  // no such byte
      ([0x22, 0x80, 0x22], .notUTF8, 1),  // a continuation alone
      ([0x22, 0xC0, 0xAF, 0x22], .notUTF8, 1),  // overlong, two bytes
      ([0x22, 0xE0, 0x80, 0xAF, 0x22], .notUTF8, 1),  // overlong, three
      ([0x22, 0xF0, 0x80, 0x80, 0xAF, 0x22], .notUTF8, 1),  // overlong, four
      ([0x22, 0xED, 0xA0, 0x80, 0x22], .notUTF8, 1),  // a surrogate
      ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], .notUTF8, 1),  // past U+10FFFF
      ([0x22, 0xE0, 0xA4, 0x22], .notUTF8, 1),  // ends in the middle
      ([0x22, 0xE0, 0xA4], .cutOff, 3),
      ([0x22, 0xF0, 0x9F, 0x98], .cutOff, 4),
      ([0xFF, 0xFE, 0x7B, 0x00], .notUTF8, 0),  // UTF-16
      ([0x7B, 0x7D, 0xE0], .cutOff, 3),
    ] as [([UInt8], JSONError.Reason, Int)])
  func refusesOtherEncodings(_ bytes: [UInt8], _ reason: JSONError.Reason, _ offset: Int) {
    #expect(throws: JSONError(reason, at: offset)) { try JSONDocument(bytes) }
  }

  @Test(
    "reads 512 levels of nesting and refuses the next, without recursion",
    arguments: ["[", "{\"a\":"])
  func limitsDepth(_ opening: String) throws {
    let closing = opening == "[" ? "]" : "}"
    let deepest =
      String(repeating: opening, count: 511) + "[]" + String(repeating: closing, count: 511)
    _ = try JSONDocument(Array(deepest.utf8))

    let offset = 512 * opening.utf8.count
    let tooDeep = String(repeating: opening, count: 100_000)
    #expect(throws: JSONError(.tooDeep, at: offset)) { try JSONDocument(Array(tooDeep.utf8)) }
  }
}
