import GRDB

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
