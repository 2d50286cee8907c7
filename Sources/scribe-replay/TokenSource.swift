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
    help: ArgumentHelp(
      "A file that holds it, read again for every poll; - for standard input.", valueName: "file"),
    completion: .file())
  var tokenFile: String?

  func validate() throws {
    if tokenEnv != nil, tokenFile != nil {
      throw ValidationError("--token-env and --token-file exclude each other.")
    }
    try checkIsSet(tokenEnv, namedBy: "--token-env")
  }

  /// Gives the token whenever it is asked for; nil where none is named.
  var provider: @Sendable () throws(RecordingError) -> String? {
    guard let tokenFile else {
      let token = environmentValue(tokenEnv ?? Self.usualVariable)
      return { token }
    }
    let file = TokenFile(path: tokenFile)
    return { () throws(RecordingError) in try file.token() }
  }
}

/// A file that holds a token, and may get another one while it is used.
///
/// Unchecked: the one session that is recorded asks once at a time.
private final class TokenFile: @unchecked Sendable {
  private let path: String
  private var last: String?

  init(path: String) {
    self.path = path
  }

  /// What the file holds now; what it held before where it is being written, or can be read but once.
  func token() throws(RecordingError) -> String {
    if let last, !FileKind.isRegular(path) { return last }
    var text = String(decoding: try InputFile.bytes(of: path), as: UTF8.self)[...]
    while let end = text.last, end.isWhitespace { text.removeLast() }
    if !text.isEmpty { last = String(text) }
    return last ?? ""
  }
}
