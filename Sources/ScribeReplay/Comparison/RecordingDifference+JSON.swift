import ScribeJSON
import ScribeSession

extension RecordingDifference {
  /// One JSON object a difference: `kind` is `state-change`, `event-change`, `text-change` or
  /// `session-change`; `session` is what is, and `was` what it is compared with where that is
  /// another one.
  ///
  /// - Parameter showsPatientData: whether the lines of texts are told.
  package func ndjson(showsPatientData: Bool) -> [[UInt8]] {
    var lines = streams.flatMap { Self.lines(for: $0, showsPatientData: showsPatientData) }
    for (streams, change) in [(missing, "removed"), (added, "added")] {
      lines += streams.map { stream in
        Self.object("session-change", stream, stream) { $0.member("change", change) }
      }
    }
    return lines
  }

  private static func lines(
    for stream: StreamDifference, showsPatientData: Bool
  ) -> [[UInt8]] {
    var lines = stream.state.map { change in
      object("state-change", stream.old, stream.new) { $0.write(change) }
    }
    lines += stream.events.map { event in
      object("event-change", stream.old, stream.new) { event.write(to: &$0) }
    }
    let transcript = stream.transcript.map { (label: "transcript", difference: $0) }
    for (name, difference) in [transcript].compactMap({ $0 }) + stream.documents {
      lines += difference.hunks.map { hunk in
        object("text-change", stream.old, stream.new) { json in
          json.member("of", name)
          difference.write(hunk, showsPatientData: showsPatientData, to: &json)
        }
      }
    }
    return lines
  }

  private static func object(
    _ kind: String, _ old: PollStream, _ new: PollStream,
    _ writeMembers: (inout JSONWriter) -> Void
  ) -> [UInt8] {
    JSONWriter.object { json in
      json.member("kind", kind)
      new.writeMembers(to: &json)
      if old != new {
        json.name("was")
        json.beginObject()
        old.writeMembers(to: &json)
        json.endObject()
      }
      writeMembers(&json)
    }
  }
}

extension EventDifference {
  fileprivate func write(to json: inout JSONWriter) {
    switch self {
    case .removed(let event):
      json.member("change", "removed")
      json.write(event, as: "before")
    case .added(let event):
      json.member("change", "added")
      json.write(event, as: "after")
    case .changed(let old, let new):
      json.member("change", "changed")
      json.write(old, as: "before")
      json.write(new, as: "after")
      json.name("members")
      json.beginArray()
      for change in new.listing.changes(since: old.listing) {
        json.beginObject()
        json.write(change)
        json.endObject()
      }
      json.endArray()
    }
  }
}

extension TextDifference {
  fileprivate func write(
    _ hunk: Hunk, showsPatientData: Bool, to json: inout JSONWriter
  ) {
    json.range("old_lines", hunk.oldLines)
    json.range("new_lines", hunk.newLines)
    json.range("old_bytes", hunk.oldBytes)
    json.range("new_bytes", hunk.newBytes)
    guard showsPatientData else { return }
    for (name, texts) in [
      ("old", old.texts(of: hunk.oldLines)), ("new", new.texts(of: hunk.newLines)),
    ] {
      json.name(name)
      json.beginArray()
      for text in texts { json.value(text) }
      json.endArray()
    }
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ change: StateListing.Change) {
    member("path", change.path)
    member("before", ifPresent: change.before)
    member("after", ifPresent: change.after)
  }

  fileprivate mutating func write(_ event: RecordedEvent, as name: String) {
    self.name(name)
    beginObject()
    member("n", event.poll)
    for entry in event.listing.entries { member(entry.path, entry.value) }
    endObject()
  }

  /// Writes a range of places from 0 as its two ends, the upper one not in it.
  fileprivate mutating func range(_ name: String, _ range: Range<Int>) {
    self.name(name)
    beginArray()
    value(range.lowerBound)
    value(range.upperBound)
    endArray()
  }
}
