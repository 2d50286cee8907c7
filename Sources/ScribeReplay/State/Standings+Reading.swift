package import ScribeRecording
package import ScribeSession

extension Standings {
  /// Reads a recording up to a point, and gives the streams that are to be told: after a poll its
  /// own, at a time all that were polled by then.
  ///
  /// - Parameter body: is told of each poll, for progress.
  package static func read(
    _ tape: inout Tape, to point: Point, _ options: TextOptions,
    _ body: (RecordedPoll) -> Void = { _ in }
  ) throws(TapeError) -> [Standing] {
    var standings = Standings(options, keepingContent: options.showsPatientData)
    var end: Instant?
    // How it stood after the last poll that was received by then. Log order is arrival order: where a
    // clock was set back, later polls may come before it, and what they told was known.
    var standing: [Standing]?
    while let recorded = try tape.next() {
      body(recorded)
      switch point {
      case .poll(let number):
        let place = standings.observe(recorded)
        if recorded.number == number { return place.map { [standings.all[$0]] } ?? [] }
        // Of a single session the others are not there.
        if recorded.number > number { return [] }
      case .time(let time):
        end = end ?? time.instant(onDayOf: recorded.poll.receivedAt)
        if let end, recorded.poll.receivedAt > end {
          standing = standing ?? standings.all
        } else {
          standing = nil
        }
        standings.observe(recorded)
      }
    }
    if case .time = point { return standing ?? standings.all }
    return []
  }
}

/// A point in time as it is typed: an instant, or a time of day on the day of the first poll.
package enum TimeText: Sendable {
  case instant(Instant)
  case timeOfDay(String)

  /// RFC 3339, or `14:21`, `14:21:08` or `14:21:08.120`, in UTC.
  package init?(_ text: String) {
    let time = text.utf8.count == 5 ? text + ":00" : text
    if time.utf8.count <= 15, Instant(rfc3339: "1970-01-01T\(time)Z") != nil {
      self = .timeOfDay(time)
    } else if let instant = Instant(rfc3339: text) {
      self = .instant(instant)
    } else {
      return nil
    }
  }

  /// The instant, in a recording whose first poll was received then.
  package func instant(onDayOf first: Instant) -> Instant? {
    switch self {
    case .instant(let instant): instant
    case .timeOfDay(let time): Instant(rfc3339: "\(first.dateDescription)T\(time)Z")
    }
  }
}
