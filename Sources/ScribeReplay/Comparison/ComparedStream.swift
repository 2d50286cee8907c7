package import ScribeJSON
package import ScribeRecording
import ScribeSession

/// One side of a comparison: a stream up to a point, with the events that led there.
struct ComparedStream {
  let stream: PollStream
  private(set) var session = Session()
  private(set) var next = Session().next()
  private(set) var content = PatientContent()
  /// Its events but for those that only keep the books of polling.
  private(set) var events: [RecordedEvent] = []

  init(_ stream: PollStream) {
    self.stream = stream
  }

  mutating func observe(_ number: Int, _ step: Step) {
    session = step.session
    next = step.next
    content.observe(step)
    for event in step.events where !event.isBookkeeping {
      events.append(RecordedEvent(event: event, poll: number))
    }
  }

  /// The state, content by its fingerprints included.
  var listing: StateListing { StateListing(session, next: next, withFingerprints: true) }

  /// What the documents are called.
  var documentLabels: [DocumentKey: String] {
    Dictionary(
      session.content.documents.map { ($0.key, $0.label) }, uniquingKeysWith: { first, _ in first })
  }
}

/// An event and the poll that brought it.
struct RecordedEvent {
  let event: Event
  let poll: Int

  /// The event's members as paths and values.
  var listing: StateListing { StateListing(event) }
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
      // An id may hold the mark as well as a file's name.
      let marks = file.indices.filter { file[$0] == "@" }
      if !isFile(String(file)),
        let mark = marks.first(where: { isFile(String(file[..<$0])) }) ?? marks.first
      {
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
  /// - Parameters:
  ///   - key: of the fingerprints of both sides, which nobody else has.
  ///   - body: is told of each poll, for progress.
  package init(
    _ address: RecordingAddress, _ tape: inout Tape, fingerprintKey key: FingerprintKey,
    _ body: (RecordedPoll) -> Void
  ) throws(TapeError) {
    self.address = address
    var replay = Replay(fingerprintKey: key)
    var place: Int?
    while let recorded = try tape.next() {
      if let poll = address.poll, recorded.number > poll { break }
      body(recorded)
      let replayed = replay.observe(recorded)
      guard let effect = replayed.effect else { continue }
      if recorded.number == address.poll { place = effect.place }
      if effect.place == streams.count { streams.append(ComparedStream(effect.stream)) }
      streams[effect.place].observe(recorded.number, effect.step)
    }
    guard address.poll != nil else { return }
    // After a poll only its own stream is meant, and none where there is no such poll.
    streams = place.map { [streams[$0]] } ?? []
  }
}
