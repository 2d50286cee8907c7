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

  /// One session's place among them, given up when it goes.
  final class Place {
    private let stream: PollStream
    private let streams: TrackedStreams
    private var heldByteCount = 0

    fileprivate init(_ stream: PollStream, _ streams: TrackedStreams) {
      self.stream = stream
      self.streams = streams
    }

    deinit {
      streams.state.withLock { state in
        state.streams.remove(stream)
        state.heldByteCount -= heldByteCount
      }
    }

    /// Whether a body of that many bytes, instead of the one before it, may be held until the next
    /// poll.
    func mayHold(_ byteCount: Int) -> Bool {
      streams.state.withLock { state in
        state.heldByteCount -= heldByteCount
        let isRoom = state.heldByteCount + byteCount <= TrackedStreams.heldByteLimit
        heldByteCount = isRoom ? byteCount : 0
        state.heldByteCount += heldByteCount
        return isRoom
      }
    }
  }
}
