/// How much a script may ask for: more than any session has, and no more than a machine can make.
enum ScriptLimits {
  static let audioFiles = 10_000
  static let documents = 1_000
  static let members = 200
  static let polls = 200_000
  static let talkLines = 200_000
  static let talkBytes = 64_000_000
}
