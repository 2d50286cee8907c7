import ScribeRecording
import ScribeSession
import ScribeTalk

extension Workload {
  /// Poll logs in memory, from their first byte to the last verdict.
  static let replaying: [Workload] =
    replaying("English", .english) + replaying("Hindi", .hindi) + [
      Workload(
        "replay a log of 600 English polls of 250 KB", .replay, peer: large, isLarge: true
      ) {
        .replaying(.growing(.english, pollCount: 600))
      },
      Workload(large, .replay, isLarge: true) {
        .replaying(.growing(.english, pollCount: 600), isBeside: false)
      },
    ]

  private static let large = "replay a log of 600 English polls of 250 KB, each poll from scratch"

  private static func replaying(_ languageName: String, _ language: Language) -> [Workload] {
    let log = "a log of 60 \(languageName) polls of 250 KB"
    let peer = "Foundation decodes the lines and bodies of \(log)"
    return [
      Workload("replay \(log)", .replay, peer: peer) {
        .replaying(.growing(language, pollCount: 60))
      },
      Workload("replay \(log), each poll from scratch", .replay, peer: peer) {
        .replaying(.growing(language, pollCount: 60), isBeside: false)
      },
      Workload(peer, .peer) { .foundation(lines: .growing(language, pollCount: 60)) },
    ]
  }
}

extension LogRecipe {
  /// A log of polls of about 250 KB, the transcript of each a line longer.
  fileprivate static func growing(_ language: Language, pollCount: Int) -> LogRecipe {
    // A line has some 150 bytes in English and 300 in Hindi.
    let growth = pollCount * (language == .english ? 150 : 300)
    let open = BodyRecipe(language: language).sized(250_000 + growth / 2)
    var log = LogRecipe(open, pollCount: pollCount)
    log.firstTranscriptByteCount = max(0, open.transcriptByteCount - growth)
    return log
  }
}

extension PreparedWorkload {
  fileprivate static func replaying(_ log: LogRecipe, isBeside: Bool = true) -> PreparedWorkload {
    .replaying(
      log.lines.flatMap(\.self), pollCount: log.pollCount, isBeside: isBeside)
  }

  /// Reads a recording and tells each of its sessions what its polls returned, read beside the one
  /// before or from scratch.
  static func replaying(
    _ bytes: [UInt8], pollCount: Int, isBeside: Bool
  ) -> PreparedWorkload {
    .replaying(
      byteCount: bytes.count, pollCount: pollCount, isBeside: isBeside,
      PollSource { try PollSource.polls(of: Recording(bytes: bytes, name: "")) })
  }

  /// Reads polls and tells each of their sessions what they returned.
  static func replaying(
    byteCount: Int, pollCount: Int, isBeside: Bool, _ source: PollSource
  ) -> PreparedWorkload {
    PreparedWorkload(byteCount: byteCount, itemCount: pollCount) {
      var replay = RecordingReplay(isBeside: isBeside)
      return (try? replay.run(source)) ?? 0
    }
  }

  fileprivate static func foundation(lines log: LogRecipe) -> PreparedWorkload {
    let bytes = log.lines.flatMap(\.self)
    let peer = FoundationPeer(lines: bytes)
    return PreparedWorkload(byteCount: bytes.count, itemCount: log.pollCount) { peer.runLines() }
  }
}

/// The sessions of a recording, each told its polls as they came.
private struct RecordingReplay {
  private let isBeside: Bool
  private var sessions: [PollStream: (session: Session, reader: PollReader)] = [:]

  init(isBeside: Bool) {
    self.isBeside = isBeside
  }

  /// Counts the events.
  mutating func run(_ source: PollSource) throws -> Int {
    let next = try source.open()
    var count = 0
    while let poll = try next() {
      guard let stream = PollStream(method: poll.method, url: poll.url) else { continue }
      count += observe(poll, &sessions[stream, default: (Session(), PollReader())]).events.count
    }
    return count
  }

  private func observe(
    _ poll: Poll, _ state: inout (session: Session, reader: PollReader)
  ) -> Step {
    isBeside
      ? state.session.observe(poll, reader: &state.reader) : state.session.observe(poll)
  }
}
