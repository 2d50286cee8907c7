import Testing

@testable import ScribeReplay

@Suite("A text that somebody else wrote")
struct PrintableTests {
  @Test("is printed as it is where it only says something")
  func plain() {
    for text in ["ses_1", "नमस्ते வணக்கம் 😀", "\u{A0}é", ""] { #expect(text.printable == text) }
  }

  @Test("cannot steer a terminal, end a line or turn it around")
  func steering() {
    for value in Array(0x00...0x1F) + Array(0x7F...0x9F)
      + [0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066, 0x2069, 0xFEFF] as [UInt32]
    {
      let scalar = Unicode.Scalar(value) ?? " "
      #expect("a\(scalar)b".printable == "a\\u{\(String(value, radix: 16))}b")
    }
  }
}
