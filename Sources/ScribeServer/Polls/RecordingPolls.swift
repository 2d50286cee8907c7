import Foundation
public import ScribeRecording
public import ScribeSession

/// The polls of a recording, a poll log or a HAR file, told apart by content.
///
/// Each poll is read from the file when it is asked for: nothing of it is held in memory. What can be
/// read but once, standard input (`-`) or a pipe, is.
public struct RecordingPolls: PollSource {
  private let content: Content
  private let skippingBadLines: Bool

  private enum Content {
    case file(IndexedRecording)
    case memory(PollArray)
  }

  /// Opens a recording.
  ///
  /// - Parameter skippingBadLines: whether what is not a poll is skipped instead of stopping.
  public init(path: String, skippingBadLines: Bool = false) throws(RecordingError) {
    self.skippingBadLines = skippingBadLines
    let isThere = FileManager.default.fileExists(atPath: path)
    content =
      path != "-" && (Self.isRegularFile(path) || !isThere)
      ? .file(try IndexedRecording(path: path)) : .memory(try Self.read(path, skippingBadLines))
  }

  /// Whether a path is that of a file that can be read more than once.
  static func isRegularFile(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(filePath: path).resolvingSymlinksInPath().path)
    return path != "-" && attributes?[.type] as? FileAttributeType == .typeRegular
  }

  private static func read(
    _ path: String, _ skippingBadLines: Bool
  ) throws(RecordingError) -> PollArray {
    var recording = try Recording(path: path, skippingBadLines: skippingBadLines)
    var polls: [Poll] = []
    while let recorded = try recording.next() { polls.append(recorded.poll) }
    return PollArray(polls, name: recording.name)
  }

  /// The path, or what standard input is called.
  public var name: String {
    switch content {
    case .file(let file): file.name
    case .memory(let polls): polls.name
    }
  }

  /// Reads through the recording and calls back with every poll and the bytes where it stands.
  public func forEach(_ body: (Poll, Place) -> Void) throws {
    switch content {
    case .file(let file): try file.forEach(skippingBadLines: skippingBadLines, body)
    case .memory(let polls): polls.forEach(body)
    }
  }

  /// The poll at that place, read from the file.
  public func poll(at place: Place) throws -> Poll {
    switch content {
    case .file(let file): try file.poll(at: place)
    case .memory(let polls): polls.poll(at: place)
    }
  }
}
