import ScribeRecording

/// One recording compared with the timeline that is expected of it, a file beside it.
package struct Verification {
  /// What is appended to a recording's name for the file with its expected timeline.
  package static let suffix = ".expected"

  package enum Outcome {
    case matches
    case differs(Difference)
    /// There is no file with an expected timeline.
    case hasNoExpected
    /// There is an expected timeline of no recording.
    case hasNoRecording
    case isUnreadable(TapeError)
  }

  package let path: String
  package let outcome: Outcome

  /// Replays the recording and compares.
  package init(of path: String) {
    self.path = path
    let expectedPath = path + Self.suffix
    do {
      let timeline = try Self.timeline(of: path)
      guard let expected = FileTree.text(of: expectedPath) else {
        outcome = .hasNoExpected
        return
      }
      outcome =
        Difference(expected: expected, actual: timeline, file: expectedPath)
        .map(Outcome.differs) ?? .matches
    } catch {
      outcome = .isUnreadable(error)
    }
  }

  /// An expected timeline without a recording.
  package init(orphan path: String) {
    self.path = path
    outcome = .hasNoRecording
  }

  /// The timeline that a recording is expected to have: the one for people, without a clock.
  package static func timeline(of path: String) throws(TapeError) -> String {
    var options = TextOptions()
    options.showsClock = false
    var tape = try Tape(path: path)
    var replay = Replay()
    var timeline = Timeline(options)
    var lines: [String] = []
    while let recorded = try tape.next() {
      lines += timeline.lines(for: replay.observe(recorded))
    }
    lines += timeline.closing(replay.streams)
    if let line = tape.tornLine { lines.append("line \(line) is cut off") }
    return lines.map { $0 + "\n" }.joined()
  }
}

/// Where a timeline first differs from the expected one.
package struct Difference {
  package let file: String
  /// The number of the first line that differs, from 1.
  package let line: Int
  private let before: String?
  private let expected: String?
  private let actual: String?

  /// Compares line by line; nil where they are equal.
  init?(expected: String, actual: String, file: String) {
    guard expected != actual else { return nil }
    let expectedLines = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let actualLines = actual.split(separator: "\n", omittingEmptySubsequences: false)
    let equal = zip(expectedLines, actualLines).prefix { $0 == $1 }.count
    self.file = file
    line = equal + 1
    before = equal > 0 ? String(expectedLines[equal - 1]) : nil
    self.expected = equal < expectedLines.count ? String(expectedLines[equal]) : nil
    self.actual = equal < actualLines.count ? String(actualLines[equal]) : nil
  }

  /// The place, one line of context, and the two versions.
  package var lines: [String] {
    ["\(file):\(line): differs"]
      + [before.map { "  \($0)" }, expected.map { "- \($0)" }, actual.map { "+ \($0)" }]
      .compactMap { $0 }
  }
}
