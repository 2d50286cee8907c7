import ScribeJSON
package import ScribeSession
import SystemPackage

/// A recording whose polls are read again one by one, in any order, by where they stand.
///
/// ```swift
/// let file = try IndexedRecording(path: "visit.jsonl")
/// var places: [IndexedRecording.Place] = []
/// try file.forEach { _, place in places.append(place) }
/// let third = try file.poll(at: places[2])
/// ```
///
/// Holds neither polls nor an open file: memory is that of the places. Reading one costs
/// opening the file and decoding the one line or entry. A log may grow meanwhile; where a file was
/// changed otherwise, what is read may be another poll, or an error.
package struct IndexedRecording: Sendable {
  /// Where a poll stands in the file, in bytes.
  package typealias Place = Range<Int>

  /// The name that errors call it by.
  package let name: String

  private let path: String
  private let isPollLog: Bool

  /// Looks what kind of recording a file is; standard input (`-`), which can be read but once, is refused.
  package init(path: String) throws(RecordingError) {
    guard path != "-" else {
      throw .unreadable(
        file: RecordingError.standardInput, reason: "can be read but once: name a file")
    }
    let recording = try Recording(path: path)
    self.path = path
    name = recording.name
    isPollLog = recording.isPollLog
  }

  /// Reads through the file once and calls back with each poll and where it stands.
  ///
  /// With `skippingBadLines` what is not a poll is skipped instead of stopping.
  package func forEach(
    skippingBadLines: Bool = false, _ body: (Poll, Place) -> Void
  ) throws(RecordingError) {
    var recording = try Recording(path: path, skippingBadLines: skippingBadLines)
    while let recorded = try recording.next() { body(recorded.poll, recorded.place) }
  }

  /// The poll that stands at a place.
  package func poll(at place: Place) throws(RecordingError) -> Poll {
    let bytes = try bytes(at: place)
    do {
      if isPollLog { return try PollLogReader.poll(line: bytes) }
      return try HAREntry.poll(try JSONDocument(bytes).root)
    } catch {
      throw changed
    }
  }

  private var changed: RecordingError {
    .unreadable(file: name, reason: "was changed since it was opened")
  }

  private func bytes(at place: Place) throws(RecordingError) -> [UInt8] {
    do {
      let file = try FileDescriptor.open(
        // What is no file any more must not be waited for.
        FilePath(path), .readOnly, options: .nonBlocking)
      let range = Int64(place.lowerBound)..<Int64(place.upperBound)
      let bytes = try file.closeAfter { try file.bytes(in: range) }
      if bytes.count == place.count { return bytes }
    } catch {
      throw .unreadable(file: name, reason: RecordingError.reason(of: error))
    }
    throw changed
  }
}
