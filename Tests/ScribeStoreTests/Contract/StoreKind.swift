import ScribeStore
import Testing

/// The implementations that the contract holds for; another one is a case more.
///
/// Suites of stores are serialized: an open one holds up to twenty file descriptors, and where a process
/// has more than some 1,300, Foundation's `Process` reads past the list of them and traps (Linux).
enum StoreKind: CaseIterable, CustomTestStringConvertible {
  case file, fileOfNormalDurability, sealedFile, memory

  var testDescription: String {
    switch self {
    case .file: "a file"
    case .fileOfNormalDurability: "a file of normal durability"
    case .sealedFile: "a file whose bodies are sealed"
    case .memory: "memory"
    }
  }

  /// A new store, and what keeps it alive.
  func make() throws -> (store: any SessionStoring, folder: TemporaryFolder) {
    let folder = try TemporaryFolder()
    let path = folder.file("sessions.sqlite")
    switch self {
    case .file: return (try SessionStore(path: path), folder)
    case .fileOfNormalDurability:
      return (try SessionStore(path: path, durability: .normal), folder)
    case .sealedFile:
      return (try SessionStore(path: path, keys: WrappingKey.first), folder)
    case .memory: return (InMemorySessionStore(), folder)
    }
  }
}

extension WrappingKey {
  static let first = WrappingKey(text: String(repeating: "1f", count: 32))
  static let other = WrappingKey(text: String(repeating: "2e", count: 32))
}
