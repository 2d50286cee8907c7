import Foundation
package import ScribeRecording
import ScribeSession
package import ScribeStore

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Recorded polls in their order, whatever holds them: a poll log, a HAR file or a store, told apart
/// by content.
package struct Tape {
  /// The name that errors call it by.
  package let name: String

  /// The only session that is wanted, where it is one.
  private let wanted: ExactText?
  /// One of the two is there; each is changed in place.
  private var recording: Recording?
  private var steps: StepCursor?

  /// Opens a file, or standard input where the path is `-`, which a store cannot come from.
  ///
  /// - Parameters:
  ///   - session: the id of the only session that is wanted, where it is one.
  ///   - skippingBadLines: whether what is not a poll is skipped and counted instead of stopping.
  package init(
    path: String, session: String? = nil, skippingBadLines: Bool = false
  ) throws(TapeError) {
    if Self.isStore(path) {
      do {
        self.init(try SessionStore(reading: path), session: session)
      } catch {
        throw .store(error)
      }
    } else {
      do {
        self.init(
          try Recording(path: path, skippingBadLines: skippingBadLines), session: session)
      } catch {
        throw .recording(error)
      }
    }
  }

  private init(_ recording: Recording, session: String?) {
    name = recording.name
    wanted = session.map { ExactText($0) }
    self.recording = recording
  }

  /// The polls of a store.
  package init(_ store: SessionStore, session: String? = nil) {
    name = store.path
    wanted = session.map { ExactText($0) }
    steps = StepCursor(
      store, wanted.map { .session($0, afterPosition: 0) } ?? .all(afterPosition: 0))
  }

  /// The next poll; nil at the end.
  package mutating func next() throws(TapeError) -> RecordedPoll? {
    do {
      if let step = try steps?.next() {
        return RecordedPoll(number: step.position, poll: step.poll)
      }
    } catch {
      throw .store(error)
    }
    do {
      while let recorded = try recording?.next() {
        if isWanted(recorded.poll) { return recorded }
      }
    } catch {
      throw .recording(error)
    }
    return nil
  }

  /// Whether one session alone is wanted.
  var isOfOneSession: Bool { wanted != nil }

  private func isWanted(_ poll: Poll) -> Bool {
    wanted == nil || PollStream(method: poll.method, url: poll.url)?.id == wanted
  }

  /// How many lines or entries were skipped so far.
  package var skippedCount: Int { recording?.skippedCount ?? 0 }

  /// The number of the last line where it was cut off; known once the end was reached.
  package var tornLine: Int? { recording?.tornLine }

  /// Whether two paths lead to one file.
  package static func isSameFile(_ path: String, _ other: String) -> Bool {
    var (status, otherStatus) = (stat(), stat())
    return stat(path, &status) == 0 && stat(other, &otherStatus) == 0
      && status.st_dev == otherStatus.st_dev && status.st_ino == otherStatus.st_ino
  }

  /// Whether a file is a SQLite file, and so read as a store; only what can be read twice is looked
  /// into.
  ///
  /// Not to be asked of a file that this process has open as a store: closing it here would drop
  /// SQLite's locks.
  package static func isStore(_ path: String) -> Bool {
    var status = stat()
    guard path != "-", stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let file = FileHandle(forReadingAtPath: path)
    else { return false }
    defer { try? file.close() }
    let head = (try? file.read(upToCount: 16)) ?? Data()
    return head.elementsEqual("SQLite format 3\0".utf8)
  }
}

/// Why polls could not be read, and where.
package enum TapeError: Error, Hashable, Sendable, CustomStringConvertible {
  case recording(RecordingError)
  case store(StoreError)

  /// One line: where, what.
  package var description: String {
    switch self {
    case .recording(let error): error.description
    case .store(let error): error.description
    }
  }
}
