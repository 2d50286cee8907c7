import Testing

@testable import ScribeBench
@testable import ScribeTalk

@Suite("A transcript")
struct TranscriptTests {
  private func text(_ language: Language, _ byteCount: Int, seed: UInt64 = 7) -> String {
    String(decoding: Transcript(language, byteCount: byteCount, seed: seed).utf8, as: UTF8.self)
  }

  @Test("begins with every shorter one, and cuts no character", arguments: Language.allCases)
  func prefixes(_ language: Language) {
    let whole = Transcript(language, byteCount: 3_000, seed: 7)
    for byteCount in 0..<3_000 {
      let part = Transcript(language, byteCount: byteCount, seed: 7)
      #expect((byteCount - 3...byteCount).contains(part.utf8.count))
      #expect(whole.utf8.starts(with: part.utf8))
      #expect(String(validating: part.utf8, as: UTF8.self) != nil, "\(byteCount) bytes")
      #expect(part.lineEnds == whole.lineEnds.filter { $0 <= part.utf8.count })
    }
  }

  @Test("is the same for a seed, and another one for each seed and language")
  func seeds() {
    let texts = Language.allCases.flatMap { language in
      (0..<20).map { text(language, 500, seed: $0) }
    }
    #expect(Set(texts).count == texts.count)
    #expect(texts == Language.allCases.flatMap { s in (0..<20).map { text(s, 500, seed: $0) } })
  }

  /// A change of generator or phrases changes these, and with them what earlier numbers are of.
  @Test(
    "is byte for byte the one that other machines make",
    arguments: [
      (.english, 0x7376_504e_f8df_e40e), (.hindi, 0x9f64_0397_06e4_45ce),
      (.tamil, 0x84cd_1148_d97a_29f6), (.mixed, 0xbdef_f69c_7c2d_89fd),
    ] as [(Language, UInt64)])
  func golden(_ language: Language, _ hash: UInt64) {
    #expect(FNV.hash(Transcript(language, byteCount: 10_000, seed: 7).utf8) == hash)
  }

  @Test("consists of lines of doctor and patient, with numbers, and a quotation mark in each")
  func lines() {
    for language in Language.allCases {
      let lines = text(language, 100_000).split(separator: "\n").dropLast()
      for (place, line) in lines.enumerated() {
        #expect(line.hasPrefix(place.isMultiple(of: 2) ? "Doctor: " : "Patient: "))
      }
      let quotes = lines.joined().count { $0 == "\"" }
      #expect(quotes.isMultiple(of: 2))
      #expect((0.8...1.2).contains(Double(quotes) / Double(lines.count)), "\(language)")
      #expect(lines.count { $0.contains(where: \.isNumber) } > lines.count / 4)
    }
  }

  @Test("is written in the letters of its script, mixed ones within a sentence")
  func letters() {
    #expect(text(.english, 50_000).utf8.allSatisfy { $0 < 0x80 })
    let hindi = Letters(text(.hindi, 50_000))
    #expect(hindi.devanagari > 10 * hindi.latin && hindi.tamil == 0 && hindi.stops > 0)
    let tamil = Letters(text(.tamil, 50_000))
    #expect(tamil.tamil > 10 * tamil.latin && tamil.devanagari == 0 && tamil.stops == 0)

    let sentences = text(.mixed, 50_000)
      .split { ".?।\n".contains($0) }.map { Letters(String($0.drop { $0 != ":" })) }
    #expect(sentences.count { $0.latin > 0 && $0.devanagari > 0 } > 20)
    #expect(sentences.count { $0.latin > 0 && $0.tamil > 0 } > 20)
    #expect(sentences.count { $0.devanagari > 0 && $0.tamil > 0 } > 20)
  }

  @Test("has letters beyond U+FFFF but in English", arguments: Language.allCases)
  func astral(_ language: Language) {
    let scalars = text(language, 50_000).unicodeScalars
    #expect(scalars.contains { $0.value > 0xFFFF } == (language != .english))
  }

  @Test("is made of at least sixty different phrases a language")
  func phrases() {
    for book in [Phrasebook.english, .hindi, .tamil] {
      var random = SplitMix64(seed: 1)
      let all = [
        book.openings, book.questions, book.advice, book.complaints, book.details, book.remarks,
      ].joined().map { $0.spoken(&random) }
      #expect(Set(all).count == all.count && all.count >= 60)
    }
  }

  /// The first numbers of the reference implementation.
  @Test("follows from the numbers of SplitMix64")
  func generator() {
    var random = SplitMix64(seed: 1_234_567)
    let numbers = (0..<3).map { _ in random.next() }
    #expect(
      numbers == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      ])
  }
}

/// How many letters of each script a text has.
private struct Letters {
  var latin = 0
  var devanagari = 0
  var tamil = 0
  /// Dandas, which Devanagari ends a sentence with.
  var stops = 0

  init(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x41...0x5A, 0x61...0x7A: latin += 1
      case 0x964: stops += 1
      case 0x900...0x97F: devanagari += 1
      case 0xB80...0xBFF: tamil += 1
      default: break
      }
    }
  }
}
