import ScribeSession

/// What differs between two streams, or between two points of one.
struct StreamDifference {
  /// What both are called, or each where they are of different sessions.
  let title: String
  let state: [StateListing.Change]
  let events: [EventDifference]
  /// Nil where both transcripts are the same.
  let transcript: TextDifference?
  /// Of each document whose content differs.
  let documents: [(label: String, difference: TextDifference)]

  var isEmpty: Bool { state.isEmpty && events.isEmpty && transcript == nil && documents.isEmpty }

  init(_ old: ComparedStream, _ new: ComparedStream, ignoringTimes: Bool) {
    title =
      old.stream == new.stream
      ? new.stream.phrase : "\(old.stream.phrase) → \(new.stream.phrase)"
    state = new.listing.changes(since: old.listing).filter { change in
      !change.path.isCounter && !(ignoringTimes && change.isTime)
    }
    events = EventDifference.all(old.events, new.events, ignoringTimes: ignoringTimes)
    transcript = Self.difference(
      old.standing.content.transcript, new.standing.content.transcript)
    let keys = [old, new].map { $0.standing.documents }
    let labels = keys[0].merging(keys[1], uniquingKeysWith: { $1 })
    documents = labels.sorted { $0.value < $1.value }.compactMap { key, label in
      Self.difference(old.standing.content.text(of: key), new.standing.content.text(of: key))
        .map { (label, $0) }
    }
  }

  private static func difference(_ old: String?, _ new: String?) -> TextDifference? {
    guard old.map({ ExactText($0) }) != new.map({ ExactText($0) }) else { return nil }
    return TextDifference(old ?? "", new ?? "")
  }
}

extension Standing {
  /// What the documents are called.
  fileprivate var documents: [DocumentKey: String] {
    Dictionary(
      (last.seen?.step.session.content.documents ?? []).map { ($0.key, $0.label) },
      uniquingKeysWith: { first, _ in first })
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

extension String {
  /// Whether the text is an instant as it is written everywhere.
  var isInstant: Bool { utf8.count > 19 && last == "Z" && Instant(rfc3339: self) != nil }
}

/// An event that only one side has, or that differs.
enum EventDifference {
  case removed(ListedEvent)
  case added(ListedEvent)
  /// Both have an event of that name in its place, with other members.
  case changed(old: ListedEvent, new: ListedEvent)

  static func all(
    _ old: [ListedEvent], _ new: [ListedEvent], ignoringTimes: Bool
  ) -> [EventDifference] {
    let keys = [old, new].map { events in
      events.map { ignoringTimes ? $0.listing.withoutTimes : $0.listing }
    }
    var numbers: [String: Int] = [:]
    let lines = keys.map { listings in
      listings.map { listing in
        let text = listing.entries.map { "\($0.path)=\($0.value)" }.joined(separator: "\n")
        let next = numbers.count
        let number = numbers[text, default: next]
        if number == next { numbers[text] = next }
        return number
      }
    }
    return LineMatching(lines[0], lines[1], depthLimit: 4).changes.flatMap { change in
      pairs(Array(old[change.old]), Array(new[change.new]))
    }
  }

  /// Events in one place of either side: those of one name are one that has changed.
  private static func pairs(_ old: [ListedEvent], _ new: [ListedEvent]) -> [EventDifference] {
    var found: [EventDifference] = []
    var rest = old[...]
    for event in new {
      if let place = rest.firstIndex(where: { $0.name == event.name }) {
        found += rest[..<place].map { .removed($0) }
        found.append(.changed(old: rest[place], new: event))
        rest = rest[(place + 1)...]
      } else {
        found.append(.added(event))
      }
    }
    return found + rest.map { .removed($0) }
  }
}
