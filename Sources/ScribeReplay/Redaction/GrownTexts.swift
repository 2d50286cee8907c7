import ScribeJSON

/// Long texts and their pseudonyms, held until they come again with more at their end: every poll
/// repeats the whole transcript, and only what is new is replaced anew.
///
/// Of one key only. Holds some megabytes, whatever comes.
struct GrownTexts {
  private static let shortest = 512
  private static let startLength = 128

  /// Where a text stands and how it begins, which stays when it grows.
  private struct Beginning: Hashable {
    let place: String
    let start: [UInt8]
  }

  private struct Entry {
    let raw: [UInt8]
    let spelling: StringSpelling
  }

  private var entries: [Beginning: Entry] = [:]
  private var heldByteCount = 0
  private let heldByteLimit: Int

  init(heldByteLimit: Int = 1 << 22) {
    self.heldByteLimit = heldByteLimit
  }

  /// What stands in place of a JSON string that stands there.
  ///
  /// - Parameter beginning: the pseudonym of nothing, there.
  mutating func spelled(
    _ string: JSONString, in place: String, from beginning: StringSpelling
  ) -> [UInt8] {
    let raw = string.raw
    var spelling = beginning
    guard raw.count >= Self.shortest, 2 * raw.count <= heldByteLimit else {
      spelling.take(raw)
      return spelling.output
    }
    let key = Beginning(place: place, start: Array(raw.prefix(Self.startLength)))
    var known = 0
    if let entry = entries.removeValue(forKey: key) {
      heldByteCount -= 2 * entry.raw.count
      if raw.starts(with: entry.raw) {
        spelling = entry.spelling
        known = entry.raw.count
      }
    }
    spelling.take(raw.dropFirst(known))
    if heldByteCount > heldByteLimit { (entries, heldByteCount) = ([:], 0) }
    heldByteCount += 2 * raw.count
    entries[key] = Entry(raw: Array(raw), spelling: spelling)
    return spelling.output
  }
}
