/// The language in which doctor and patient talk, and so the script and its width in UTF-8.
package enum Language: Hashable, Sendable, CaseIterable {
  /// ASCII alone.
  case english
  /// Devanagari, three bytes a letter.
  case hindi
  /// Tamil, three bytes a letter.
  case tamil
  /// All three within one sentence, as it is spoken.
  case mixed

  /// The word by which a script of the recorded service asks for it.
  package var name: String {
    switch self {
    case .english: "english"
    case .hindi: "hindi"
    case .tamil: "tamil"
    case .mixed: "mixed"
    }
  }

  /// The `language_detected` of such talk.
  package var code: String {
    switch self {
    case .english: "en"
    case .hindi, .mixed: "hi"
    case .tamil: "ta"
    }
  }

  /// What the talk is made of; where there are several, each phrase may come from another one.
  var phrasebooks: [Phrasebook] {
    switch self {
    case .english: [.english]
    case .hindi: [.hindi]
    case .tamil: [.tamil]
    case .mixed: [.english, .hindi, .tamil]
    }
  }
}
