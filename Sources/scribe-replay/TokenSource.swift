import ArgumentParser
import ScribeRecording

/// Where the bearer token comes from: a variable of the environment, or a file.
///
/// Never an argument, which everybody on the machine could read.
struct TokenSource: ParsableArguments {
  static let usualVariable = "SCRIBE_TOKEN"

  @Option(
    help: ArgumentHelp(
      "The variable that holds the bearer token (default: SCRIBE_TOKEN, where it is set).",
      valueName: "name"))
  var tokenEnv: String?

  @Option(
    help: ArgumentHelp("A file that holds it, read again for every poll.", valueName: "file"))
  var tokenFile: String?

  func validate() throws {
    if tokenEnv != nil, tokenFile != nil {
      throw ValidationError("--token-env and --token-file exclude each other.")
    }
    if let tokenEnv, environmentValue(tokenEnv) == nil {
      throw ValidationError("The variable \(tokenEnv) is not set.")
    }
  }

  /// The token now; nil where none is named.
  func token() throws(RecordingError) -> String? {
    guard let tokenFile else { return environmentValue(tokenEnv ?? Self.usualVariable) }
    var text = String(decoding: try InputFile.bytes(of: tokenFile), as: UTF8.self)[...]
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
