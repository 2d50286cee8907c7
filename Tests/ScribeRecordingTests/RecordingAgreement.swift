import ScribeSession

@testable import ScribeRecording

/// A recording read in several ways that must agree: what tests and the fuzzers of recordings
/// share.
enum RecordingAgreement {
  /// Where reading in chunks, reading again what was written, or skipping differs.
  static func mismatch(_ bytes: [UInt8], chunkSize: Int) -> String? {
    for skipping in [false, true] {
      let whole = ReadAll(bytes: bytes, skippingBadLines: skipping)
      let chunked = ReadAll(bytes: bytes, skippingBadLines: skipping, chunkSize: chunkSize)
      if whole.error != chunked.error { return "in chunks: \(chunked.error as Any)" }
      if whole.skipped != chunked.skipped { return "in chunks \(chunked.skipped) are skipped" }
      if whole.tornLine != chunked.tornLine { return "in chunks another line is torn" }
      if lines(whole.polls) != lines(chunked.polls) { return "in chunks other polls are read" }
      if whole.polls.map(\.number) != Array(1..<(whole.polls.count + 1)) {
        return "polls have other numbers"
      }
      if let fault = rewritingMismatch(whole.polls) ?? sessionMismatch(whole.polls) {
        return fault
      }
      if skipping, let fault = aloneMismatch(whole, bytes) { return fault }
    }
    return nil
  }

  /// Every line of a poll log is read as if there were no line directly before it.
  private static func aloneMismatch(_ whole: ReadAll, _ bytes: [UInt8]) -> String? {
    var reader = LineReader(MemoryBytes(bytes))
    guard whole.error == nil, (try? RecordingFormat.detect(&reader, name: "log")) == .pollLog
    else { return nil }
    let texts = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let apart = ReadAll(
      bytes: Array(texts.joined(separator: Array("\n\n".utf8))), skippingBadLines: true)
    if lines(apart.polls) != lines(whole.polls) { return "with blank lines other polls are read" }
    guard texts.count <= 8 else { return nil }
    let alone = texts.flatMap { text in
      ReadAll(bytes: PollLogWriter.header + text, skippingBadLines: true).polls
    }
    return lines(alone) == lines(whole.polls) ? nil : "lines by themselves are read otherwise"
  }

  private static func lines(_ polls: [RecordedPoll]) -> [UInt8] {
    polls.flatMap { PollLogWriter.line(for: $0) }
  }

  /// What was read is written, its secrets left out, so that it can be read, and the same is written again.
  private static func rewritingMismatch(_ polls: [RecordedPoll]) -> String? {
    let written = PollLogWriter.header + lines(polls)
    let again = ReadAll(bytes: written)
    if let error = again.error { return "written, and then \(error)" }
    if again.polls.count != polls.count { return "\(again.polls.count) polls were written" }
    if PollLogWriter.header + lines(again.polls) != written { return "written differently again" }
    for (poll, other) in zip(polls.map(\.poll), again.polls.map(\.poll)) {
      guard poll.sentAt == other.sentAt, poll.receivedAt == other.receivedAt,
        poll.url.redactedAsURL == other.url, poll.method == other.method,
        PollStream(method: poll.method, url: poll.url)
          == PollStream(method: other.method, url: other.url),
        poll.answer?.body == other.answer?.body, poll.answer?.status == other.answer?.status
      else { return "another poll was written" }
    }
    return nil
  }

  /// A session takes any poll, by itself and beside the one before alike.
  private static func sessionMismatch(_ polls: [RecordedPoll]) -> String? {
    var alone = Session()
    var beside = Session()
    var reader = PollReader()
    for recorded in polls {
      let step = alone.observe(recorded.poll)
      let other = beside.observe(recorded.poll, reader: &reader)
      guard step.verdict == other.verdict, step.events == other.events,
        step.anomalies == other.anomalies, step.next == other.next, alone == beside
      else { return "poll \(recorded.number) is told otherwise beside the one before" }
    }
    return nil
  }
}
