import ScribeJSON
package import ScribeRecording
import ScribeSession

/// A poll that was looked for, in the recording that holds it.
package struct FoundPoll {
  private let replayed: ReplayedPoll
  private let effect: ReplayedPoll.Effect

  /// Reads a recording up to the first poll after which a predicate holds; nil where it never does.
  ///
  /// - Parameter body: is told of each poll, and whether it is of a session.
  package static func first(
    where predicate: PollPredicate, in tape: inout Tape,
    _ body: (RecordedPoll, _ isOfSession: Bool) -> Void
  ) throws(TapeError) -> FoundPoll? {
    var replay = Replay()
    var watch = PredicateWatch(predicate)
    while let recorded = try tape.next() {
      let replayed = replay.observe(recorded)
      // What it said cannot be looked into any more.
      if replayed.isRecalled, predicate.asksForText { continue }
      body(recorded, replayed.effect != nil)
      if let effect = replayed.effect, watch.holds(after: replayed) {
        return FoundPoll(replayed: replayed, effect: effect)
      }
    }
    return nil
  }

  /// Where it is, and its lines in a timeline.
  package func lines(_ file: String, _ options: TextOptions) -> [String] {
    let place = "\(file.printable)#\(replayed.number)"
    let title = "\(place): \(effect.stream.phrase), received \(replayed.poll.receivedAt)"
    return [Emphasis.strong.applied(to: title, options)]
      + TimelineRow(replayed, effect, showsLabel: false).lines(options)
  }

  /// The poll as `show --format ndjson` tells it, with the file that it is in.
  package func json(_ file: String) -> [UInt8] {
    NDJSON.line(for: replayed, in: file)
  }
}
