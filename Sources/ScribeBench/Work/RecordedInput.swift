package import ScribeRecording
import ScribeSession
package import ScribeStore

/// Somebody's own recording as what workloads work on: one in memory, or a store in its file.
package struct RecordedInput: Sendable {
  /// How many polls it has.
  package let pollCount: Int
  /// How many of them are of a session.
  package let sessionPollCount: Int
  /// The number of the last line where it was cut off, and so not read.
  package let tornLine: Int?

  private let byteCount: Int
  private let source: PollSource
  /// The answer with the largest body that can be read.
  private let largest: Poll.Answer?

  /// Reads the recording once, and fails where that is not possible.
  package init(_ bytes: [UInt8], name: String) throws(RecordingError) {
    var recording = try Recording(bytes: bytes, name: name)
    var survey = Survey()
    while let poll = try recording.next()?.poll { survey.add(poll) }
    self.init(
      survey, byteCount: bytes.count, tornLine: recording.tornLine,
      PollSource { try PollSource.polls(of: Recording(bytes: bytes, name: "")) })
  }

  /// Reads the store once, and fails where that is not possible; it is read from its file each time.
  package init(_ store: SessionStore) throws(StoreError) {
    var steps = StepCursor(store, .all(afterPosition: 0))
    var survey = Survey()
    while let poll = try steps.next()?.poll { survey.add(poll) }
    self.init(
      survey, byteCount: survey.bodyByteCount, tornLine: nil,
      PollSource { PollSource.polls(of: store) })
  }

  private init(_ survey: Survey, byteCount: Int, tornLine: Int?, _ source: PollSource) {
    pollCount = survey.pollCount
    sessionPollCount = survey.sessionPollCount
    largest = survey.largest
    self.byteCount = byteCount
    self.tornLine = tornLine
    self.source = source
  }

  /// What is known of polls once they have been read.
  private struct Survey {
    var pollCount = 0
    var sessionPollCount = 0
    var bodyByteCount = 0
    var largest: Poll.Answer?

    mutating func add(_ poll: Poll) {
      pollCount += 1
      if PollStream(method: poll.method, url: poll.url) != nil { sessionPollCount += 1 }
      guard let answer = poll.answer, let body = answer.body else { return }
      bodyByteCount += body.count
      if body.count > largest?.body?.count ?? 0, (try? Report(answer)) != nil { largest = answer }
    }
  }

  /// What can be measured on it: reading, replaying, and decoding its largest body.
  ///
  /// The titles say nothing of the recording, so that results of the same one compare by title.
  /// What no body in it allows is left out.
  package var workloads: [Workload] {
    let scratch = "replay the recording, each poll from scratch"
    return [
      Workload("read the recording", .replay) { [self] in listing },
      Workload("replay the recording", .replay, peer: scratch) { [self] in
        .replaying(byteCount: byteCount, pollCount: pollCount, isBeside: true, source)
      },
      Workload(scratch, .replay) { [self] in
        .replaying(byteCount: byteCount, pollCount: pollCount, isBeside: false, source)
      },
    ] + (largest.map(decoding) ?? [])
  }

  /// Reads the polls and does nothing with them.
  private var listing: PreparedWorkload {
    PreparedWorkload(byteCount: byteCount, itemCount: pollCount) { [source] in
      guard let next = try? source.open() else { return 0 }
      var count = 0
      while let poll = try? next() { count += poll.answer?.body?.count ?? 0 }
      return count
    }
  }

  private func decoding(_ answer: Poll.Answer) -> [Workload] {
    let hasPeer = FoundationPeer(answer.body ?? []).canDecode
    let peer = hasPeer ? "Foundation decodes its largest body" : nil
    return [
      Workload("decode its largest body", .decode, peer: peer) { .decoding(answer) },
      Workload("decode its largest body and make the transcript a String", .decode, peer: peer) {
        .decodingText(answer)
      },
    ] + (peer.map { [Workload($0, .peer) { .foundation(answer) }] } ?? [])
  }
}
