import ScribeRecording
import ScribeReplay

/// How far the reading of a recording has come, shown once it takes a while.
struct Progress {
  private static let patience: Duration = .milliseconds(500)
  private static let pace: Duration = .milliseconds(100)
  /// How many polls, or bytes of them, go by before the clock is looked at.
  private static let pollStride = 256
  private static let byteStride = 1 << 20

  private let console: Console
  private let name: String
  private let byteCount: Int?
  private var nextPoll = Self.pollStride
  private var nextByte = Self.byteStride
  private var due = ContinuousClock.now + Self.patience
  private var isShown = false

  /// - Parameter path: the recording that is read; not standard input's length, which nobody knows.
  init(_ path: String, _ console: Console) {
    self.console = console
    name = InputFile.name(of: path)
    byteCount = FileKind.byteCount(of: path)
  }

  /// Takes note of a poll that was read.
  mutating func read(_ recorded: RecordedPoll) {
    guard recorded.number >= nextPoll || recorded.place.upperBound >= nextByte else { return }
    nextPoll = recorded.number + Self.pollStride
    nextByte = recorded.place.upperBound + Self.byteStride
    guard ContinuousClock.now >= due else { return }
    due = ContinuousClock.now + Self.pace
    isShown = true
    console.showProgress("\(name): \(recorded.number) polls\(share(recorded.place.upperBound))")
  }

  private func share(_ end: Int) -> String {
    guard let byteCount, end > 0, byteCount > 0 else { return "" }
    return ", \(min(100, end * 100 / byteCount)) %"
  }

  /// Takes the line away again.
  mutating func end() {
    if isShown { console.showProgress(nil) }
    isShown = false
  }
}
