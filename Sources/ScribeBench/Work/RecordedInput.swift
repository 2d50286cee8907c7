public import ScribeRecording
import ScribeSession

/// Somebody's own recording, held in memory, as what workloads work on.
public struct RecordedInput: Sendable {
  /// How many polls it has.
  public let pollCount: Int
  /// How many of them are of a session.
  public let sessionPollCount: Int
  /// The number of the last line where it was cut off, and so not read.
  public let tornLine: Int?

  private let bytes: [UInt8]
  /// The answer with the largest body that can be read.
  private let largest: Answer?

  /// Reads the recording once, and fails where that is not possible.
  public init(_ bytes: [UInt8], name: String) throws(RecordingError) {
    var recording = try Recording(bytes: bytes, name: name)
    var (count, sessionCount) = (0, 0)
    var largest: Answer?
    while let poll = try recording.next()?.poll {
      count += 1
      if PollStream(method: poll.method, url: poll.url) != nil { sessionCount += 1 }
      guard let answer = poll.answer, let body = answer.body, (try? Report(answer)) != nil,
        body.count > largest?.body?.count ?? 0
      else { continue }
      largest = answer
    }
    self.bytes = bytes
    self.largest = largest
    pollCount = count
    sessionPollCount = sessionCount
    tornLine = recording.tornLine
  }

  /// What can be measured on it: reading, replaying, and decoding its largest body.
  ///
  /// The titles say nothing of the recording, so that results of the same one compare by title.
  /// What no body in it allows is left out.
  public var workloads: [Workload] {
    let scratch = "replay the recording, each poll from scratch"
    return [
      Workload("read the recording", .replay) { [self] in listing },
      Workload("replay the recording", .replay, peer: scratch) { [self] in
        .replaying(bytes, pollCount: pollCount, isBeside: true)
      },
      Workload(scratch, .replay) { [self] in
        .replaying(bytes, pollCount: pollCount, isBeside: false)
      },
    ] + (largest.map(decoding) ?? [])
  }

  /// Reads the polls and does nothing with them.
  private var listing: PreparedWorkload {
    PreparedWorkload(byteCount: bytes.count, itemCount: pollCount) { [bytes] in
      guard var recording = try? Recording(bytes: bytes, name: "") else { return 0 }
      var count = 0
      while let poll = try? recording.next()?.poll { count += poll.answer?.body?.count ?? 0 }
      return count
    }
  }

  private func decoding(_ answer: Answer) -> [Workload] {
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
