import Dispatch
import GRDB
public import ScribeSession

extension SessionStore {
  /// Destroys a session's bodies and the keys of its streams, in the file and in SQLite's log, and
  /// writes down who did so, when, and why.
  ///
  /// Events and chains stay: the timeline can be shown and the store verified afterwards. Needs no key
  /// of a sealed store. Erased again, what could not be reached the first time goes.
  ///
  /// - Throws: ``StoreError/unknownSession(file:session:)``, ``StoreError/held(file:session:until:)``
  ///   where nothing was erased, or why it cannot be done.
  @discardableResult
  public func erase(
    _ session: ExactText, what: String?, note: AuditNote
  ) async throws(StoreError) -> ErasureReceipt {
    let result: Result<ErasureReceipt, StoreError> = await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          returning: Result { () throws(StoreError) in
            try self.eraseNow(session, what: what, note: note)
          })
      }
    }
    return try result.get()
  }

  /// The same on the calling thread.
  package func eraseNow(
    _ session: ExactText, what: String?, note: AuditNote
  ) throws(StoreError) -> ErasureReceipt {
    try StoreFile.refuseSeveralNames(path)
    let done = try writeNow { db in
      try Erasure.erase(session, what: what, note: note, file: self.path, db)
    }
    forgetBodies()
    return ErasureReceipt(
      session: session, note: note, wasErasedBefore: done.wasErasedBefore,
      bodyCount: done.bodyCount, bodyByteCount: done.bodyByteCount, keyCount: done.keyCount,
      heads: done.heads,
      isLogEmptied: (try? emptyLog()) ?? false, hasPlainDigests: done.hasPlainDigests)
  }
}
