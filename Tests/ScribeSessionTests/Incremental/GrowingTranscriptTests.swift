import ScribeJSON
import ScribeTalk
import Testing

@testable import ScribeBench
@testable import ScribeSession

/// What changes from poll to poll in life, cut where it hurts.
@Suite("A transcript that is read beside the one before")
struct GrowingTranscriptTests {
  private static let start = #"{"session_id":"ses_test","status":"processing","transcript":""#
  private static let end = #"","audio_files_received":1}"#

  private static func body(_ transcript: some Sequence<UInt8>) -> [UInt8] {
    Array(start.utf8) + transcript + Array(end.utf8)
  }

  /// Every kind of character, each next to each kind that could be taken for a part of it.
  static let texts = [
    #"a\\\"é\u0041\uD83D\uDE00न\n😀\\u0928\\"#,
    #"\uD83D\uDE00\uD83d\ude01\\uD83D\u0041\\\uD83D\uDE00"#,
    #"\\\\\\\\\\\\\\\\\\\\\\\\uD83D\"\\\\"#,
    "नमस्ते é😀한\u{10FFFF}\u{FFFD}x", #"C:\\Users\\n\t\/\b\u0000\u001f\"\""#,
  ]

  private func expectSame(
    _ bodies: [[UInt8]], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var reading = IncrementalReading()
    for body in bodies {
      guard let fault = reading.mismatch(Poll.Answer(status: 202, body: body)) else { continue }
      let chain = bodies.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
      Issue.record("\(fault)\n\(chain)", sourceLocation: sourceLocation)
    }
  }

  @Test("may grow and shrink from any length to any other", arguments: texts)
  func lengths(_ text: String) {
    let bytes = Array(text.utf8)
    for count in 0...bytes.count {
      for other in 0...bytes.count {
        expectSame([Self.body(bytes[..<count]), Self.body(bytes[..<other])])
      }
    }
  }

  @Test("may go on from any length with anything", arguments: texts)
  func pieces(_ text: String) {
    let bytes = Array(text.utf8)
    for count in 0...bytes.count {
      for piece in SmallBodies.pieces {
        let other = Array(bytes[..<count]) + piece
        expectSame([Self.body(bytes), Self.body(other), Self.body(other + bytes[count...])])
        expectSame([Self.body(bytes[..<count]), Self.body(other)])
      }
    }
  }

  @Test("may have runs of backslashes of any length, changed anywhere", arguments: 0..<20)
  func backslashes(_ count: Int) {
    let slash = UInt8(ascii: "\\")
    for tail in ["", "n", "\"", "u0041", "uD83D\\uDE00", "x"] {
      func text(_ count: Int) -> [UInt8] {
        Array("ab".utf8) + Array(repeating: slash, count: count) + Array(tail.utf8)
      }
      let bytes = text(count)
      for other in 0..<20 { expectSame([Self.body(bytes), Self.body(text(other))]) }
      for place in 0..<bytes.count {
        for byte in "\\u\"D6x".utf8 {
          var changed = bytes
          changed[place] = byte
          expectSame([Self.body(bytes), Self.body(changed), Self.body(bytes)])
        }
      }
    }
  }

  @Test(
    "has the fingerprint of the whole at every step of its growth",
    arguments: 0..<12 as Range<UInt64>)
  func fingerprints(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let pieces =
      seed.isMultiple(of: 3)
      ? ["plain text, "] : ["plain ", #"\u0928"#, #"\uD83D\uDE00"#, "é", #"\n"#, "नमस्ते", #"\\"#]
    var session = IncrementalSession()
    var text = ""
    for second in 0..<60 {
      for _ in 0..<random.number(below: 60) { text += random.element(of: pieces) }
      if random.isOne(in: 20) { text = "" }
      let poll = Poll.answer(
        random.isOne(in: 4) ? 200 : 202, String(decoding: Self.body(text.utf8), as: UTF8.self),
        at: Double(second))
      if let fault = session.mismatch(poll) { Issue.record("seed \(seed), \(second): \(fault)") }
      let document = try JSONDocument(Array("\"\(text)\"".utf8))
      let decoded = try #require(document.root.string).utf8
      #expect(
        text.isEmpty
          || session.session.content.transcript
            == ContentDigest(of: decoded, key: session.session.fingerprintKey)
      )
    }
  }
}
