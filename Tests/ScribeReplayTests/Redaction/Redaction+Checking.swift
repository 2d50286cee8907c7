import ScribeSession

@testable import ScribeReplay

extension Redaction {
  /// Replays polls and what redaction made of them side by side; nil where both tell the same story.
  static func check(
    _ original: [Poll], as redacted: [Poll]
  ) -> RedactionDifference? {
    var proof = RedactionProof()
    for (index, poll) in original.enumerated() {
      let other = index < redacted.count ? redacted[index] : nil
      if let difference = proof.difference(index + 1, poll, other) { return difference }
    }
    return nil
  }
}
