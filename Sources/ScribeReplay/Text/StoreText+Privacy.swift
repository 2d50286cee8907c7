import ScribeJSON
import ScribeSession
package import ScribeStore

// What `erase` and `audit` print.

extension StoreText {
  /// A receipt for people.
  package static func lines(for receipt: ErasureReceipt, of path: String) -> [String] {
    let note = receipt.note
    let bodies =
      "\(receipt.bodyCount) bodies of \(receipt.bodyByteCount) bytes, and the keys of "
      + "\(receipt.keyCount.counted("stream"))"
    let log =
      receipt.isLogEmptied
      ? "nothing of it is in the file or in SQLite's log any more"
      : "all of it is still in the file, since somebody is reading: erase again once that is done"
    return [
      "\(path): session \(receipt.session.text.printable) erased \(note.at) by \(note.who.printable)"
        + (note.reason.map { ": \($0.printable)" } ?? "")
        + (receipt.wasErasedBefore ? ", again" : ""),
      receipt.wasErasedBefore && receipt.bodyCount == 0 && receipt.keyCount == 0
        ? "had been erased before" : "destroyed: \(bodies)",
      log,
    ]
      + (receipt.hasPlainDigests
        ? [
          "stays: SHA-256 of each body, as schema version 1 had it: a guessed body can be confirmed"
        ]
        : [])
      + receipt.heads.map {
        "stays: \($0.version) polls of \($0.stream.phrase), sha256 \(Hexadecimal.text(of: $0.hash))"
      }
      + ["not reached:"] + ErasureReceipt.notReached.map { "  \($0)" }
  }

  /// A line an entry, for people, under a line with the names of the columns.
  package static func lines(for entries: [AuditEntry]) -> [String] {
    let names = ["at", "who", "action", "session", "with", "why"]
    let cells = entries.map { entry in
      [
        entry.note.at.description, entry.note.who.printable, entry.phrase,
        entry.session?.text.printable ?? "any", entry.what?.printable ?? "",
        entry.note.reason?.printable ?? "",
      ]
    }
    return TextTable([names] + cells).lines
  }

  /// One object an entry.
  package static func line(for entry: AuditEntry) -> [UInt8] {
    JSONWriter.object { json in
      json.member("kind", "audit")
      json.member("at", entry.note.at.description)
      json.member("who", entry.note.who)
      json.member("action", entry.action.name)
      if let session = entry.session { json.member("session", session.text) }
      if let what = entry.what { json.member("what", what) }
      if let reason = entry.note.reason { json.member("reason", reason) }
      if let until = entry.until { json.member("until", until.description) }
    }
  }
}

extension AuditEntry {
  fileprivate var phrase: String {
    until.map { "\(action.name) until \($0)" } ?? action.name
  }
}
