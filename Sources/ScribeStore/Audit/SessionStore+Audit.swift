import GRDB
public import ScribeSession

extension SessionStore {
  /// Writes down what is about to be done with patient data; returns once that is durable.
  ///
  /// What is done is done by the caller, and had better not be where it could not be written down.
  /// Without a session it is done with any; `what` it is done with is a verb of the tool, say.
  public func record(
    _ access: AuditEntry.Access, session: ExactText? = nil, what: String? = nil, note: AuditNote
  ) async throws(StoreError) {
    let entry = AuditEntry(access.action, session: session, what: what, note: note)
    try await write { try AuditTrail.append(entry, $0) }
  }

  /// The same on the calling thread.
  package func recordNow(
    _ access: AuditEntry.Access, session: ExactText? = nil, what: String? = nil, note: AuditNote
  ) throws(StoreError) {
    let entry = AuditEntry(access.action, session: session, what: what, note: note)
    try writeNow { try AuditTrail.append(entry, $0) }
  }

  /// Everything that was written down, in its order.
  public func auditTrail() async throws(StoreError) -> [AuditEntry] {
    try await read { try AuditTrail.rows($0).map(\.entry) }
  }

  /// The same on the calling thread.
  package func auditTrailNow() throws(StoreError) -> [AuditEntry] {
    try readNow { try AuditTrail.rows($0).map(\.entry) }
  }

  /// Forbids to erase a session before a time; a hold can be made longer, and released.
  ///
  /// - Throws: ``StoreError/held(file:session:until:)`` where it is held for longer,
  ///   ``StoreError/unknownSession(file:session:)``,
  ///   ``StoreError/erased(file:session:)``, or why it cannot be done.
  public func hold(
    _ session: ExactText, until: Instant, what: String? = nil, note: AuditNote
  ) async throws(StoreError) {
    let entry = AuditEntry(.held, session: session, what: what, until: until, note: note)
    try await write { try self.hold(entry, session, $0) }
  }

  /// The same on the calling thread.
  package func holdNow(
    _ session: ExactText, until: Instant, what: String? = nil, note: AuditNote
  ) throws(StoreError) {
    let entry = AuditEntry(.held, session: session, what: what, until: until, note: note)
    try writeNow { try self.hold(entry, session, $0) }
  }

  /// Allows again to erase a session.
  ///
  /// - Throws: as ``hold(_:until:what:note:)`` does.
  public func release(
    _ session: ExactText, what: String? = nil, note: AuditNote
  ) async throws(StoreError) {
    let entry = AuditEntry(.released, session: session, what: what, note: note)
    try await write { try self.hold(entry, session, $0) }
  }

  /// The same on the calling thread.
  package func releaseNow(
    _ session: ExactText, what: String? = nil, note: AuditNote
  ) throws(StoreError) {
    let entry = AuditEntry(.released, session: session, what: what, note: note)
    try writeNow { try self.hold(entry, session, $0) }
  }

  private func hold(_ entry: AuditEntry, _ session: ExactText, _ db: Database) throws {
    guard try Erasure.isKnown(session, db) else {
      throw StoreError.unknownSession(file: path, session: session.text)
    }
    if try Erasure.isErased(session, db) {
      throw StoreError.erased(file: path, session: session.text)
    }
    // A shorter hold would be a release that is none.
    if let until = entry.until, let held = try AuditTrail.hold(on: session, db), until < held,
      entry.note.at < held
    {
      throw StoreError.held(file: path, session: session.text, until: held)
    }
    try AuditTrail.append(entry, db)
  }
}
