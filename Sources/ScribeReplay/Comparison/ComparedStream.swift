package import ScribeRecording
import ScribeSession

/// One side of a comparison: a stream up to a point, with the events that led there.
struct ComparedStream {
  let stream: PollStream
  fileprivate(set) var standing: Standing
  /// Its events but for those that only keep the books of polling.
  fileprivate(set) var events: [ListedEvent]

  /// The state, content by its fingerprints included.
  var listing: StateListing {
    guard let step = standing.last.seen?.step else { return StateListing() }
    return StateListing(step.session, next: step.next, withFingerprints: true)
  }
}

/// An event with its members, and the poll that brought it.
struct ListedEvent: Equatable {
  let name: String
  let poll: Int
  let listing: StateListing
}

/// A recording, one session of it, or either up to a poll: `visit.jsonl`, `visit.jsonl@ses_x`,
/// `visit.jsonl#3`, `visit.jsonl@ses_x#3`.
package struct RecordingAddress: Sendable, Equatable {
  /// The file; empty where the other side's is meant.
  package let file: String
  /// The only session that is meant.
  package let session: String?
  /// The poll after which it is looked at; nil for its end.
  package let poll: Int?

  /// Reads an address.
  ///
  /// - Parameter isFile: whether there is a file of a name, which is then taken whole.
  package init(_ text: String, isFile: (String) -> Bool) {
    var (file, session, poll) = (Substring(text), String?.none, Int?.none)
    if !isFile(text) {
      if let mark = file.lastIndex(of: "#"), let number = Int(file[file.index(after: mark)...]) {
        poll = number
        file = file[..<mark]
      }
      if !isFile(String(file)), let mark = file.lastIndex(of: "@") {
        session = String(file[file.index(after: mark)...])
        file = file[..<mark]
      }
    }
    self.init(file: String(file), session: session, poll: poll)
  }

  private init(file: String, session: String?, poll: Int?) {
    self.file = file
    self.session = session
    self.poll = poll
  }

  /// The same in the file of another address, where it names none.
  package func completed(by other: RecordingAddress) -> RecordingAddress {
    file.isEmpty
      ? RecordingAddress(file: other.file, session: session ?? other.session, poll: poll) : self
  }

  /// How it is written.
  package var text: String {
    file.printable + (session.map { "@\($0.printable)" } ?? "") + (poll.map { "#\($0)" } ?? "")
  }
}

/// The streams of one side of a comparison.
package struct ComparedRecording {
  let address: RecordingAddress
  private(set) var streams: [ComparedStream] = []
  /// Whether nothing is there to be compared.
  package var isEmpty: Bool { streams.isEmpty }

  /// Reads one side up to its point.
  ///
  /// - Parameter body: is told of each poll, for progress.
  package init(
    _ address: RecordingAddress, _ tape: inout Tape, _ body: (RecordedPoll) -> Void
  ) throws(TapeError) {
    self.address = address
    var standings = Standings(TimelineOptions(), keepingContent: true)
    var events: [[ListedEvent]] = []
    var last: Int?
    while let recorded = try tape.next() {
      if let poll = address.poll, recorded.number > poll { break }
      body(recorded)
      last = nil
      guard let place = standings.observe(recorded.number, recorded.poll) else { continue }
      last = recorded.number == address.poll ? place : nil
      if place == events.count { events.append([]) }
      for event in standings.all[place].last.seen?.step.events ?? [] where !event.isBookkeeping {
        events[place].append(
          ListedEvent(name: event.name, poll: recorded.number, listing: StateListing(event)))
      }
    }
    streams = zip(standings.all, events).enumerated().compactMap { place, pair in
      guard let stream = pair.0.last.seen?.stream, address.poll == nil || place == last else {
        return nil
      }
      return ComparedStream(stream: stream, standing: pair.0, events: pair.1)
    }
  }
}
