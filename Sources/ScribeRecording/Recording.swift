/// The polls of a recording in their order, whatever kind of file it is.
///
/// A poll log is streamed: memory is bounded by its longest line. A HAR file is held whole, since
/// its entries must be put in order first. The kinds are told apart by content.
///
/// ```swift
/// var recording = try Recording(path: "visit.jsonl")
/// while let recorded = try recording.next() { … }
/// ```
public struct Recording {
  /// The name that errors call it by.
  public let name: String

  /// Whether it is a poll log, and not a HAR file.
  let isPollLog: Bool

  private var reader: any RecordingReader

  /// Opens a file, or standard input where the path is `-`.
  ///
  /// With `skippingBadLines` what is not a poll is skipped and counted instead of stopping the reader.
  ///
  /// - Throws: ``RecordingError/unreadable(file:reason:)``, or
  ///   ``RecordingError/notARecording(file:reason:)`` where it is neither a poll log nor a HAR file.
  public init(path: String, skippingBadLines: Bool = false) throws(RecordingError) {
    let file = try FileBytes(path: path)
    try self.init(file, name: file.name, skippingBadLines)
  }

  /// Reads a recording that is in memory; errors call it by the name.
  public init(
    bytes: [UInt8], name: String, skippingBadLines: Bool = false
  ) throws(RecordingError) {
    try self.init(MemoryBytes(bytes), name: name, skippingBadLines)
  }

  init(
    _ source: any ByteSource, name: String, _ skippingBadLines: Bool
  ) throws(RecordingError) {
    self.name = name
    var lines = LineReader(source)
    let format = try RecordingFormat.detect(&lines, name: name)
    isPollLog = format == .pollLog
    switch format {
    case .pollLog: reader = PollLogReader(lines, name: name, skippingBadLines: skippingBadLines)
    case .har: reader = try HARReader(lines, name: name, skippingBadEntries: skippingBadLines)
    }
  }

  /// The next poll; nil at the end.
  public mutating func next() throws(RecordingError) -> RecordedPoll? { try reader.next() }

  /// How many lines or entries were skipped so far.
  public var skippedCount: Int { reader.skippedCount }

  /// How many entries of a HAR file, so far, carried credentials, which were left out.
  package var credentialCount: Int { reader.credentialCount }

  /// The number of the last line where it was cut off; known once the end was reached.
  public var tornLine: Int? { reader.tornLine }
}

/// A reader of one kind of recording.
protocol RecordingReader {
  mutating func next() throws(RecordingError) -> RecordedPoll?
  var skippedCount: Int { get }
  var credentialCount: Int { get }
  var tornLine: Int? { get }
}
