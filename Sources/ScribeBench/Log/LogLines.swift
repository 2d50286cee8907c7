import ScribeTalk

/// The lines of a made-up poll log, version 1.
package struct LogLines: Sequence, IteratorProtocol, Sendable {
  private let recipe: LogRecipe
  /// The whole transcript as JSON.
  private let transcript: [UInt8]
  /// Where each of its lines ends in that, and last of all the transcript.
  private let lineEnds: [Int]
  private let firstLineCount: Int
  /// The poll that comes next; 0 stands for the header.
  private var poll = 0

  init(_ recipe: LogRecipe) {
    self.recipe = recipe
    let whole = recipe.open.transcript
    var escaped: [UInt8] = []
    var ends: [Int] = []
    var start = 0
    for end in whole.lineEnds + [whole.utf8.count] {
      recipe.open.escaping.append(whole.utf8[start..<end], to: &escaped)
      ends.append(escaped.count)
      start = end
    }
    transcript = escaped
    lineEnds = ends
    firstLineCount = whole.lineEnds.prefix { $0 <= recipe.firstTranscriptByteCount }.count
  }

  /// The next line.
  package mutating func next() -> [UInt8]? {
    guard poll <= recipe.pollCount else { return nil }
    defer { poll += 1 }
    return poll == 0 ? Self.header : line(of: poll)
  }

  private static let header = Array(#"{"format":"scribe-poll-log","version":1}"#.utf8) + lineFeed
  private static let lineFeed = [UInt8(ascii: "\n")]

  private func line(of poll: Int) -> [UInt8] {
    let body = recipe.body(of: poll)
    let line: JSONTree = [
      "sent_at": "\(PollTime.sent(poll))", "received_at": "\(PollTime.received(poll))",
      "method": "GET", "url": .text(body.url), "status": .number(body.status.http),
      "headers": ["content-type": "application/json"],
      "body": .text(body.body(poll: poll, escapedTranscript: transcript(at: poll))[...]),
    ]
    return line.bytes(.raw) + Self.lineFeed
  }

  private func transcript(at poll: Int) -> ArraySlice<UInt8> {
    guard poll < recipe.pollCount else { return transcript[...] }
    let lineCount = firstLineCount + (poll - 1) / recipe.pollsPerLine * recipe.linesPerPoll
    guard lineCount > 0 else { return [] }
    return transcript[..<(lineCount < lineEnds.count ? lineEnds[lineCount - 1] : transcript.count)]
  }
}
