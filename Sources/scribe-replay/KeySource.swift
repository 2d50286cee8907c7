import ArgumentParser
import ScribeRecording
import ScribeReplay

/// Where the secret comes from that pseudonyms are made with: a variable of the environment, or a file.
///
/// Never an argument, which everybody on the machine could read.
struct KeySource: ParsableArguments {
  /// More than any key has.
  private static let byteLimit = 1 << 16

  @Option(
    help: ArgumentHelp(
      """
      The variable that holds a secret of \(Pseudonyms.shortestSecret) random bytes or more: copies \
      made with the same one have the same pseudonyms. Without it, a key that is thrown away.
      """,
      valueName: "name"))
  var keyEnv: String?

  @Option(
    help: ArgumentHelp("A file that holds it; - for standard input.", valueName: "file"),
    completion: .file())
  var keyFile: String?

  func validate() throws {
    if keyEnv != nil, keyFile != nil {
      throw ValidationError("--key-env and --key-file exclude each other.")
    }
    try checkIsSet(keyEnv, namedBy: "--key-env")
  }

  /// Whether the same pseudonyms are wanted in other copies.
  var isKept: Bool { keyEnv != nil || keyFile != nil }

  /// Pseudonyms by the secret, or by one that is thrown away.
  func pseudonyms(_ console: Console) throws -> Pseudonyms {
    guard isKept else { return Pseudonyms() }
    guard let pseudonyms = Pseudonyms(secret: try secret()) else {
      let source = keyFile.map(InputFile.name(of:)) ?? keyEnv ?? ""
      console.say(
        "\(source): too short for a secret: make one with `openssl rand -base64 32`")
      throw ExitCode.notDone
    }
    return pseudonyms
  }

  private func secret() throws -> [UInt8] {
    guard let keyFile else { return Array((keyEnv.flatMap(environmentValue) ?? "").utf8) }
    let bytes = try InputFile.bytes(of: keyFile, upTo: Self.byteLimit)
    // The line's end is no part of it, so that file and variable hold the same.
    let end = bytes.lastIndex { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    return Array(bytes.prefix((end ?? -1) + 1))
  }
}
