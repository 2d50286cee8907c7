import ScribeJSON
package import ScribeSession

extension StreamStatistics {
  /// What can be told, each with a label.
  var rows: [(label: String, value: String)] {
    [
      ("polls", pollsText),
      ("wasted", "\(wastedPolls) with the bytes of the one before, \(wastedBytes) bytes"),
      ("bytes", "\(bodyBytes) of bodies"),
      percentiles("intervals", intervals),
      percentiles("latency", latencies),
      longestGap.map {
        (
          "gaps",
          "\(gapCount), the longest \($0.pause.spanText)"
            + ($0.poll.map { " before #\($0)" } ?? "")
        )
      },
      ("phases", phasesText),
      percentiles("end seen after", delays),
    ].compactMap { $0 }.filter { !$0.value.isEmpty }
  }

  private var pollsText: String {
    let twice = duplicates > 0 ? ", \(duplicates) of them recorded twice" : ""
    guard let firstReceivedAt, let lastReceivedAt, polls > 1 else { return "\(polls)\(twice)" }
    return "\(polls)\(twice), in \(firstReceivedAt.duration(to: lastReceivedAt).spanText)"
  }

  private func percentiles(
    _ label: String, _ percentiles: Percentiles
  ) -> (label: String, value: String)? {
    guard let values = percentiles.values([50, 90, 99, 100])?.map(\.spanText) else { return nil }
    if percentiles.count == 1 { return (label, values[0]) }
    return (label, "p50 \(values[0]), p90 \(values[1]), p99 \(values[2]), longest \(values[3])")
  }

  private var phasesText: String {
    Phase.allCases.compactMap { phase in
      timeInPhases[phase].flatMap { $0 > .zero ? "\(phase.name) \($0.spanText)" : nil }
    }.joined(separator: ", ")
  }

  /// Lines for people, below a title.
  package func lines(_ title: String, _ options: TextOptions) -> [String] {
    [Emphasis.strong.applied(to: title, options)]
      + TextTable(rows.map { ["  \($0.label)", $0.value] }).lines
  }

  /// Lines for people about one session of a recording.
  package func lines(
    of stream: PollStream, in file: String, _ options: TextOptions
  ) -> [String] {
    lines("\(file.printable): \(stream.phrase)", options)
  }

  /// One JSON object; without a session, of the whole corpus.
  package func json(of stream: PollStream?, in file: String?) -> [UInt8] {
    JSONWriter.object(byteCount: 512) { json in
      json.member("kind", stream == nil ? "corpus-statistics" : "session-statistics")
      json.member("file", ifPresent: file)
      stream?.writeMembers(to: &json)
      json.member("polls", polls)
      json.member("duplicates", duplicates)
      json.member("wasted_polls", wastedPolls)
      json.member("wasted_bytes", wastedBytes)
      json.member("body_bytes", bodyBytes)
      write("intervals_s", intervals, to: &json)
      write("latency_s", latencies, to: &json)
      json.member("gaps", gapCount)
      if let longestGap {
        json.name("longest_gap")
        json.beginObject()
        json.member("n", ifPresent: longestGap.poll)
        json.name("pause_s")
        json.raw(longestGap.pause.secondsText.utf8)
        json.endObject()
      }
      json.name("phases_s")
      json.beginObject()
      for phase in Phase.allCases {
        guard let time = timeInPhases[phase] else { continue }
        json.name(phase.name)
        json.raw(time.secondsText.utf8)
      }
      json.endObject()
      write("end_seen_after_s", delays, to: &json)
    }
  }

  private func write(_ name: String, _ percentiles: Percentiles, to json: inout JSONWriter) {
    guard let values = percentiles.values([50, 90, 99, 100]) else { return }
    json.name(name)
    json.beginObject()
    json.member("count", percentiles.count)
    for (label, value) in zip(["p50", "p90", "p99", "max"], values) {
      json.name(label)
      json.raw(value.secondsText.utf8)
    }
    json.endObject()
  }
}
