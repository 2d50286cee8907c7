import ScribeSession

/// Which sessions a tracker polls, and how many bytes of bodies are held for them.
final class TrackedStreams: Sendable {
  /// How many bytes of bodies are held beside which the next ones are read; a body for which there is
  /// no room is read from its first byte.
  private static let heldByteLimit = 1 << 25

  private struct State {
    var streams: Set<PollStream> = []
    var heldByteCount = 0
  }

  private let state = Locked(State())

  /// Takes up a session; nil where it is being polled already.
  func begin(_ stream: PollStream) -> Place? {
    let isNew = state.withLock { $0.streams.insert(stream).inserted }
    return isNew ? Place(stream, self) : nil
  }

  /// One session's place among them, given up when it goes at the latest.
  ///
  /// Unchecked: what changes is touched under the lock of the streams.
  final class Place: @unchecked Sendable {
    private let stream: PollStream
    private let streams: TrackedStreams
    /// Nil once the place is given up.
    private var heldByteCount: Int? = 0

    fileprivate init(_ stream: PollStream, _ streams: TrackedStreams) {
      self.stream = stream
      self.streams = streams
    }

    deinit { giveUp() }

    /// Lets the session be taken up again, whoever still holds this one.
    func giveUp() {
      streams.state.withLock { state in
        guard let count = heldByteCount else { return }
        heldByteCount = nil
        state.streams.remove(stream)
        state.heldByteCount -= count
      }
    }

    /// Whether a body of that many bytes, instead of the one before it, may be held until the next
    /// poll.
    func mayHold(_ byteCount: Int) -> Bool {
      streams.state.withLock { state in
        guard let before = heldByteCount else { return false }
        state.heldByteCount -= before
        let isRoom = state.heldByteCount + byteCount <= TrackedStreams.heldByteLimit
        let count = isRoom ? byteCount : 0
        heldByteCount = count
        state.heldByteCount += count
        return isRoom
      }
    }
  }
}
