import ScribeRecording
import ScribeSession
import Testing

/// Looks for the shortest sequence that still fails, and reports it as a poll log.
func expectNoFailure(
  in polls: [AbstractPoll], seed: UInt64, sourceLocation: SourceLocation = #_sourceLocation,
  _ failure: ([AbstractPoll]) -> String?
) {
  guard failure(polls) != nil else { return }
  var shortest = polls
  var size = max(1, polls.count / 2)
  while true {
    var start = 0
    while start < shortest.count {
      var shorter = shortest
      shorter.removeSubrange(start..<min(start + size, shorter.count))
      if !shorter.isEmpty, failure(shorter) != nil {
        shortest = shorter
      } else {
        start += size
      }
    }
    if size == 1 { break }
    size /= 2
  }
  var generator = SeededGenerator(seed: seed)
  let log = shortest.map {
    String(decoding: PollLogWriter.line(for: $0.poll(.plain, &generator)), as: UTF8.self)
  }
  let message = failure(shortest) ?? ""
  Issue.record("seed \(seed): \(message)\n\(log.joined())", sourceLocation: sourceLocation)
}
