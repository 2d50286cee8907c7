import ScribeSession

/// What differs between two recordings, stream by stream.
package struct RecordingDifference {
  let old: ComparedRecording
  let new: ComparedRecording
  let streams: [StreamDifference]
  /// What only one side has.
  let missing: [PollStream]
  let added: [PollStream]

  /// Whether nothing differs.
  package var isEmpty: Bool {
    streams.allSatisfy(\.isEmpty) && missing.isEmpty && added.isEmpty
  }

  /// Compares streams of one id and filter; where both sides have a single stream, these two.
  ///
  /// - Parameter ignoringTimes: whether instants are left out.
  package init(_ old: ComparedRecording, _ new: ComparedRecording, ignoringTimes: Bool) {
    self.old = old
    self.new = new
    if old.streams.count == 1, new.streams.count == 1 {
      streams = [StreamDifference(old.streams[0], new.streams[0], ignoringTimes: ignoringTimes)]
      missing = []
      added = []
      return
    }
    let others = Dictionary(
      new.streams.map { ($0.stream, $0) }, uniquingKeysWith: { first, _ in first })
    let known = Set(old.streams.map(\.stream))
    streams = old.streams.compactMap { stream in
      others[stream.stream].map { StreamDifference(stream, $0, ignoringTimes: ignoringTimes) }
    }
    missing = old.streams.map(\.stream).filter { others[$0] == nil }
    added = new.streams.map(\.stream).filter { !known.contains($0) }
  }

  /// Whether nothing was there to be compared.
  package var isUnchecked: Bool { old.isEmpty || new.isEmpty }
}
