import ScribeSession

/// What differs between two streams, or between two points of one.
struct StreamDifference {
  let old: PollStream
  let new: PollStream
  let state: [StateListing.Change]
  let events: [EventDifference]
  /// Nil where both transcripts are the same.
  let transcript: TextDifference?
  /// Of each document whose content differs.
  let documents: [(label: String, difference: TextDifference)]

  /// What both are called, or each where they are of different sessions.
  var title: String { old == new ? new.phrase : "\(old.phrase) → \(new.phrase)" }

  var isEmpty: Bool { state.isEmpty && events.isEmpty && transcript == nil && documents.isEmpty }

  init(_ old: ComparedStream, _ new: ComparedStream, ignoringTimes: Bool) {
    self.old = old.stream
    self.new = new.stream
    state = new.listing.changes(since: old.listing).filter { change in
      !change.path.isPollCount && !(ignoringTimes && change.isTime)
    }
    events = EventDifference.all(old.events, new.events, ignoringTimes: ignoringTimes)
    transcript = Self.difference(old.content.transcript, new.content.transcript)
    let labels = old.documentLabels.merging(new.documentLabels, uniquingKeysWith: { $1 })
    documents = labels.sorted { $0.value < $1.value }.compactMap { key, label in
      Self.difference(old.content.text(of: key), new.content.text(of: key)).map { (label, $0) }
    }
  }

  private static func difference(_ old: String?, _ new: String?) -> TextDifference? {
    guard old.map({ ExactText($0) }) != new.map({ ExactText($0) }) else { return nil }
    return TextDifference(old ?? "", new ?? "")
  }
}

extension StateListing.Change {
  /// Whether it is about an instant.
  var isTime: Bool { [before, after].compactMap { $0 }.allSatisfy(\.isInstant) }
}

extension StateListing {
  /// The same without instants.
  var withoutTimes: StateListing {
    var listing = self
    listing.removeTimes()
    return listing
  }
}

/// An event that only one side has, or that differs.
enum EventDifference {
  case removed(RecordedEvent)
  case added(RecordedEvent)
  /// Both have an event of that name in its place, with other members.
  case changed(old: RecordedEvent, new: RecordedEvent)

  static func all(
    _ old: [RecordedEvent], _ new: [RecordedEvent], ignoringTimes: Bool
  ) -> [EventDifference] {
    ignoringTimes
      ? all(old, new) { $0.listing.withoutTimes } : all(old, new) { $0.event }
  }

  private static func all<Key: Hashable>(
    _ old: [RecordedEvent], _ new: [RecordedEvent], by key: (RecordedEvent) -> Key
  ) -> [EventDifference] {
    var numbers: [Key: Int] = [:]
    func number(_ event: RecordedEvent) -> Int {
      let next = numbers.count
      let number = numbers[key(event), default: next]
      if number == next { numbers[key(event)] = next }
      return number
    }
    let (oldNumbers, newNumbers) = (old.map(number), new.map(number))
    return LineMatching(oldNumbers, newNumbers, depthLimit: 4).changes.flatMap { change in
      pairs(Array(old[change.old]), Array(new[change.new]))
    }
  }

  /// Events in one place of either side: those of one name are one that has changed.
  private static func pairs(_ old: [RecordedEvent], _ new: [RecordedEvent]) -> [EventDifference] {
    // Of each name the places, the next one last.
    var places: [String: [Int]] = [:]
    for place in old.indices.reversed() { places[old[place].event.name, default: []].append(place) }
    var found: [EventDifference] = []
    var start = 0
    for event in new {
      let name = event.event.name
      while let place = places[name]?.last, place < start { places[name]?.removeLast() }
      if let place = places[name]?.popLast() {
        found += old[start..<place].map { .removed($0) }
        found.append(.changed(old: old[place], new: event))
        start = place + 1
      } else {
        found.append(.added(event))
      }
    }
    return found + old[start...].map { .removed($0) }
  }
}
