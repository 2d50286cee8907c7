import ScribeRecording
import ScribeSession

extension Workload {
  /// Many polls of one session, in memory already, each read, decided and folded.
  static let folding: [Workload] = {
    let scratch = "fold 1,000 polls, each read from scratch"
    return [
      Workload("fold 1,000 polls of which every tenth brings a line", .replay, peer: scratch) {
        .folding { $0.fold(beside: true) }
      },
      Workload(scratch, .replay) { .folding { $0.fold(beside: false) } },
    ]
  }()
}

extension PreparedWorkload {
  fileprivate static func folding(_ fold: @escaping ([Poll]) -> Int) -> PreparedWorkload {
    var open = BodyRecipe()
    open.isResigned = false
    open.transcriptByteCount = 16_000
    var log = LogRecipe(open, pollCount: 1_000)
    log.firstTranscriptByteCount = 1_000
    log.pollsPerLine = 10
    let polls = Array(log)
    return PreparedWorkload(
      byteCount: polls.reduce(0) { $0 + ($1.answer?.body?.count ?? 0) }, itemCount: polls.count
    ) {
      fold(polls)
    }
  }
}

extension [Poll] {
  /// The polls of a made-up log.
  fileprivate init(_ log: LogRecipe) {
    self = []
    guard var recording = try? Recording(bytes: log.lines.flatMap(\.self), name: "") else { return }
    while let recorded = try? recording.next() { append(recorded.poll) }
  }

  /// Folds them, each read beside the one before or from scratch, and counts what they changed.
  fileprivate func fold(beside isBeside: Bool) -> Int {
    var session = Session()
    var reader = PollReader()
    return reduce(0) { count, poll in
      let step = isBeside ? session.observe(poll, reader: &reader) : session.observe(poll)
      return count + step.events.count
    }
  }
}
