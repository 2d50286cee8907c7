import ScribeJSON

@testable import ScribeSession

/// A session that is told its polls by a reader, held against one that is told each by itself.
struct IncrementalSession {
  private(set) var session = Session()
  private var other = Session()
  private(set) var reader = PollReader()

  /// Takes the next poll in both ways and tells where the two differ.
  mutating func mismatch(_ poll: Poll) -> String? {
    var reader = reader
    defer { self.reader = reader }
    return mismatch(poll, reader: &reader)
  }

  /// The same, with another reader than this session's own.
  mutating func mismatch(_ poll: Poll, reader: inout PollReader) -> String? {
    if let fault = contentMismatch(poll, reader) { return fault }
    let actual = session.observe(poll, reader: &reader)
    let expected = other.observe(poll)
    if actual.verdict != expected.verdict {
      return "\(actual.verdict) instead of \(expected.verdict)"
    }
    if actual.events != expected.events { return "other events" }
    if actual.anomalies != expected.anomalies { return "other anomalies" }
    if actual.next != expected.next { return "\(actual.next) instead of \(expected.next)" }
    if actual.statusRule != expected.statusRule { return "another row of the status" }
    if actual.transitionRule != expected.transitionRule { return "another row of the step" }
    if actual.report?.body.bytes != expected.report?.body.bytes { return "another report" }
    return session == other && actual.session == expected.session ? nil : "another session"
  }

  /// What is read of the poll, whatever the session makes of it.
  private func contentMismatch(_ poll: Poll, _ reader: PollReader) -> String? {
    var known = reader
    var fresh = PollReader()
    let actual = known.read(poll, key: session.fingerprintKey)
    let expected = fresh.read(poll, key: session.fingerprintKey)
    if actual.stream != expected.stream { return "another stream" }
    if actual.arrival.identity != expected.arrival.identity { return "another identity" }
    if case .content(let actual) = actual.outcome, case .content(let expected) = expected.outcome {
      return actual.mismatch(expected)
    }
    return nil
  }
}

extension ReportedContent {
  fileprivate func mismatch(_ other: ReportedContent) -> String? {
    if transcript?.digest != other.transcript?.digest { return "another transcript" }
    if transcript?.emptyShape != other.transcript?.emptyShape { return "another empty transcript" }
    if documents.count != other.documents.count || haveDistinctIDs != other.haveDistinctIDs {
      return "other documents"
    }
    for (document, expected) in zip(documents, other.documents) {
      guard document.place == expected.place, document.templateID == expected.templateID,
        document.id == expected.id, document.status == expected.status,
        document.parts == expected.parts
      else { return "another document" }
    }
    if audioNames != other.audioNames { return "other audio names" }
    if instants != other.instants { return "other instants" }
    if message != other.message || error != other.error { return "another message" }
    if processingErrors != other.processingErrors { return "other processing errors" }
    return passThrough == other.passThrough ? nil : "other values passed through"
  }
}
