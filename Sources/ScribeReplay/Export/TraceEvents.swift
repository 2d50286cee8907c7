import ScribeJSON
import ScribeSession

/// A recording in the Trace Event Format, for Perfetto and chrome://tracing: a process a session, its
/// phases as asynchronous slices, its polls as instants, and what is known as counters; no bodies.
///
/// Events come as soon as they are certain; a phase ends when another begins, or with the last poll.
package struct TraceEvents {
  /// What stands before the first event, and what behind the last.
  package static let opening = #"{"displayTimeUnit":"ms","traceEvents":["#
  package static let closing = "]}"

  private var streams: [Known] = []

  /// What the last poll of a stream has left open.
  private struct Known {
    var phase: Phase?
    var counters: [String: Int] = [:]
    var lastAt: Instant
  }

  package init() {}

  /// The events of one poll, each one JSON object.
  package mutating func events(for replayed: ReplayedPoll) -> [[UInt8]] {
    guard let effect = replayed.effect else { return [] }
    let at = replayed.poll.receivedAt
    var events: [[UInt8]] = []
    if effect.place == streams.count {
      streams.append(Known(phase: nil, lastAt: at))
      events.append(Self.name("process_name", effect.stream.phrase, effect.place))
      events.append(Self.name("thread_name", "polls", effect.place))
    }
    // Time that runs backwards would end a slice before it began.
    streams[effect.place].lastAt = max(streams[effect.place].lastAt, at)
    let phase = effect.step.session.phase
    if streams[effect.place].phase != phase {
      events += end(of: effect.place)
      streams[effect.place].phase = phase
      events.append(slice("b", phase, effect.place))
    }
    events.append(instant(replayed, effect))
    return events + counters(effect)
  }

  /// The events that end what is open.
  package func finish() -> [[UInt8]] { streams.indices.flatMap(end) }

  private func end(of place: Int) -> [[UInt8]] {
    streams[place].phase.map { [slice("e", $0, place)] } ?? []
  }

  private func slice(_ kind: String, _ phase: Phase, _ place: Int) -> [UInt8] {
    Self.event(kind, phase.name, place, at: streams[place].lastAt) { json in
      json.member("cat", "phase")
      json.member("id", "phase-\(place + 1)")
    }
  }

  private func instant(_ replayed: ReplayedPoll, _ effect: ReplayedPoll.Effect) -> [UInt8] {
    let step = effect.step
    let name = "#\(replayed.number) \(replayed.poll.outcome.word) \(step.verdict.name)"
    return Self.event("i", name, effect.place, at: replayed.poll.receivedAt) { json in
      json.member("cat", "poll")
      json.member("s", "t")
      json.name("args")
      json.beginObject()
      json.member("n", replayed.number)
      json.writeOutcome(replayed.poll.outcome)
      json.member("verdict", step.verdict.name)
      json.member("phase", step.session.phase.name)
      let latency = replayed.poll.sentAt?.duration(to: replayed.poll.receivedAt)
      if let latency {
        json.name("latency_s")
        json.raw(latency.secondsText.utf8)
      }
      let changes = ChangeText.phrases(for: step).joined(separator: ", ")
      json.member("changes", ifPresent: changes.isEmpty ? nil : changes)
      if !step.anomalies.isEmpty {
        json.name("anomalies")
        json.beginArray()
        for code in step.anomalies.codes { json.value(code.name) }
        json.endArray()
      }
      json.member("next", step.next.phrase)
      json.endObject()
    }
  }

  /// What is known of the content, where that has changed.
  private mutating func counters(_ effect: ReplayedPoll.Effect) -> [[UInt8]] {
    let content = effect.step.session.content
    let counters = [
      "transcript bytes": content.transcript?.byteCount ?? 0,
      "documents": content.documentCount, "audio files": content.audioFilesReceived ?? 0,
    ]
    let known = streams[effect.place].counters
    streams[effect.place].counters = counters
    return counters.filter { known[$0.key] != $0.value }.sorted { $0.key < $1.key }.map { counter in
      Self.event("C", counter.key, effect.place, at: streams[effect.place].lastAt) { json in
        json.name("args")
        json.beginObject()
        json.member("count", counter.value)
        json.endObject()
      }
    }
  }

  private static func name(_ kind: String, _ name: String, _ place: Int) -> [UInt8] {
    event("M", kind, place, at: nil) { json in
      json.name("args")
      json.beginObject()
      json.member("name", name)
      json.endObject()
    }
  }

  private static func event(
    _ kind: String, _ name: String, _ place: Int, at instant: Instant?,
    _ writeMembers: (inout JSONWriter) -> Void
  ) -> [UInt8] {
    JSONWriter.object { json in
      json.member("name", name)
      json.member("ph", kind)
      if let instant { json.member("ts", Int(instant.microsecondsSinceEpoch)) }
      json.member("pid", place + 1)
      json.member("tid", 1)
      writeMembers(&json)
    }
  }
}
