import ScribeJSON
public import ScribeSession

/// What was erased of a session, and what is left of it.
public struct ErasureReceipt: Hashable, Sendable {
  /// The session.
  public let session: ExactText
  /// Who erased it, when, and why.
  public let note: AuditNote
  /// Whether it had been erased before.
  public let wasErasedBefore: Bool
  /// How many bodies were destroyed now.
  public let bodyCount: Int
  /// How many bytes these bodies had.
  public let bodyByteCount: Int
  /// How many streams' keys were destroyed now: the session seen whole, and through each filter.
  public let keyCount: Int
  /// Where its streams end: what their chains are verified by.
  public let heads: [Anchor.Head]
  /// Whether the bytes are gone from the file and from SQLite's log beside it; else somebody is reading,
  /// and they go once the session is erased again.
  public let isLogEmptied: Bool
  /// Whether schema version 1 began one of its streams, whose bodies are known by their SHA-256: whoever
  /// guesses a whole body can still confirm it.
  public let hasPlainDigests: Bool

  /// What was erased, and what is left.
  public init(
    session: ExactText, note: AuditNote, wasErasedBefore: Bool, bodyCount: Int,
    bodyByteCount: Int, keyCount: Int, heads: [Anchor.Head], isLogEmptied: Bool,
    hasPlainDigests: Bool = false
  ) {
    self.session = session
    self.note = note
    self.wasErasedBefore = wasErasedBefore
    self.bodyCount = bodyCount
    self.bodyByteCount = bodyByteCount
    self.keyCount = keyCount
    self.heads = heads
    self.isLogEmptied = isLogEmptied
    self.hasPlainDigests = hasPlainDigests
  }

  /// What no store can reach, in words for people.
  public static let notReached = [
    "backups and copies of the store", "exports, reports and poll logs made of it",
    "snapshots of the file system, and blocks that it or the disk has not written over",
    "memory and swap of processes that have read it",
  ]

  /// The written form, one line of JSON without a line feed; it holds no patient data.
  public var json: [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.member("kind", "erasure")
    json.member("session", session.text)
    json.member("at", note.at.description)
    json.member("who", note.who)
    if let reason = note.reason { json.member("reason", reason) }
    json.member("was_erased_before", wasErasedBefore)
    json.member("bodies", bodyCount)
    json.member("body_bytes", bodyByteCount)
    json.member("keys", keyCount)
    heads.write(to: &json)
    json.member("log_emptied", isLogEmptied)
    json.member("plain_digests", hasPlainDigests)
    json.name("not_reached")
    json.beginArray()
    for place in Self.notReached { json.value(place) }
    json.endArray()
    json.endObject()
    return json.bytes
  }
}
