/// What a poll log is like: one poll a second, a transcript that grows from poll to poll, and in
/// the end a completed session with its documents.
package struct LogRecipe: Hashable, Sendable {
  /// The polls before the last one; its transcript is the whole one.
  package var open: BodyRecipe
  /// How many polls there are.
  package var pollCount: Int
  /// How many bytes of the transcript the first poll finds, in whole lines.
  package var firstTranscriptByteCount = 0
  /// How many polls it takes for the transcript to grow by a line, at least 1.
  package var pollsPerLine = 1
  /// By how many lines it then grows, at least 1.
  package var linesPerPoll = 1
  /// The documents of the last poll.
  package var documents = DocumentRecipe()

  /// A log of so many polls of an open session.
  package init(_ open: BodyRecipe = BodyRecipe(), pollCount: Int) {
    self.open = open
    self.pollCount = pollCount
  }

  /// The recipe of a poll's answer; the session does not expire before its last poll.
  func body(of poll: Int) -> BodyRecipe {
    var body = open
    body.secondsToExpiry = max(open.secondsToExpiry, pollCount + 3_600)
    guard poll == pollCount else { return body }
    body.status = .completed
    body.documents = documents
    body.secondsToEnd = pollCount
    return body
  }

  /// The lines of the log, each with its line feed: the header, then a line a poll.
  ///
  /// Made one at a time, so that a log need not fit in memory.
  package var lines: LogLines { LogLines(self) }
}
