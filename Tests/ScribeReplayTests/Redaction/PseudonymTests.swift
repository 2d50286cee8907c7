import ScribeJSON
import Testing

@testable import ScribeReplay

@Suite("A pseudonym")
struct PseudonymTests {
  private let pseudonyms = Pseudonyms(seed: 1)

  private static let texts = [
    "Doctor: Good morning, Mr. O'Neil (45). ", "डॉक्टर: नमस्ते। कैसे हैं आप?", "நோயாளி: வணக்கம், 3 நாட்கள்.",
    "Ünïcödé Straße \u{00A0}№7", "😀👩‍⚕️🏴\u{E0067}\u{E0062}\u{E007F}", "a\u{0}b\tc\r\n\u{7F}\u{85}d",
    "\u{202E}drow\u{2066}x\u{2028}\u{FEFF}",
    String(
      String.UnicodeScalarView([0xFDD0, 0xFFFE, 0x1FFFF, 0x10FFFF].compactMap(Unicode.Scalar.init))),
    "患者：頭が痛い", "",
  ]

  @Test("has the length, the kinds of characters and the scripts of its text", arguments: texts)
  func shape(_ text: String) {
    let pseudonym = pseudonyms.text(text, in: "transcript")
    #expect(pseudonym.utf8.count == text.utf8.count)
    #expect(pseudonym.unicodeScalars.count == text.unicodeScalars.count)
    for (old, new) in zip(text.unicodeScalars, pseudonym.unicodeScalars) {
      switch old {
      case "a"..."z", "A"..."Z": #expect(("a"..."z").contains(new))
      case "0"..."9": #expect(("0"..."9").contains(new))
      default: #expect(old.isASCII ? new == old : !new.isASCII, "\(old) \(new)")
      }
    }
  }

  @Test("stays in the 64 characters that its text's are among")
  func blocks() {
    for text in ["डॉक्टर नमस्ते", "வணக்கம்", "Ünïcödé", "頭痛"] {
      let pseudonym = pseudonyms.text(text, in: "transcript")
      let blocks = text.unicodeScalars.map { $0.value >> 6 }
      // All of ASCII is one: two of its 64.
      #expect(zip(blocks, pseudonym.unicodeScalars).allSatisfy { $0 < 2 || $0 == $1.value >> 6 })
    }
  }

  @Test("holds nothing that hides, steers or is no character, whatever its text holds")
  func harmless() {
    for first in stride(from: UInt32(0x80), to: 0x110000, by: 61) {
      guard let scalar = Unicode.Scalar(first) else { continue }
      let text = String(scalar)
      let pseudonym = pseudonyms.text(text, in: "\(first % 50)")
      let replaced = pseudonym.unicodeScalars.first
      #expect(pseudonym.utf8.count == text.utf8.count)
      #expect(replaced?.steers == false || replaced == "\u{200C}" || replaced == "\u{200D}")
    }
  }

  @Test("begins like those of all texts that its text begins like, and goes on otherwise")
  func prefixes() {
    for text in Self.texts {
      let whole = pseudonyms.text(text, in: "transcript")
      for count in 0...text.unicodeScalars.count {
        let prefix = String(String.UnicodeScalarView(text.unicodeScalars.prefix(count)))
        let part = pseudonyms.text(prefix, in: "transcript")
        #expect(whole.unicodeScalars.starts(with: part.unicodeScalars))
      }
    }
    let one = pseudonyms.text("the knee is better", in: "transcript")
    let other = pseudonyms.text("the knee is broken", in: "transcript")
    #expect(one.utf8.elementsEqual(one.utf8) && one.hasPrefix("\(other.prefix(13))"))
    #expect(one.dropFirst(13).first != other.dropFirst(13).first)
  }

  @Test("is another for another text after the same beginning")
  func different() {
    let kinds = [
      "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789", "अआइईउऊएऐओऔ",
    ]
    for kind in kinds {
      let all = kind.unicodeScalars.map { pseudonyms.text("so \($0)", in: "transcript") }
      #expect(Set(all).count == all.count)
    }
    for letter in "abcdefghijklmnopqrstuvwxyz" {
      let small = pseudonyms.text("so \(letter)", in: "transcript")
      #expect(pseudonyms.text("so \(letter.uppercased())", in: "transcript") != small)
    }
  }

  @Test("replaces a letter, digit or character by others as the text before it is another")
  func dependence() {
    for kind in ["e", "E", "7", "न", "😀"] {
      let alike = pseudonyms.text(String(repeating: kind, count: 100), in: "transcript")
      #expect(Set(alike.unicodeScalars).count > 5)
      let others = (0..<100).map { pseudonyms.text("\($0) \(kind)", in: "transcript").last }
      #expect(Set(others).count > 5)
    }
  }

  @Test("is another under another key and in another place, and the same each time otherwise")
  func keys() {
    let text = "Patient: the knee is better."
    let pseudonym = pseudonyms.text(text, in: "transcript")
    #expect(Pseudonyms(seed: 1).text(text, in: "transcript") == pseudonym)
    let others = [
      Pseudonyms(seed: 2).text(text, in: "transcript"), pseudonyms.text(text, in: "message..."),
      pseudonyms.others(1).text(text, in: "transcript"), Pseudonyms().text(text, in: "transcript"),
      Pseudonyms().text(text, in: "transcript"),
    ]
    #expect(Set(others + [pseudonym, text]).count == 7)
  }

  @Test(
    "of a number is a number of as many characters",
    arguments: [
      "0", "7", "-0", "10", "-45", "2.50", "12345678901234567890", "1e3", "-1.5E-07", "0.0",
    ])
  func numbers(_ text: String) throws {
    for seed in UInt64(0)..<50 {
      let number = Pseudonyms(seed: seed).number(Array(text.utf8)[...], in: "data")
      let read = try JSONDocument(number).root
      #expect(read.type == .number && number.count == text.utf8.count)
      let kinds = zip(text, String(decoding: number, as: UTF8.self))
      #expect(kinds.allSatisfy { $0 == $1 || ($0.isNumber && $1.isNumber) })
    }
    let numbers = (10...99).map { pseudonyms.number(Array("\($0)".utf8)[...], in: "data") }
    #expect(Set(numbers).count == 90)
  }

  @Test("keeps escapes and their length, and depends on the text alone, not on its spelling")
  func escapes() throws {
    let spelled = #""Dr. \u0041\u00e9\n\"\/\\ \ud83d\ude00 \u00E9 \u202e""#
    let root = try JSONDocument(Array(spelled.utf8)).root
    let original = try #require(root.string)
    let inside = pseudonyms.string(original, in: "data")
    #expect(inside.count == original.utf8.count + inside.count - original.utf8.count)
    let again = try JSONDocument([0x22] + inside + [0x22]).root
    #expect(again.bytes.count == root.bytes.count)
    #expect(again.string?.text == pseudonyms.text(original.text, in: "data"))
    let shown = String(decoding: inside, as: UTF8.self)
    #expect(shown.contains(#"\n\"\/\\ \ud83d\ude"#) && !shown.contains("202e"))
  }

  @Test("of a path is made of those of its components")
  func paths() throws {
    func path(_ text: String) throws -> String {
      let string = try #require(try JSONDocument(Array("\"\(text)\"".utf8)).root.string)
      return String(decoding: pseudonyms.string(string, in: "a path", isPath: true), as: UTF8.self)
    }
    let name = try path("visit_0.webm")
    #expect(try path("s3://bucket/x/visit_0.webm").hasSuffix("/\(name)"))
    #expect(try path(#"s3:\/\/bucket\/visit_0.webm"#).hasSuffix("/\(name)"))
    #expect(try path("visit_1.webm") != name && !name.hasPrefix("visit"))
  }

  @Test(
    "of a path keeps the extension of an audio file, and no other end",
    arguments: [
      ("meera_chest_01.webm", ".webm"), ("a/b.Meera/x.WAV", ".WAV"),
      (#"x\u002e\u0077av"#, #"\u002e\u0077av"#),
      (".mp3", ".mp3"), ("so.meera", ""), ("meera", ""), ("so.webm.meera", ""), ("webm", ""),
      ("मीरा.webm", ".webm"), ("so.web\u{301}m", ""), ("", ""),
    ])
  func extensions(_ text: String, _ kept: String) throws {
    let string = try #require(try JSONDocument(Array("\"\(text)\"".utf8)).root.string)
    let path = String(
      decoding: pseudonyms.string(string, in: "a path", isPath: true), as: UTF8.self)
    #expect(path.hasSuffix(kept) && path.utf8.count == text.utf8.count)
    #expect(!path.lowercased().contains("meera") && !path.contains("मीरा"))
    #expect(kept != "" || !path.hasSuffix("webm"))
  }

  @Test("tells nothing when it is printed")
  func description() {
    #expect("\(pseudonyms)" == "pseudonyms")
    #expect(Mirror(reflecting: pseudonyms).children.isEmpty)
  }
}
