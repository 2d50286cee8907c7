import ScribeJSON
package import ScribeRecording
import ScribeSession
package import ScribeStore

/// What a reducer decided about polls, as events: exported, stored, or decided now.
///
/// Holds the events as JSON, some 200 bytes each.
package struct DecisionSet {
  /// Whose decisions they are.
  struct Key: Hashable {
    /// The name of the recording, where the set tells it.
    let recording: String?
    let stream: PollStream
  }

  /// The events of one poll.
  struct Poll {
    /// The number of the poll in its stream, from 1.
    let version: Int
    /// The number of the poll in its recording, where it was read from one.
    let number: Int?
    let reducer: String
    /// Whether the fingerprints in its events are under a key of its session, as a store has them.
    let isKeyed: Bool
    fileprivate(set) var events: [[UInt8]]

    /// The events whatever their white space and the order of their members are.
    var canonicalEvents: [[UInt8]] { events.map { CanonicalJSON.bytes($0) } }

    /// The same poll with numbers in the place of fingerprints.
    func numbered(_ numbers: inout FingerprintNumbers) -> Poll {
      var poll = self
      poll.events = events.map { numbers.numbered($0) }
      return poll
    }
  }

  /// The streams in the order of their first poll.
  private(set) var keys: [Key] = []
  private var pollsByKey: [Key: [Poll]] = [:]
  private var keysByStream: [PollStream: [Key]] = [:]

  /// The polls of a stream, those left out that were recorded twice: a store has each once.
  func polls(of key: Key) -> [Poll]? { pollsByKey[key] }

  /// The stream of this set that is meant by one of another set: of the same recording; where either
  /// does not tell its name, or the recording was renamed, the only one of that session.
  func key(for other: Key) -> Key? {
    if pollsByKey[other] != nil { return other }
    let candidates = keysByStream[other.stream] ?? []
    return candidates.count == 1 ? candidates[0] : nil
  }

  private init() {}

  private mutating func append(_ poll: Poll, _ key: Key) {
    if pollsByKey[key] == nil {
      keys.append(key)
      keysByStream[key.stream, default: []].append(key)
    }
    pollsByKey[key, default: []].append(poll)
  }
}

// MARK: - Stored, and decided now

extension DecisionSet {
  /// What a store holds, as it was decided then.
  package init(_ store: SessionStore) throws(StoreError) {
    var steps = StepCursor(store, .all(afterPosition: 0), readsBodies: false)
    while let step = try steps.next() {
      append(
        Poll(
          version: step.version, number: step.position, reducer: step.reducer, isKeyed: true,
          events: step.events.map(\.json)), Key(recording: nil, stream: step.stream))
    }
  }

  /// What is decided now about a recording.
  ///
  /// - Parameters:
  ///   - name: the recording's name.
  ///   - body: is told of each poll, for progress.
  package init(
    deciding tape: inout Tape, named name: String, _ body: (RecordedPoll) -> Void
  ) throws(TapeError) {
    var set = DecisionSet()
    try Self.decide(&tape, body) { replayed, effect, version in
      set.append(
        Poll(
          version: version, number: replayed.number, reducer: Session.reducerID,
          isKeyed: replayed.isKeyed, events: effect.step.events.map(\.json)),
        Key(recording: name, stream: effect.stream))
    }
    self = set
  }

  /// The lines of an export of what is decided now about a recording, each with its line feed.
  ///
  /// - Parameters:
  ///   - name: the recording's name.
  ///   - body: is told of each poll, for progress.
  package static func export(
    _ tape: inout Tape, named name: String, _ body: (RecordedPoll) -> Void
  ) throws(TapeError) -> (lines: [UInt8], polls: Int) {
    var (lines, polls) = ([UInt8](), 0)
    try decide(&tape, body) { replayed, effect, version in
      polls += 1
      for line in StoreText.eventLines(for: replayed, effect, version: version, in: name) {
        lines += line
        lines.append(UInt8(ascii: "\n"))
      }
    }
    return (lines, polls)
  }

  /// Decides poll by poll, those left out that were recorded twice: a store has each once.
  private static func decide(
    _ tape: inout Tape, _ body: (RecordedPoll) -> Void,
    _ decided: (ReplayedPoll, ReplayedPoll.Effect, _ version: Int) -> Void
  ) throws(TapeError) {
    var replay = Replay()
    var versions: [PollStream: Int] = [:]
    while let recorded = try tape.next() {
      body(recorded)
      let replayed = replay.observe(recorded)
      // What was decided when it was stored is not what is decided now.
      guard let effect = replayed.effect, effect.step.verdict != .duplicate, !replayed.isRecalled
      else { continue }
      let version = (versions[effect.stream] ?? 0) + 1
      versions[effect.stream] = version
      decided(replayed, effect, version)
    }
  }
}

extension Event {
  fileprivate var json: [UInt8] {
    var json = JSONWriter(byteCount: 256)
    write(to: &json)
    return json.bytes
  }
}

// MARK: - Exported

extension DecisionSet {
  /// Why a file holds no exported events, and in which line.
  package struct BadLine: Error, Equatable, CustomStringConvertible {
    let file: String
    let line: Int

    /// One line: where, what.
    package var description: String { "\(file):\(line): not a line of export --events" }
  }

  /// Whether bytes begin like exported events.
  package static func isExport(_ bytes: some Sequence<UInt8>) -> Bool {
    bytes.starts(with: #"{"kind":"event""#.utf8)
  }

  /// Reads what `export --events` or `compare --update` wrote.
  package init(exported bytes: [UInt8], file: String) throws(BadLine) {
    var current: (key: Key, poll: Poll)?
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (place, line) in lines.enumerated() where !line.isEmpty {
      guard let json = (try? JSONDocument(Array(line)))?.root, let entry = Line(json) else {
        throw BadLine(file: file, line: place + 1)
      }
      if current?.key == entry.key, current?.poll.version == entry.version {
        current?.poll.events.append(entry.event)
        continue
      }
      if let current { append(current.poll, current.key) }
      current = (
        entry.key,
        Poll(
          version: entry.version, number: nil, reducer: entry.reducer, isKeyed: entry.isKeyed,
          events: [entry.event])
      )
    }
    if let current { append(current.poll, current.key) }
  }

  private struct Line {
    let key: Key
    let version: Int
    let reducer: String
    let isKeyed: Bool
    let event: [UInt8]

    init?(_ json: JSONValue) {
      guard json["kind"]?.string?.text == "event", let id = json["session"]?.string?.text,
        let version = json["n"]?.number?.count, let event = json["event"], event.type == .object
      else { return nil }
      let filter = json["filter"]
      key = Key(
        recording: json["recording"]?.string?.text,
        stream: PollStream(
          id: ExactText(id),
          filter: PollStream.Filter(
            templateID: filter?["template_id"]?.string.map { ExactText($0.text) },
            documentID: filter?["document_id"]?.string.map { ExactText($0.text) })))
      self.version = version
      reducer = json["reducer"]?.string?.text ?? "unknown"
      // Of a store an event has its position, of a recording the recording's name.
      isKeyed = json["position"] != nil || json["keyed"] != nil
      self.event = Array(event.bytes)
    }
  }
}
