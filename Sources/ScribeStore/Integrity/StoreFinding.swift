public import ScribeSession

/// What a check of a store found.
public enum StoreFinding: Hashable, Sendable {
  /// The file is not what was stored.
  case damage(String)
  /// A poll of a stream, or what belongs to it, is not what was stored.
  case changed(PollStream, version: Int, String)
  /// Today's reducer decides otherwise than the one that decided when the poll was stored.
  case divergence(Divergence)

  /// Whether what is stored is not what was stored; else only a decision has changed.
  public var isIntegrityFault: Bool {
    if case .divergence = self { false } else { true }
  }
}

/// Where a new decision first differs from a stored one.
public struct Divergence: Hashable, Sendable {
  /// The stream and the poll whose events differ.
  public let stream: PollStream
  /// The version of the poll.
  public let version: Int
  /// The id of the reducer that decided then.
  public let reducer: String
  /// The number of the event among those of the poll, from 1.
  public let event: Int
  /// The member that differs, as a JSONPath into the event.
  public let path: String
  /// What is stored there, as JSON; nil where nothing is.
  public let stored: String?
  /// What is decided now.
  public let decided: String?
}

/// What a check of a store did.
public struct StoreCheck: Sendable {
  /// How many streams were checked.
  public internal(set) var streamCount = 0
  /// How many polls they have.
  public internal(set) var pollCount = 0
  /// How many events those added.
  public internal(set) var eventCount = 0
  /// How many bodies were checked, each once.
  public internal(set) var bodyCount = 0
  /// The sum of the bodies' lengths.
  public internal(set) var bodyByteCount = 0
  /// How many bodies were erased, and so not checked.
  public internal(set) var erasedBodyCount = 0
  /// How many bodies are sealed, and were not checked for want of the key.
  public internal(set) var lockedBodyCount = 0
  /// What was found, at most a hundred.
  public private(set) var findings: [StoreFinding] = []
  /// How many there were.
  public private(set) var findingCount = 0

  /// How many findings are kept.
  private static let findingLimit = 100

  /// Whether the file is no whole SQLite file, so that its rows tell nothing.
  var isUnreadable = false

  /// Adds what another part of the store's check did.
  mutating func add(_ other: StoreCheck) {
    streamCount += other.streamCount
    pollCount += other.pollCount
    eventCount += other.eventCount
    bodyCount += other.bodyCount
    bodyByteCount += other.bodyByteCount
    erasedBodyCount += other.erasedBodyCount
    lockedBodyCount += other.lockedBodyCount
    isUnreadable = isUnreadable || other.isUnreadable
    for finding in other.findings { find(finding) }
    findingCount += other.findingCount - other.findings.count
  }

  mutating func find(_ finding: StoreFinding) {
    findingCount += 1
    if findings.count < Self.findingLimit { findings.append(finding) }
  }
}
