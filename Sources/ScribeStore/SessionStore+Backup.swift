import Foundation
import GRDB

extension SessionStore {
  /// Copies the store as it is now into a new file, while others go on writing.
  ///
  /// The copy is whole or not there: it is made under another name, in one step from one state of the
  /// store, and renamed once it is durable.
  ///
  /// - Throws: ``StoreError/exists(file:)`` where there is a file of the copy's name already, or why it
  ///   cannot be written.
  package func backUp(to copy: String) throws(StoreError) {
    guard !FileManager.default.fileExists(atPath: copy) else { throw .exists(file: copy) }
    // Nobody else's, whatever else is copied at the same time.
    let partial = "\(copy).partial-\(UUID().uuidString)"
    do {
      let queue = try StoreFile.newQueue(partial)
      try database.backup(to: queue)
      try queue.close()
      try FileManager.default.moveItem(atPath: partial, toPath: copy)
    } catch {
      try? FileManager.default.removeItem(atPath: partial)
      throw StoreError(error, file: copy)
    }
  }
}
