import ScribeTalk

/// How long a whole body is, from a session that just began to more than any server sends.
package enum BodySize: Hashable, Sendable, CaseIterable {
  /// 1 KB: a session with a few words.
  case small
  /// 60 KB: an hour of English.
  case hour
  /// 1 MB: beyond the largest realistic body.
  case large
  /// 16 MB: what must be survived.
  case huge

  /// The length in bytes; a KB has 1000.
  package var byteCount: Int {
    switch self {
    case .small: 1_000
    case .hour: 60_000
    case .large: 1_000_000
    case .huge: 16_000_000
    }
  }
}

extension BodyRecipe {
  /// The recipe with the transcript that makes its bodies as long as said, or up to 11 bytes
  /// shorter: one character may take 12.
  ///
  /// Where the rest of the body is longer than that already, the transcript is empty.
  package func sized(_ byteCount: Int) -> BodyRecipe {
    let room = max(0, byteCount - body(poll: 1, escapedTranscript: []).count)
    let text = Transcript(language, byteCount: room, seed: seed).utf8[...]
    var recipe = self
    recipe.transcriptByteCount = escaping.byteCount(of: text, fitting: room)
    return recipe
  }

  /// The recipe with a body of that size.
  package func sized(_ size: BodySize) -> BodyRecipe { sized(size.byteCount) }
}
