import ScribeJSON
import ScribeSession

/// Reads the exchanges of a HAR 1.2 file in their order of arrival.
///
/// Every entry is a poll, also those of other requests, which the reducer ignores. An answer is
/// complete at `startedDateTime` + `time`.
struct HARReader: RecordingReader {
  private let name: String
  private let skippingBadEntries: Bool
  /// The entries by arrival, the last first.
  private var rest: [Entry]
  private var pollCount = 0

  private(set) var skippedCount = 0
  private(set) var credentialCount = 0
  var tornLine: Int? { nil }

  private struct Entry {
    let place: Int
    let json: JSONValue
    let sentAt: Instant
    let receivedAt: Instant
  }

  init(
    _ lines: LineReader, name: String, skippingBadEntries: Bool
  ) throws(RecordingError) {
    self.name = name
    self.skippingBadEntries = skippingBadEntries
    rest = []

    var lines = lines
    let bytes = try lines.readAll()
    let root: JSONValue
    do {
      root = try JSONDocument(bytes).root
    } catch {
      throw RecordingError.notARecording(file: name, reason: "a HAR file with \(error)")
    }
    guard let entries = root["log"]?["entries"], entries.type == .array else {
      throw .notARecording(file: name, reason: "a HAR file without log.entries")
    }
    try sort(entries)
  }

  private mutating func sort(_ entries: JSONValue) throws(RecordingError) {
    var read: [Entry] = []
    for (index, json) in entries.elements.enumerated() {
      do {
        let sentAt = try HAREntry.startedAt(json)
        read.append(
          Entry(
            place: index + 1, json: json, sentAt: sentAt,
            receivedAt: sentAt.advanced(by: try HAREntry.time(json))))
      } catch {
        try skip(error, entry: index + 1)
      }
    }
    rest = read.sorted { ($0.receivedAt, $0.place) > ($1.receivedAt, $1.place) }
  }

  mutating func next() throws(RecordingError) -> RecordedPoll? {
    while let entry = rest.popLast() {
      do {
        let poll = try HAREntry.poll(entry.json, entry.sentAt, entry.receivedAt)
        pollCount += 1
        if HAREntry.carriesCredentials(entry.json) { credentialCount += 1 }
        return RecordedPoll(number: pollCount, poll: poll, place: entry.json.bytes.indices)
      } catch {
        try skip(error, entry: entry.place)
      }
    }
    return nil
  }

  private mutating func skip(_ fault: RecordingFault, entry: Int) throws(RecordingError) {
    guard skippingBadEntries else {
      throw .badEntry(file: name, entry: entry, offset: fault.offset, reason: fault.reason)
    }
    skippedCount += 1
  }
}
