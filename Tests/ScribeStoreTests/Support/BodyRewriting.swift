import ScribeTalk

@testable import ScribeBench

/// What a server may do to a body from one poll to the next, however senseless.
enum BodyRewriting: CaseIterable {
  case same, grown, revisedTail, resigned, shuffled, oneDocumentMore, otherPhase
  case spaced, duplicateKeys, cutOff, html, notUTF8, empty, small

  /// The body of a poll after that was done to it.
  func body(poll: Int, _ random: inout SplitMix64) -> [UInt8] {
    var recipe = BodyRecipe(language: poll.isMultiple(of: 2) ? .hindi : .english, seed: 5)
    recipe.transcriptByteCount = 2_000 + poll * 40
    recipe.isResigned = false
    switch self {
    case .same, .grown: break
    case .revisedTail: recipe.seed = 6
    case .resigned: recipe.isResigned = true
    case .shuffled: recipe.areMembersShuffled = true
    case .oneDocumentMore:
      recipe.status = .completed
      recipe.documents = DocumentRecipe()
      recipe.documents?.count = 2 + poll % 4
    case .otherPhase: recipe.status = .partial
    case .spaced, .duplicateKeys, .cutOff, .html, .notUTF8, .empty, .small: break
    }
    let body = recipe.body(poll: self == .same ? 1 : poll)
    switch self {
    case .spaced:
      return body.flatMap { $0 == UInt8(ascii: ",") ? Array(" ,\n\t".utf8) : [$0] }
    case .duplicateKeys:
      return body.dropLast() + Array(#","status":"created","templates":[]}"#.utf8)
    case .cutOff: return Array(body.prefix(Int(random.next() % UInt64(body.count))))
    case .html: return Array("<html><body>502 \(random.next() % 7)</body></html>".utf8)
    case .notUTF8:
      return body.map { random.next() % 97 == 0 ? 0xFF : $0 }
    case .empty: return []
    case .small: return Array("{}".utf8)
    case .same, .grown, .revisedTail, .resigned, .shuffled, .oneDocumentMore, .otherPhase:
      return body
    }
  }
}
