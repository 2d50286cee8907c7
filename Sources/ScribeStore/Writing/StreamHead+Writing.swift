import GRDB
import ScribeSession

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
