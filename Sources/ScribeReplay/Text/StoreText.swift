import ScribeJSON
import ScribeSession
package import ScribeStore

/// What `list`, `export` and `verify` print of a store.
package enum StoreText {
  /// A line a stream, for people, under a line with the names of the columns.
  package static func lines(for summaries: [StoredSummary]) -> [String] {
    let names = ["session", "phase", "polls", "events", "anomalies", "first poll", "last poll"]
    return TextTable([names] + summaries.map(cells), rightAligned: [2, 3, 4]).lines
  }

  /// The same lines where they come one by one: without names, and in no columns.
  package static func rows(for summaries: [StoredSummary]) -> [String] {
    summaries.map { cells($0).joined(separator: "  ") }
  }

  private static func cells(_ summary: StoredSummary) -> [String] {
    [
      summary.stream.phrase, summary.phase.name, "\(summary.pollCount)", "\(summary.eventCount)",
      "\(summary.anomalyCount)", summary.firstReceivedAt.description,
      summary.lastReceivedAt.description,
    ]
  }

  /// One object a stream.
  package static func line(for summary: StoredSummary) -> [UInt8] {
    JSONWriter.object { json in
      json.member("kind", "session")
      summary.stream.writeMembers(to: &json)
      json.member("phase", summary.phase.name)
      json.member("polls", summary.pollCount)
      json.member("events", summary.eventCount)
      json.member("anomalies", summary.anomalyCount)
      json.member("first_received_at", summary.firstReceivedAt.description)
      json.member("last_received_at", summary.lastReceivedAt.description)
    }
  }

  /// One object an event of a stored step.
  package static func eventLines(for step: StoredStep) -> [[UInt8]] {
    step.events.map { event in
      line { json in
        json.member("position", step.position)
        step.stream.writeMembers(to: &json)
        json.member("n", step.version)
        json.member("received_at", step.poll.receivedAt.description)
        json.member("reducer", step.reducer)
        json.name("event")
        event.write(to: &json)
      }
    }
  }

  /// One object an event that is decided now.
  ///
  /// - Parameters:
  ///   - version: the number of the poll in its stream.
  ///   - recording: the name of the recording.
  static func eventLines(
    for replayed: ReplayedPoll, _ effect: ReplayedPoll.Effect, version: Int, in recording: String
  ) -> [[UInt8]] {
    effect.step.events.map { event in
      line { json in
        json.member("recording", recording)
        effect.stream.writeMembers(to: &json)
        json.member("n", version)
        json.member("received_at", replayed.poll.receivedAt.description)
        json.member("reducer", Session.reducerID)
        if replayed.isKeyed {
          json.name("keyed")
          json.value(true)
        }
        json.name("event")
        event.write(to: &json)
      }
    }
  }

  private static func line(_ writeMembers: (inout JSONWriter) -> Void) -> [UInt8] {
    JSONWriter.object { json in
      json.member("kind", "event")
      writeMembers(&json)
    }
  }

  /// What was checked, and a line a finding.
  package static func lines(for check: StoreCheck, of path: String) -> [String] {
    let found = check.findings.map { "\(path): \($0.phrase)" }
    let more = check.findingCount - check.findings.count
    let (erasedCount, lockedCount) = (check.erasedBodyCount, check.lockedBodyCount)
    let bodies = check.bodyCount - erasedCount - lockedCount
    let locked = lockedCount > 0 ? ", \(lockedCount) sealed and not checked" : ""
    let erased = erasedCount > 0 ? ", \(erasedCount) erased" : ""
    let stored = lockedCount > 0 ? "all else as stored" : "as stored"
    let verdict = check.findingCount == 0 ? stored : "\(check.findingCount) found"
    return found + (more > 0 ? ["\(path): and \(more) more"] : []) + [
      "\(path): \(check.pollCount) polls of \(check.streamCount.counted("session")), "
        + "\(check.eventCount) events, "
        + "\(bodies) bodies of \(check.bodyByteCount) bytes\(erased)\(locked): \(verdict)"
    ]
  }
}

extension StoreFinding {
  fileprivate var phrase: String {
    switch self {
    case .damage(let what): "damaged: \(what.printable)"
    case .changed(let stream, let version, let what):
      "session \(stream.phrase), poll \(version): \(what.printable)"
    case .divergence(let divergence): divergence.phrase(decidedBy: Session.reducerID)
    }
  }
}
