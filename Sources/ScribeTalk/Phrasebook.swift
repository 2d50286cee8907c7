/// The phrases of one language: invented small talk of a consulting room.
struct Phrasebook: Sendable {
  /// What a turn may begin with.
  let openings: [Phrase]
  /// What a doctor asks, without the question mark.
  let questions: [Phrase]
  /// What a doctor tells to do.
  let advice: [Phrase]
  /// What a patient complains of.
  let complaints: [Phrase]
  /// What is added to a complaint.
  let details: [Phrase]
  /// What somebody else said, in quotation marks.
  let remarks: [Phrase]
  /// What ends a sentence that is no question.
  let stop: String
}

/// A phrase; each `#` in it stands for a small number.
struct Phrase: ExpressibleByStringLiteral, Sendable {
  /// The parts between the numbers.
  private let parts: [String]

  init(stringLiteral text: String) {
    parts = text.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
  }

  func spoken(_ random: inout SplitMix64) -> String {
    var text = parts[0]
    for part in parts.dropFirst() {
      text += String(2 + random.number(below: 13))
      text += part
    }
    return text
  }
}
