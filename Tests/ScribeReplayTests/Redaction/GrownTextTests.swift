import ScribeJSON
import Testing

@testable import ScribeReplay

@Suite("A text that comes again, longer")
struct GrownTextTests {
  private let pseudonyms = Pseudonyms(seed: 1)

  private func spelled(_ texts: [String], holding limit: Int = 1 << 22) throws {
    var grown = GrownTexts(heldByteLimit: limit)
    for text in texts {
      let string = try #require(try JSONDocument(Array("\"\(text)\"".utf8)).root.string)
      let after = pseudonyms.string(string, in: "transcript", after: &grown)
      #expect(after == pseudonyms.string(string, in: "transcript"))
    }
  }

  @Test("has the pseudonym that it would have alone")
  func same() throws {
    for unit in ["Doctor: so. ", "மருத்துவர் ", "\\ud83d\\ude00\\n", "é\\u0041 \\\\"] {
      let long = String(repeating: unit, count: 80)
      try spelled([
        long, long, long + unit, long + unit + "and more", long, "another " + long,
        "another " + long + unit, long + "and yet " + unit, unit, "", long + unit + "and more 7",
      ])
    }
  }

  @Test("is another one in another place, and one of many")
  func places() throws {
    var grown = GrownTexts()
    let long = String(repeating: "Doctor: so. ", count: 80)
    for round in 0..<4 {
      for place in ["transcript", "data", "message"] {
        for start in ["a", "b"] {
          let text = "\"\(start) \(long)\(String(repeating: "go on. ", count: round))\""
          let string = try #require(try JSONDocument(Array(text.utf8)).root.string)
          let after = pseudonyms.string(string, in: place, after: &grown)
          #expect(after == pseudonyms.string(string, in: place))
        }
      }
    }
  }

  @Test("is made anew where others took its room")
  func room() throws {
    let large = String(repeating: "x", count: 1000)
    try spelled(["1 \(large)", "2 \(large)", "1 \(large)y", "2 \(large)y"], holding: 3000)
  }
}
