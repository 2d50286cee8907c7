package import ScribeRecording
package import ScribeSession

/// The polls of a recording, a poll log or a HAR file, told apart by content.
///
/// Each poll is read from the file when it is asked for: nothing of it is held in memory. What can be
/// read but once, standard input (`-`) or a pipe, is.
package struct RecordingPolls: PollSource {
  private let content: Content
  private let skippingBadLines: Bool

  private enum Content {
    case file(IndexedRecording)
    case memory(PollArray)
  }

  /// Opens a recording; what is not a poll stops it, or is skipped.
  package init(path: String, skippingBadLines: Bool = false) throws(RecordingError) {
    self.skippingBadLines = skippingBadLines
    content =
      path != "-" && (FileKind.isRegular(path) || !FileKind.exists(path))
      ? .file(try IndexedRecording(path: path)) : .memory(try Self.read(path, skippingBadLines))
  }

  private static func read(
    _ path: String, _ skippingBadLines: Bool
  ) throws(RecordingError) -> PollArray {
    var recording = try Recording(path: path, skippingBadLines: skippingBadLines)
    var polls: [Poll] = []
    while let recorded = try recording.next() { polls.append(recorded.poll) }
    return PollArray(polls, name: recording.name)
  }

  /// The path, or what standard input is called.
  package var name: String {
    switch content {
    case .file(let file): file.name
    case .memory(let polls): polls.name
    }
  }

  /// Reads through the recording and calls back with every poll and the bytes where it stands.
  package func forEach(_ body: (Poll, Place) -> Void) throws {
    switch content {
    case .file(let file): try file.forEach(skippingBadLines: skippingBadLines, body)
    case .memory(let polls): polls.forEach(body)
    }
  }

  /// The poll at that place, read from the file.
  package func poll(at place: Place) throws -> Poll {
    switch content {
    case .file(let file): try file.poll(at: place)
    case .memory(let polls): polls.poll(at: place)
    }
  }
}
