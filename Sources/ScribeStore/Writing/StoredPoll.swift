import Foundation
import GRDB
import ScribeSession

/// Whether a poll is stored already.
enum StoredPoll {
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

extension PollRow {
  /// Inserts the poll and its events.
  func insert(
    stream: Int, hash: [UInt8], _ statements: inout AppendStatements, _ db: Database
  ) throws {
    statements.poll.bind(position)
    statements.poll.bind(stream)
    statements.poll.bind(version)
    statements.poll.bind(sentAt)
    statements.poll.bind(receivedAt)
    statements.poll.bind(text: url)
    statements.poll.bind(http)
    statements.poll.bind(text: failure)
    statements.poll.bind(text: message)
    statements.poll.bind(text: headers)
    statements.poll.bind(body)
    statements.poll.bind(text: verdict)
    statements.poll.bind(text: phase)
    statements.poll.bind(text: reducer)
    statements.poll.bind(blob: hash)
    try statements.poll.run(db)
    for event in events {
      statements.event.bind(position)
      statements.event.bind(event.place)
      statements.event.bind(text: event.type)
      statements.event.bind(text: event.data)
      try statements.event.run(db)
    }
  }
}

extension StreamHead {
  /// Writes the projection as it is after a poll.
  func writeState(
    _ poll: PollRow, isFirst: Bool, _ statements: inout AppendStatements, _ db: Database
  ) throws {
    if isFirst {
      try writeState(poll, with: &statements.firstState, db)
    } else {
      try writeState(poll, with: &statements.state, db)
    }
  }

  private func writeState(
    _ poll: PollRow, with statement: inout HotStatement, _ db: Database
  ) throws {
    statement.bind(version)
    statement.bind(poll.position)
    statement.bind(text: poll.phase)
    statement.bind(eventCount)
    statement.bind(anomalyCount)
    statement.bind(firstReceivedAt)
    statement.bind(poll.receivedAt)
    statement.bind(latestAskedAt)
    statement.bind(shelf.ids.report)
    statement.bind(shelf.ids.other)
    statement.bind(blob: hash)
    statement.bind(text: StoredState.json(of: session, content: content ?? session.contentSnapshot))
    statement.bind(id)
    try statement.run(db)
  }
}
