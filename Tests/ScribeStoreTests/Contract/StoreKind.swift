import ScribeStore
import Testing

/// The implementations that the contract holds for; another one is a case more.
enum StoreKind: CaseIterable, CustomTestStringConvertible {
  case file, fileOfNormalDurability, memory

  var testDescription: String {
    switch self {
    case .file: "a file"
    case .fileOfNormalDurability: "a file of normal durability"
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
    case .memory: return (InMemorySessionStore(), folder)
    }
  }
}
