import ArgumentParser
import ScribeRecording
import ScribeReplay
import ScribeStore

/// The key of a sealed store: in a variable of the environment, or in a file.
///
/// Never an argument, which everybody on the machine could read.
struct StoreKey: ParsableArguments {
  private static let usualVariable = "SCRIBE_STORE_KEY"

  @Option(
    help: ArgumentHelp(
      "The variable that holds the key of a sealed store (default: SCRIBE_STORE_KEY, where it is set).",
      valueName: "name"))
  var storeKeyEnv: String?

  @Option(
    help: ArgumentHelp(
      "A file that holds it: 64 hexadecimal digits, or Base64; not beside the store.",
      valueName: "file"), completion: .file())
  var storeKeyFile: String?

  @Flag(help: "Take the key although its file is beside the store: whoever copies both reads all.")
  var keyBesideStore = false

  func validate() throws {
    if storeKeyEnv != nil, storeKeyFile != nil {
      throw ValidationError("--store-key-env and --store-key-file exclude each other.")
    }
    try checkIsSet(storeKeyEnv, namedBy: "--store-key-env")
  }

  /// The key for a store, where one is named.
  func key(for store: String) throws -> WrappingKey? {
    if let file = storeKeyFile {
      if !keyBesideStore, FileKind.isBeside(file, store) {
        throw StoreKeyError.besideStore(file: file)
      }
      return try key(from: String(decoding: InputFile.bytes(of: file), as: UTF8.self), file)
    }
    let name = storeKeyEnv ?? Self.usualVariable
    // One that is set and empty is a mistake, after which bodies would lie in clear.
    guard isSet(name) else { return nil }
    return try key(from: environmentValue(name) ?? "", "the variable \(name)")
  }

  /// The key for a recording that is read: none for what is no store.
  func key(forReading path: String) throws -> WrappingKey? {
    Tape.isStore(path) ? try key(for: path) : nil
  }

  private func key(from text: String, _ place: String) throws -> WrappingKey {
    guard let key = WrappingKey(text: text) else { throw StoreKeyError.notAKey(place: place) }
    return key
  }
}

/// Why there is no key.
enum StoreKeyError: Error, CustomStringConvertible {
  case besideStore(file: String)
  case notAKey(place: String)

  /// One line: where, what, the way out.
  var description: String {
    switch self {
    case .besideStore(let file):
      "\(file): the key lies beside the store, where whoever copies one copies both: keep it "
        + "elsewhere, or say --key-beside-store"
    case .notAKey(let place):
      "\(place): not a key, which has 64 hexadecimal digits or 44 of Base64: "
        + "openssl rand -hex 32 makes one"
    }
  }
}
