import ScribeJSON
import Testing

/// Blocks, words and resumed loops beside one byte after the other: one verdict, one offset.
@Suite("A strict JSON reader, beside the rules byte by byte")
struct ReferenceAgreementTests {
  /// Texts in which every loop of the reader has something to do, longer than any of its blocks.
  static let texts: [String] = [
    String(repeating: "Doctor: how long has it hurt? ", count: 9),
    String(repeating: "नमस्ते, कैसे हैं आप? ", count: 9),
    String(repeating: "வணக்கம் doctor, ", count: 9),
    String(repeating: "é ñ ü — ’ ", count: 12),
    String(repeating: "😀 한국어 \u{FFFD}\u{FEFF} \u{10FFFF}", count: 7),
    String(repeating: #"\u0928\u092e \u0938\n\"\\"#, count: 12),
    String(repeating: #"He said \"no\".\n"#, count: 14),
    String(repeating: #"नमस्ते \"जी\"।\n"#, count: 10),
    String(repeating: #"C:\\n \\\" \t/\/\r\n"#, count: 12),
    String(repeating: #"\uD83D\uDE00a\\\\\uD83D\uDE00"#, count: 8),
  ]

  private func expectAgreement(
    _ bytes: [UInt8], _ what: @autoclosure () -> String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    if let fault = DecoderAgreement.scanMismatch(bytes) {
      Issue.record("\(fault): \(what())", sourceLocation: sourceLocation)
    }
  }

  @Test("agrees at every alignment and every cut", arguments: texts)
  func cuts(_ text: String) {
    for padding in 0..<33 {
      let bytes = Array("\"\(String(repeating: "x", count: padding))\(text)\"".utf8)
      expectAgreement(bytes, "padding \(padding)")
      for count in stride(from: padding, to: bytes.count, by: padding == 0 ? 1 : 7) {
        expectAgreement(Array(bytes[..<count]), "padding \(padding), \(count) bytes")
      }
    }
  }

  @Test("agrees on every change of every byte to one that could matter", arguments: texts)
  func changes(_ text: String) {
    let original = Array("[\"\(text)\"]".utf8)
    let critical: [UInt8] = [
      0x00, 0x1F, 0x20, 0x22, 0x5C, 0x75, 0x64, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0,
      0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF3, 0xF4, 0xF5, 0xFF,
    ]
    for place in original.indices {
      for byte in critical where byte != original[place] {
        var bytes = original
        bytes[place] = byte
        expectAgreement(bytes, "byte \(place) = \(byte)")
      }
    }
  }

  @Test("agrees on random texts of bytes that could matter", arguments: [1 as UInt64, 2, 3, 4])
  func random(_ seed: UInt64) {
    var random = SeededBytes(seed: seed)
    let alphabet =
      [
        "\"", "\\", "\\u", "\\uD83D", "\\uDE00", "\\n", "00e9", "{", "}", "[", "]", ",", ":", " ",
        "1", "-", "0.5e3", "true", "null", "\"a\":", "\"b\"", "é", "न", "😀", "\n",
        "long plain text",
      ].map { Array($0.utf8) } + [
        [0x80], [0xE0], [0xE0, 0xA4], [0xED, 0xA0], [0xF0, 0x9F], [0xFF],
      ]
    for round in 0..<30_000 {
      var bytes: [UInt8] = round.isMultiple(of: 2) ? [0x22] : []
      for _ in 0..<random.below(40) { bytes += alphabet[random.below(alphabet.count)] }
      if round.isMultiple(of: 3) { bytes.append(0x22) }
      expectAgreement(bytes, "seed \(seed), round \(round)")
    }
  }

  @Test("agrees on the depth of anything that is nested", arguments: [63, 64, 65, 128, 511, 512])
  func nesting(_ depth: Int) {
    for opening in ["[", "{\"a\":", "[{\"a\":"] {
      let closing = opening == "[" ? "]" : opening == "{\"a\":" ? "}" : "}]"
      for inner in ["1", "[]", "{}", "]", "}", ""] {
        let text =
          String(repeating: opening, count: depth) + inner
          + String(repeating: closing, count: depth)
        expectAgreement(Array(text.utf8), "\(depth) times \(opening) around \(inner)")
      }
    }
  }
}

/// A SplitMix64 generator: the same bytes from the same seed on every machine.
struct SeededBytes {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 to one below the limit.
  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}
