import ScribeTalk
import Testing

@testable import ScribeReplay

@Suite("A difference of two texts")
struct TextDifferenceTests {
  private func text(_ difference: TextDifference) -> [String] {
    difference.hunks.map { hunk in
      "\(hunk.oldLines) \(hunk.newLines) \(hunk.oldBytes) \(hunk.newBytes)"
    }
  }

  @Test(
    "is told by lines and by bytes",
    arguments: [
      ("a\nb\nc\n", "a\nb\nc\n", []), ("", "a\n", ["0..<0 0..<1 0..<0 0..<2"]),
      ("a\nb\nc\n", "a\nx\nc\n", ["1..<2 1..<2 2..<3 2..<3"]),
      ("a\nb\n", "a\n", ["1..<2 1..<1 2..<4 2..<2"]),
      ("same", "same and more", ["0..<1 0..<1 4..<4 4..<13"]),
      ("a\nb\nc\nd\n", "b\nc\nx\nd\n", ["0..<1 0..<0 0..<2 0..<0", "3..<3 2..<3 6..<6 4..<6"]),
      ("नमस्ते", "नमस्कार", ["0..<1 0..<1 12..<18 12..<21"]),
    ])
  func hunks(_ old: String, _ new: String, _ expected: [String]) {
    #expect(text(TextDifference(old, new)) == expected)
  }

  @Test("leads from one text to the other, whatever they are")
  func roundTrip() {
    var random = SplitMix64(seed: 8)
    for round in 0..<2000 {
      let words = ["a", "b", "c", "ä", "नमस्ते", ""]
      func line() -> String { words[Int(random.next() % UInt64(words.count))] }
      let old = (0..<Int(random.next() % 12)).map { _ in line() }
      let new = (0..<Int(random.next() % 12)).map { place in
        place < old.count && random.next() % 3 > 0 ? old[place] : line()
      }
      let (oldText, newText) = (old.joined(separator: "\n"), new.joined(separator: "\n"))
      let difference = TextDifference(oldText, newText)
      #expect(applied(difference) == Array(newText.utf8), "round \(round)")
      for hunk in difference.hunks {
        #expect(!hunk.oldBytes.isEmpty || !hunk.newBytes.isEmpty, "round \(round)")
        for (bytes, range) in [
          (difference.old.bytes, hunk.oldBytes), (difference.new.bytes, hunk.newBytes),
        ] {
          // What is cut out of a text is a text.
          #expect(String(validating: bytes[range], as: UTF8.self) != nil, "round \(round)")
        }
      }
      #expect(difference.hunks.isEmpty == (oldText == newText))
    }
  }

  /// The old text with the bytes of each hunk replaced.
  private func applied(_ difference: TextDifference) -> [UInt8] {
    var result: [UInt8] = []
    var end = 0
    for hunk in difference.hunks {
      result += difference.old.bytes[end..<hunk.oldBytes.lowerBound]
      result += difference.new.bytes[hunk.newBytes]
      end = hunk.oldBytes.upperBound
    }
    return result + difference.old.bytes[end...]
  }

  @Test("keeps lines in common that stand once, where their order allows")
  func anchors() {
    let matching = LineMatching([1, 2, 3, 4, 5], [9, 1, 8, 3, 7, 5], depthLimit: 4)
    #expect(
      matching.changes.map { "\($0.old) \($0.new)" } == [
        "0..<0 0..<1", "1..<2 2..<3", "3..<4 4..<5",
      ])
    let swapped = LineMatching([1, 2, 3], [3, 1, 2], depthLimit: 4)
    #expect(swapped.changes.map { "\($0.old) \($0.new)" } == ["0..<0 0..<1", "2..<3 3..<3"])
  }

  @Test("compares lines of hostile texts no more often than the depth allows")
  func linear() {
    // Lines without one that stands once: a single change, found in one pass.
    let lines = (0..<20_000).map { $0 % 7 }
    let others = (0..<20_000).map { ($0 * 3 + 1) % 7 }
    let matching = LineMatching(lines, others, depthLimit: 4)
    #expect(matching.changes.count == 1)
  }
}
