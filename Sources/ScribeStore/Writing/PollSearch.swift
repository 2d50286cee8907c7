import GRDB
import ScribeSession

/// Whether a poll is stored already.
enum PollSearch {
  /// The version at which a stream has the same poll: of the same `sentAt`, without one of the same
  /// `receivedAt`, and with the same answer.
  static func version(
    of poll: Poll, askedAt: Int, stream: Int, _ keys: StreamKeys, _ db: Database
  ) throws -> Int? {
    // The plus keeps SQLite from walking over the whole stream in the order of its versions.
    let statement = try db.cachedStatement(
      sql: """
        SELECT polls.version, polls.sent_at IS NULL, polls.http, polls.failure, bodies.bytes,
          bodies.sha256
        FROM polls LEFT JOIN bodies ON bodies.id = polls.body
        WHERE polls.stream = ? AND coalesce(polls.sent_at, polls.received_at) = ?
        ORDER BY +polls.version
        """)
    let body = poll.answer?.body
    var digest: BodyDigest?
    let rows = try Row.fetchCursor(statement, arguments: [stream, askedAt])
    while let row = try rows.next() {
      guard (row.integer(1) == 1) == (poll.sentAt == nil), row.integer(2) == poll.answer?.status,
        row.text(3) == poll.failure?.kind.name, row.integer(4) == body?.count
      else { continue }
      if let body {
        digest = digest ?? keys.digest(of: body)
        guard digest?.sha256 == row.bytes(5) else { continue }
      }
      return row.integer(0)
    }
    return nil
  }
}

extension Poll {
  fileprivate var failure: Poll.Failure? {
    if case .noAnswer(let failure) = outcome { failure } else { nil }
  }
}
